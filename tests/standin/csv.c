#include "tests/standin/csv.h"

#include "tests/standin/json.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static void put_quoted(struct text *text, const char *value)
{
	for (; *value; value++) {
		if (*value == '"')
			text_char(text, '"');
		text_char(text, *value);
	}
}

static void put_instant(struct text *text, long long instant)
{
	time_t seconds = (time_t)(instant / 1000);
	struct tm tm;
	char stamp[40];
	gmtime_r(&seconds, &tm);
	strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S", &tm);
	text_format(text, "%s.%03dZ", stamp, (int)(instant % 1000));
}

static void put_value(struct text *text, const struct extract *table, size_t row, int column)
{
	const char *cell = extract_cell(table, row, column);
	const struct column *kind = &table->column[column];
	if (kind->type == COLUMN_BOOLEAN)
		text_put(text, extract_flag(table, row, kind->name) ? "true" : "false");
	else if (cell == NULL)
		return;
	else if (kind->type == COLUMN_DATETIME)
		put_instant(text, extract_instant(table, row, column));
	else if (kind->type == COLUMN_INT)
		text_format(text, "%s.0", cell);
	else if (kind->type == COLUMN_DOUBLE)
		json_double(text, strtod(cell, NULL));
	else
		put_quoted(text, cell);
}

void csv_header(struct text *text, const struct select *query)
{
	for (size_t i = 0; i < query->fields; i++)
		text_format(text, "%s\"%s\"", i ? "," : "", query->table->column[query->field[i]].name);
	text_char(text, '\n');
}

void csv_record(struct text *text, const struct select *query, size_t row)
{
	for (size_t i = 0; i < query->fields; i++) {
		text_put(text, i ? ",\"" : "\"");
		put_value(text, query->table, row, query->field[i]);
		text_char(text, '"');
	}
	text_char(text, '\n');
}
