#include "lib/audit/calendar_file.h"

#include "lib/base/days.h"
#include "lib/base/text.h"

#include <csv.h>
#include <string.h>

/* Which columns a kind of file has, under which names. */
enum form { FORM_WORDS, FORM_DATE, FORM_WEEKDAYS };
struct column {
	const char *key;      /* of the row; NULL ends the list */
	const char *names;
	enum form form;
	bool required;        /* in the header and in every row */
};
enum { COLUMNS = 4 };

#define PERSONS "person, email, e-mail, user, username, user name, id, name, rep"

static const struct column columns_of[][COLUMNS + 1] = {
	[CALENDAR_HOLIDAYS] = { { "first", "day, date", FORM_DATE, true },
				{ "words", "name, holiday, title", FORM_WORDS, false } },
	[CALENDAR_LEAVE] = { { "who", PERSONS, FORM_WORDS, true },
			     { "first", "from, start, first", FORM_DATE, true },
			     { "last", "to, end, last, until", FORM_DATE, false },
			     { "words", "kind, type, reason", FORM_WORDS, false } },
	[CALENDAR_PEOPLE] = { { "who", PERSONS, FORM_WORDS, true },
			      { "first", "start, from", FORM_DATE, false },
			      { "last", "end, to, until", FORM_DATE, false },
			      { "weekdays", "days, weekdays", FORM_WEEKDAYS, false } },
};

struct reader {
	const char *path;
	enum calendar_kind kind;
	int row_line;
	bool between_rows;
	json_t *cells;              /* of the row under way */
	size_t width;               /* of the header; 0 before it */
	size_t place[COLUMNS];      /* of our columns in a row; width where there is none */
	json_t *rows;
	struct error *err;
	bool failed;
};

static void reader_done(struct reader *reader)
{
	json_decref(reader->cells);
}
#define scoped_reader __attribute__((cleanup(reader_done)))

static const struct column *columns(const struct reader *reader)
{
	return columns_of[reader->kind];
}

static size_t find_column(const struct reader *reader, const struct column *column)
{
	scoped_list char **names = list_new(column->names);
	for (char **name = names; *name; name++)
		for (size_t at = 0; at < reader->width; at++)
			if (string_same(json_string_value(json_array_get(reader->cells, at)), *name))
				return at;
	return reader->width;
}

static bool take_header(struct reader *reader)
{
	reader->width = json_array_size(reader->cells);
	for (size_t i = 0; columns(reader)[i].key; i++) {
		const struct column *column = &columns(reader)[i];
		reader->place[i] = find_column(reader, column);
		if (reader->place[i] == reader->width && column->required)
			return error_set(reader->err, ERROR_DATA, "%s:%d: no column %.*s in the header", reader->path,
					 reader->row_line, (int)strcspn(column->names, ","), column->names);
	}
	return true;
}

static bool put_cell(struct reader *reader, json_t *row, const struct column *column, const char *cell)
{
	char date[11], weekdays[16];
	if (column->form == FORM_WORDS)
		json_object_set_new(row, column->key, json_string(cell));
	else if (column->form == FORM_DATE && days_date(cell, date))
		json_object_set_new(row, column->key, json_string(date));
	else if (column->form == FORM_WEEKDAYS && days_weekdays(cell, weekdays))
		json_object_set_new(row, column->key, json_string(weekdays));
	else
		return error_set(reader->err, ERROR_DATA, "%s:%d: '%.80s' is no %s", reader->path, reader->row_line, cell,
				 column->form == FORM_DATE ? "date; write it as 2026-12-24" : "list of weekdays; write Mon-Thu");
	return true;
}

static bool put_cells(struct reader *reader, json_t *row)
{
	for (size_t i = 0; columns(reader)[i].key; i++) {
		const struct column *column = &columns(reader)[i];
		const char *cell = json_string_value(json_array_get(reader->cells, reader->place[i]));
		bool empty = cell == NULL || *cell == '\0';
		if (empty && column->required)
			return error_set(reader->err, ERROR_DATA, "%s:%d: %.*s is empty", reader->path, reader->row_line,
					 (int)strcspn(column->names, ","), column->names);
		if (!empty && !put_cell(reader, row, column, cell))
			return false;
	}
	return true;
}

