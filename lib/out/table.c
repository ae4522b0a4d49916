#include "lib/out/table.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"
#include "lib/out/value.h"

#include <stdbool.h>
#include <string.h>

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
	*ret = (struct place){ number, title > widest ? title : widest, value_is_number(PQftype(rows, number)),
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

void table_csv(const PGresult *rows, FILE *out)
{
	scoped_text struct text text = { 0 };
	int count = PQnfields(rows);
	for (int column = 0; column < count; column++)
		text_format(&text, "%s%s", column ? "," : "", PQfname(rows, column));
	text_put(&text, "\r\n");
	for (int row = 0; row < PQntuples(rows); row++) {
		for (int column = 0; column < count; column++) {
			text_put(&text, column ? "," : "");
			value_csv(rows, row, column, &text);
		}
		text_put(&text, "\r\n");
	}
	fwrite(text.bytes, 1, text.length, out);
}

json_t *table_json(const PGresult *rows)
{
	json_t *list = json_array();
	for (int row = 0; row < PQntuples(rows); row++) {
		json_t *object = json_object();
		for (int column = 0; column < PQnfields(rows); column++)
			json_object_set_new(object, PQfname(rows, column), value_json(rows, row, column));
		json_array_append_new(list, object);
	}
	return list;
}

void table_print_json(json_t *value, FILE *out)
{
	json_dumpf(value, out, JSON_INDENT(2) | VALUE_JSON_FORM);
	fputc('\n', out);
	json_decref(value);
}
