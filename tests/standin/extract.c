#include "tests/standin/extract.h"

#include "lib/base/text.h"

#include <csv.h>
#include <ctype.h>
#include <glob.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

struct reading {
	struct text bytes;
	size_t *offset;      /* where each cell begins in bytes; 0 is the empty one */
	size_t cells, room;
	size_t columns;      /* known once the header line has ended */
	size_t in_line;
};

static void take_cell(void *bytes, size_t length, void *context)
{
	struct reading *reading = context;
	if (reading->columns && reading->in_line == reading->columns)
		return;
	if (reading->cells == reading->room) {
		reading->room = reading->room ? reading->room * 2 : 1024;
		reading->offset = memory_grow(reading->offset, reading->room, sizeof *reading->offset);
	}
	reading->offset[reading->cells++] = length ? reading->bytes.length : 0;
	reading->in_line++;
	if (length) {
		text_add(&reading->bytes, bytes, length);
		text_char(&reading->bytes, '\0');
	}
}

static void end_line(int end, void *context)
{
	(void)end;
	struct reading *reading = context;
	if (reading->columns == 0)
		reading->columns = reading->in_line;
	while (reading->in_line < reading->columns)
		take_cell(NULL, 0, reading);
	reading->in_line = 0;
}

static bool read_cells(const char *path, struct reading *reading, struct error *err)
{
	scoped_file FILE *file = fopen(path, "rb");
	if (file == NULL)
		return error_set(err, ERROR_DATA, "%s: %m", path);
	struct csv_parser parser;
	if (csv_init(&parser, CSV_APPEND_NULL) != 0)
		return error_set(err, ERROR_BUG, "cannot start the CSV reader");
	text_char(&reading->bytes, '\0');
	static const char bom[] = "\xEF\xBB\xBF";
	char block[65536];
	bool first = true, good = true;
	for (size_t got; good && (got = fread(block, 1, sizeof block, file)) > 0; first = false) {
		size_t skip = first && got >= 3 && memcmp(block, bom, 3) == 0 ? 3 : 0;
		good = csv_parse(&parser, block + skip, got - skip, take_cell, end_line,
			reading) == got - skip;
	}
	csv_fini(&parser, take_cell, end_line, reading);
	csv_free(&parser);
	return good ? true : error_set(err, ERROR_DATA, "%s: not readable as CSV", path);
}

