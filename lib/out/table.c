#include "lib/out/table.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* From pg_type.dat: these numbers never change. */
enum type { BOOL = 16, INT8 = 20, INT2 = 21, INT4 = 23, JSON = 114, FLOAT8 = 701, NUMERIC = 1700, JSONB = 3802 };

static bool is_whole(Oid type)
{
	return type == INT8 || type == INT4 || type == INT2;
}

static bool is_number(Oid type)
{
	return is_whole(type) || type == FLOAT8 || type == NUMERIC;
}

static bool is_control(const unsigned char *c)
{
	bool is_c1 = c[0] == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0;
	return *c < ' ' || *c == 0x7f || is_c1;
}

/* New. */
static char *printable(const char *value)
{
	struct text text = { 0 };
	for (const unsigned char *c = (const unsigned char *)value; *c; c++) {
		if (!is_control(c)) {
			text_char(&text, (char)*c);
			continue;
		}
		text_char(&text, ' ');
		c += *c == 0xc2;
	}
	return text_give(&text);
}

/* Characters, counted by the bytes that begin one. */
static int width(const char *utf8)
{
	int count = 0;
	for (; *utf8; utf8++)
		count += ((unsigned char)*utf8 & 0xc0) != 0x80;
	return count;
}

/* A column of the output: where it is in the result and how wide it gets. */
struct place {
	int number;
	int width;
	bool to_the_right;
	const char *title;
};

static bool measure(const PGresult *rows, const struct table_column *column, struct place *ret)
{
	int number = PQfnumber(rows, column->name);
	int widest = 0;
	for (int row = 0; number >= 0 && row < PQntuples(rows); row++) {
		int now = width(PQgetvalue(rows, row, number));
		widest = now > widest ? now : widest;
	}
	if (widest == 0)
		return false;
	int title = width(column->title);
	*ret = (struct place){ number, title > widest ? title : widest, is_number(PQftype(rows, number)),
			       column->title };
	return true;
}

static void add_cell(struct text *line, const struct place *place, const char *value)
{
	int blanks = place->width - width(value);
	if (line->length)
		text_put(line, "  ");
	if (place->to_the_right)
		text_format(line, "%*s%s", blanks, "", value);
	else
		text_format(line, "%s%*s", value, blanks, "");
}

static void put_line(struct text *line, FILE *out)
{
	while (line->length && line->bytes[line->length - 1] == ' ')
		line->length--;
	fwrite(line->bytes, 1, line->length, out);
	fputc('\n', out);
	text_clear(line);
}

static void put_rows(const PGresult *rows, const struct place *places, int count, FILE *out)
{
	scoped_text struct text line = { 0 };
	for (int at = 0; at < count; at++)
		add_cell(&line, &places[at], places[at].title);
	put_line(&line, out);
	for (int row = 0; row < PQntuples(rows); row++) {
		for (int at = 0; at < count; at++) {
			scoped_free char *value = printable(PQgetvalue(rows, row, places[at].number));
			add_cell(&line, &places[at], value);
		}
		put_line(&line, out);
	}
}

void table_text(const PGresult *rows, const struct table_column *columns, FILE *out)
{
	size_t most = 0;
	while (columns[most].name)
		most++;
	scoped_free struct place *places = memory_new(most + 1, sizeof *places);
	int count = 0;
	for (; columns->name; columns++)
		count += measure(rows, columns, &places[count]);
	if (count > 0)
		put_rows(rows, places, count, out);
}

static void put_csv(const char *value, bool is_text, bool is_last, FILE *out)
{
	bool is_formula = is_text && *value && strchr("=+-@\t\r", *value);
	bool needs_quotes = value[strcspn(value, ",\"\r\n")] != '\0';
	if (needs_quotes)
		fputc('"', out);
	if (is_formula)
		fputc('\'', out);
	for (; *value; value++) {
		if (*value == '"')
			fputc('"', out);
		fputc(*value, out);
	}
	if (needs_quotes)
		fputc('"', out);
	fputs(is_last ? "\r\n" : ",", out);
}

void table_csv(const PGresult *rows, FILE *out)
{
	int count = PQnfields(rows);
	for (int at = 0; at < count; at++)
		put_csv(PQfname(rows, at), false, at + 1 == count, out);
	for (int row = 0; row < PQntuples(rows); row++)
		for (int at = 0; at < count; at++)
			put_csv(PQgetvalue(rows, row, at), !is_number(PQftype(rows, at)), at + 1 == count, out);
}

static json_t *cell_json(const PGresult *rows, int row, int column)
{
	const char *value = PQgetvalue(rows, row, column);
	Oid type = PQftype(rows, column);
	json_t *made = NULL;
	if (PQgetisnull(rows, row, column))
		made = json_null();
	else if (type == BOOL)
		made = json_boolean(*value == 't');
	else if (is_whole(type))
		made = json_integer(strtoll(value, NULL, 10));
	else if (is_number(type))
		made = json_real(strtod(value, NULL));
	else if (type == JSON || type == JSONB)
		made = json_loads(value, JSON_DECODE_ANY, NULL);
	return made ? made : json_string(value);
}

json_t *table_json(const PGresult *rows)
{
	json_t *list = json_array();
	for (int row = 0; row < PQntuples(rows); row++) {
		json_t *object = json_object();
		for (int column = 0; column < PQnfields(rows); column++)
			json_object_set_new(object, PQfname(rows, column), cell_json(rows, row, column));
		json_array_append_new(list, object);
	}
	return list;
}

void table_print_json(json_t *value, FILE *out)
{
	json_dumpf(value, out, JSON_INDENT(2));
	fputc('\n', out);
	json_decref(value);
}