/* A holiday is one day, and leave without an end is. */
static bool put_last(struct reader *reader, json_t *row)
{
	const char *first = json_string_value(json_object_get(row, "first"));
	const char *last = json_string_value(json_object_get(row, "last"));
	if (first && last && strcmp(last, first) < 0)
		return error_set(reader->err, ERROR_DATA, "%s:%d: it ends on %s, before it begins on %s", reader->path,
				 reader->row_line, last, first);
	if (last == NULL && reader->kind != CALENDAR_PEOPLE)
		json_object_set(row, "last", json_object_get(row, "first"));
	return true;
}

static bool take_row(struct reader *reader)
{
	size_t count = json_array_size(reader->cells);
	if (count > reader->width)
		return error_set(reader->err, ERROR_DATA, "%s:%d: %zu fields, the header has %zu; put quotes around what holds commas",
				 reader->path, reader->row_line, count, reader->width);
	json_auto_t *row = json_pack("{s:i, s:i, s:i}", "place", reader->row_line, "line", reader->row_line, "rank", 1);
	return put_cells(reader, row) && put_last(reader, row) && json_array_append(reader->rows, row) == 0;
}

static void on_field(void *bytes, size_t length, void *context)
{
	struct reader *reader = context;
	json_array_append_new(reader->cells, bytes ? json_stringn(bytes, length) : json_string(""));
}

static bool is_blank(const json_t *cells)
{
	size_t at;
	json_t *cell;
	json_array_foreach(cells, at, cell)
		if (json_string_length(cell) > 0)
			return false;
	return true;
}

static void on_row(int terminator, void *context)
{
	(void)terminator;
	struct reader *reader = context;
	if (!reader->failed && !is_blank(reader->cells))
		reader->failed = reader->width ? !take_row(reader) : !take_header(reader);
	json_array_clear(reader->cells);
	reader->between_rows = true;
}

/* What is still open at the end is no field, but the sign of a cut file. */
static bool finish(struct reader *reader, struct csv_parser *parser)
{
	csv_set_opts(parser, CSV_STRICT | CSV_STRICT_FINI);
	if (csv_fini(parser, on_field, on_row, reader) == 0)
		return !reader->failed;
	return error_set(reader->err, ERROR_DATA, "%s:%d: a quote is not closed before the file ends: close it, or export again",
			 reader->path, reader->row_line);
}

/* Line by line, so that a row knows where it begins. */
static bool feed(struct reader *reader, struct csv_parser *parser, const char *text)
{
	int line = 0;
	for (const char *at = text; *at && !reader->failed;) {
		size_t length = strcspn(at, "\n");
		bool empty = length == strspn(at, "\r");
		length += at[length] == '\n';
		line++;
		if (reader->between_rows && !empty) {
			reader->between_rows = false;
			reader->row_line = line;
		}
		if (csv_parse(parser, at, length, on_field, on_row, reader) < length)
			return error_set(reader->err, ERROR_DATA, "%s:%d: %s", reader->path, line, csv_strerror(csv_error(parser)));
		at += length;
	}
	return !reader->failed && finish(reader, parser);
}

static bool has_semicolons(const char *text)
{
	size_t first_line = strcspn(text, "\r\n");
	return memchr(text, ';', first_line) && !memchr(text, ',', first_line);
}

bool calendar_csv_read(const char *path, const char *text, enum calendar_kind kind, json_t *rows, struct error *err)
{
	scoped_reader struct reader reader = { .path = path, .kind = kind, .between_rows = true, .cells = json_array(),
					       .rows = rows, .err = err };
	struct csv_parser parser;
	csv_init(&parser, 0);
	if (has_semicolons(text))
		csv_set_delim(&parser, ';');
	bool good = feed(&reader, &parser, text);
	csv_free(&parser);
	if (!good)
		return false;
	return reader.width > 0 || error_set(err, ERROR_DATA, "%s: no header line", path);
}