static int digits(const char *text, int count)
{
	int value = 0;
	for (int i = 0; i < count; i++) {
		if (!isdigit((unsigned char)text[i]))
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

static bool zone_read(const char *text, int *ret_minutes)
{
	*ret_minutes = 0;
	if (*text == '\0' || strcmp(text, "Z") == 0)
		return true;
	if (*text != '+' && *text != '-')
		return false;
	int hours = digits(text + 1, 2);
	int minutes = hours < 0 ? -1 : digits(text + 3 + (text[3] == ':'), 2);
	*ret_minutes = (*text == '-' ? -1 : 1) * (hours * 60 + minutes);
	return minutes >= 0;
}

bool instant_read(const char *text, long long *ret)
{
	int year = digits(text, 4);
	if (year < 0 || text[4] != '-' || digits(text + 5, 2) < 1 || text[7] != '-'
		|| digits(text + 8, 2) < 1)
		return false;
	struct tm tm = { .tm_year = year - 1900, .tm_mon = digits(text + 5, 2) - 1,
		.tm_mday = digits(text + 8, 2) };
	const char *rest = text + 10;
	int ms = 0, zone = 0;
	if (*rest == 'T' || *rest == ' ') {
		tm.tm_hour = digits(rest + 1, 2);
		if (tm.tm_hour < 0 || rest[3] != ':' || (tm.tm_min = digits(rest + 4, 2)) < 0)
			return false;
		rest += 6;
		if (*rest == ':' && (tm.tm_sec = digits(rest + 1, 2)) >= 0)
			rest += 3;
		if (*rest == '.' && (ms = digits(rest + 1, 3)) >= 0)
			rest += 4;
	}
	if (!zone_read(rest, &zone))
		return false;
	*ret = (timegm(&tm) - zone * 60LL) * 1000 + ms;
	return true;
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);
	return length >= tail && strcmp(text + length - tail, end) == 0;
}

static bool begins_with(const char *text, const char *start)
{
	size_t length = strlen(start);
	return strncmp(text, start, length) == 0 && isupper((unsigned char)text[length]);
}

static bool fits(const char *value, enum column_type type)
{
	long long instant;
	char *end;
	switch (type) {
	case COLUMN_BOOLEAN:
		return string_same(value, "true") || string_same(value, "false")
			|| strcmp(value, "1") == 0 || strcmp(value, "0") == 0;
	case COLUMN_DATE:
		return strlen(value) == 10 && instant_read(value, &instant);
	case COLUMN_DATETIME:
		return strlen(value) > 10 && instant_read(value, &instant);
	case COLUMN_INT:
		return strtoll(value, &end, 10), *end == '\0';
	case COLUMN_DOUBLE:
		strtod(value, &end);
		return *end == '\0' && (isdigit((unsigned char)*value) || *value == '-');
	default:
		return true;
	}
}

static bool all_fit(const struct extract *table, size_t column, enum column_type type, bool when_empty)
{
	bool seen = false;
	for (size_t row = 0; row < table->rows; row++) {
		const char *value = table->cell[row * table->columns + column];
		if (value && !fits(value, type))
			return false;
		seen |= value != NULL;
	}
	return seen || when_empty;
}

static bool listed(const char *name, const char *const *names)
{
	for (; *names; names++)
		if (strcmp(name, *names) == 0)
			return true;
	return false;
}

static enum column_type guess(const struct extract *table, size_t column)
{
	static const char *const flags[] = { "DoNotCall", "ForecastEnabled", "Incoming", NULL };
	static const char *const stamps[] = { "SystemModstamp", "CreatedDate", "LastModifiedDate",
		"LastLoginDate", NULL };
	static const char *const ints[] = { "NumberOfEmployees", "CallDurationInSeconds",
		"DurationInMinutes", "WhoCount", "WhatCount", "PushCount", "FiscalYear", "FiscalQuarter",
		"SortOrder", "ContractTerm", NULL };
	static const char *const doubles[] = { "Amount", "ExpectedRevenue", "Probability",
		"AnnualRevenue", "Discount", "Subtotal", "TotalPrice", "GrandTotal", NULL };
	const char *name = table->column[column].name, *dot = strrchr(name, '.');
	name = dot ? dot + 1 : name;
	bool custom = ends_with(name, "__c");
	if (strcmp(name, "Id") == 0)
		return COLUMN_ID;
	if (ends_with(name, "Id") && !custom)
		return COLUMN_REFERENCE;
	bool flag = begins_with(name, "Is") || begins_with(name, "Has") || listed(name, flags);
	bool stamp = ends_with(name, "DateTime") || listed(name, stamps);
	bool day = custom || ends_with(name, "Date");
	if (flag && all_fit(table, column, COLUMN_BOOLEAN, true))
		return COLUMN_BOOLEAN;
	if ((stamp || day) && all_fit(table, column, COLUMN_DATETIME, stamp))
		return COLUMN_DATETIME;
	if (day && all_fit(table, column, COLUMN_DATE, !custom))
		return COLUMN_DATE;
	if (custom && all_fit(table, column, COLUMN_BOOLEAN, false))
		return COLUMN_BOOLEAN;
	if (listed(name, ints) && all_fit(table, column, COLUMN_INT, true))
		return COLUMN_INT;
	if ((custom || listed(name, doubles)) && all_fit(table, column, COLUMN_DOUBLE, !custom))
		return COLUMN_DOUBLE;
	return COLUMN_STRING;
}

static void find_types(struct extract *table)
{
	for (size_t column = 0; column < table->columns; column++) {
		enum column_type type = guess(table, column);
		table->column[column].type = type;
		if (type != COLUMN_DATE && type != COLUMN_DATETIME)
			continue;
		long long *instant = memory_new(table->rows, sizeof *instant);
		for (size_t row = 0; row < table->rows; row++) {
			const char *value = extract_cell(table, row, (int)column);
			if (value == NULL || !instant_read(value, &instant[row]))
				instant[row] = NO_INSTANT;
		}
		table->column[column].instant = instant;
	}
}

static char *object_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *name = string_new(slash ? slash + 1 : path);
	*strrchr(name, '.') = '\0';
	return name;
}

