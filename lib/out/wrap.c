#include "lib/out/wrap.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { INDENT = 2, GAP = 2, COLUMNS_MOST = 12, SHORT = 24, NARROW = 14, NARROWEST = 8, WORD = 20, BOOL_TYPE = 16 };

/* New. */
static char *printable(const char *value)
{
	struct text text = { 0 };
	for (const unsigned char *c = (const unsigned char *)value; *c; c++) {
		bool is_c1 = c[0] == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0;
		if (*c == '\n' || *c == '\t' || *c == '\r')
			text_char(&text, ' ');
		else if (*c < ' ' || *c == 0x7f)
			text_format(&text, "\\x%02x", *c);
		else if (is_c1)
			text_format(&text, "\\x%02x", *++c);
		else
			text_char(&text, (char)*c);
	}
	return text_give(&text);
}

static bool begins_character(char c)
{
	return ((unsigned char)c & 0xc0) != 0x80;
}

static int width_of(const char *utf8)
{
	int count = 0;
	for (; *utf8; utf8++)
		count += begins_character(*utf8);
	return count;
}

/* How many bytes of text fill a line of that many characters, broken at a blank where there
 * is one. */
static size_t line_length(const char *text, int width)
{
	size_t length = 0, at_blank = 0;
	for (int count = 0; text[length]; length++) {
		if (begins_character(text[length]) && count++ == width)
			break;
		if (text[length] == ' ')
			at_blank = length;
	}
	return text[length] == '\0' || text[length] == ' ' || at_blank == 0 ? length : at_blank;
}

/* Adds the next line of *rest, filled with blanks, and moves *rest behind it. */
static void add_piece(struct text *line, const char **rest, int width)
{
	size_t length = line_length(*rest, width);
	scoped_free char *piece = string_format("%.*s", (int)length, *rest);
	text_format(line, "%s%*s", piece, width - width_of(piece), "");
	*rest += length + strspn(*rest + length, " ");
}

static void put_line(struct text *line, FILE *out)
{
	while (line->length && line->bytes[line->length - 1] == ' ')
		line->length--;
	fprintf(out, "%.*s\n", (int)line->length, line->bytes);
	text_clear(line);
}

/* A column of the output: where it is in the result, what it would take and what it gets. */
struct place {
	int number;
	int natural, width;
	int word;      /* of its longest word, WORD at most: one longer is broken */
};

/* One row of a table: cells side by side, each in its own width, until all are told. */
static void put_row(char *const *cells, const struct place *places, int count, FILE *out)
{
	scoped_text struct text line = { 0 };
	const char *rest[COLUMNS_MOST];
	for (int i = 0; i < count; i++)
		rest[i] = cells[i] + strspn(cells[i], " ");
	bool more = true;
	while (more) {
		more = false;
		text_format(&line, "%*s", INDENT, "");
		for (int i = 0; i < count; i++) {
			text_format(&line, "%*s", i > 0 ? GAP : 0, "");
			add_piece(&line, &rest[i], places[i].width);
			more = more || *rest[i];
		}
		put_line(&line, out);
	}
}

/* Takes from the widest column of more than `kept` characters until all fit, or until each
 * is down to its longest word, or to `least` where that is more. */
static void take(struct place *places, int count, int width, int kept, int least, bool breaks_words)
{
	for (;;) {
		int total = INDENT + GAP * (count - 1);
		struct place *widest = NULL;
		for (struct place *place = places; place < places + count; place++) {
			int floor = !breaks_words && place->word > least ? place->word : least;
			total += place->width;
			if (place->natural > kept && place->width > floor && (!widest || place->width > widest->width))
				widest = place;
		}
		if (total <= width || widest == NULL)
			return;
		widest->width--;
	}
}

/* Instants stay in one line as long as other columns can give way, words as long as any can. */
static void fit(struct place *places, int count, int width)
{
	take(places, count, width, SHORT, NARROW, false);
	take(places, count, width, 0, NARROWEST, false);
	take(places, count, width, 0, NARROWEST, true);
}

/* New. */
static char *cell_of(const PGresult *rows, int row, int column)
{
	const char *value = PQgetvalue(rows, row, column);
	if (PQftype(rows, column) == BOOL_TYPE && *value)
		return string_new(*value == 't' ? "yes" : "no");
	return printable(value);
}

static int longest_word(const char *utf8)
{
	int longest = 0, now = 0;
	for (; *utf8; utf8++) {
		now = *utf8 == ' ' ? 0 : now + begins_character(*utf8);
		longest = now > longest ? now : longest;
	}
	return longest;
}

static void widen(struct place *place, const char *cell)
{
	int width = width_of(cell), word = longest_word(cell);
	place->natural = width > place->natural ? width : place->natural;
	word = word > WORD ? WORD : word;
	place->word = word > place->word ? word : place->word;
}

/* Whether the column has anything to tell. */
static bool measure(const PGresult *rows, const struct table_column *column, struct place *ret)
{
	struct place place = { .number = PQfnumber(rows, column->name) };
	for (int row = 0; place.number >= 0 && row < PQntuples(rows); row++) {
		scoped_free char *cell = cell_of(rows, row, place.number);
		widen(&place, cell);
	}
	if (place.natural == 0)
		return false;
	widen(&place, column->title);
	place.width = place.natural;
	*ret = place;
	return true;
}

static void free_cells(char **cells, int count)
{
	for (int i = 0; i < count; i++)
		free(cells[i]);
}

void wrap_table(const PGresult *rows, const struct table_column *columns, int width, FILE *out)
{
	struct place places[COLUMNS_MOST];
	char *cells[COLUMNS_MOST] = { 0 };
	int count = 0;
	for (; columns->name && count < COLUMNS_MOST; columns++)
		if (measure(rows, columns, &places[count]))
			cells[count++] = string_new(columns->title);
	if (count == 0)
		return;
	fit(places, count, width);
	put_row(cells, places, count, out);
	free_cells(cells, count);
	for (int row = 0; row < PQntuples(rows); row++) {
		for (int i = 0; i < count; i++)
			cells[i] = cell_of(rows, row, places[i].number);
		put_row(cells, places, count, out);
		free_cells(cells, count);
	}
}

void wrap_facts(const PGresult *rows, int width, FILE *out)
{
	int title = PQfnumber(rows, "title"), words = PQfnumber(rows, "words");
	struct place places[2] = { { 0 } };
	for (int row = 0; row < PQntuples(rows); row++) {
		int now = PQgetlength(rows, row, words) > 0 ? width_of(PQgetvalue(rows, row, title)) : 0;
		places[0].width = now > places[0].width ? now : places[0].width;
	}
	places[1].width = width - INDENT - GAP - places[0].width;
	for (int row = 0; row < PQntuples(rows); row++) {
		if (PQgetlength(rows, row, words) == 0)
			continue;
		char *cells[] = { cell_of(rows, row, title), cell_of(rows, row, words) };
		put_row(cells, places, 2, out);
		free_cells(cells, 2);
	}
}