static void build(struct extract *ret, const char *path, struct reading *reading)
{
	struct extract table = { .name = object_name(path), .columns = reading->columns };
	table.rows = reading->columns ? reading->cells / reading->columns - 1 : 0;
	table.bytes = text_give(&reading->bytes);
	table.column = memory_new(table.columns, sizeof *table.column);
	table.cell = memory_new(table.rows * table.columns, sizeof *table.cell);
	for (size_t i = 0; i < table.columns; i++)
		table.column[i].name = string_new(table.bytes + reading->offset[i]);
	for (size_t i = 0; i < table.rows * table.columns; i++) {
		size_t offset = reading->offset[table.columns + i];
		table.cell[i] = offset ? table.bytes + offset : NULL;
	}
	find_types(&table);
	*ret = table;
}

static bool read_table(const char *path, struct extract *ret, struct error *err)
{
	struct reading reading = { 0 };
	bool good = read_cells(path, &reading, err);
	if (good)
		build(ret, path, &reading);
	text_done(&reading.bytes);
	free(reading.offset);
	return good;
}

bool folder_read(const char *path, struct folder **ret, struct error *err)
{
	scoped_free char *pattern = string_format("%s/*.csv", path);
	glob_t found;
	if (glob(pattern, 0, NULL, &found) != 0)
		return error_set(err, ERROR_DATA, "%s: no CSV file there", path);
	struct folder *folder = memory_new(1, sizeof *folder);
	folder->table = memory_new(found.gl_pathc, sizeof *folder->table);
	bool good = true;
	for (size_t i = 0; good && i < found.gl_pathc; i++) {
		good = read_table(found.gl_pathv[i], &folder->table[i], err);
		folder->count += good;
	}
	globfree(&found);
	if (good)
		*ret = folder;
	else
		folder_free(folder);
	return good;
}

void folder_free(struct folder *folder)
{
	if (folder == NULL)
		return;
	for (size_t i = 0; i < folder->count; i++) {
		struct extract *table = &folder->table[i];
		for (size_t column = 0; column < table->columns; column++) {
			free(table->column[column].name);
			free(table->column[column].instant);
		}
		free(table->name);
		free(table->column);
		free(table->cell);
		free(table->bytes);
	}
	free(folder->table);
	free(folder);
}

const struct extract *folder_extract(const struct folder *folder, const char *name)
{
	for (size_t i = 0; i < folder->count; i++)
		if (string_same(folder->table[i].name, name))
			return &folder->table[i];
	return NULL;
}

int extract_column(const struct extract *table, const char *name)
{
	for (size_t i = 0; i < table->columns; i++)
		if (string_same(table->column[i].name, name))
			return (int)i;
	return -1;
}

const char *extract_cell(const struct extract *table, size_t row, int column)
{
	return table->cell[row * table->columns + (size_t)column];
}

long long extract_instant(const struct extract *table, size_t row, int column)
{
	const long long *instant = table->column[column].instant;
	return instant ? instant[row] : NO_INSTANT;
}

bool extract_flag(const struct extract *table, size_t row, const char *column)
{
	int at = extract_column(table, column);
	const char *value = at < 0 ? NULL : extract_cell(table, row, at);
	return value && (string_same(value, "true") || strcmp(value, "1") == 0);
}

const char *column_type_name(enum column_type type)
{
	static const char *const names[] = { "string", "id", "reference", "boolean", "date",
		"datetime", "int", "double" };
	return names[type];
}
