#include "lib/out/xlsx_book.h"
#include "lib/out/xlsx_part.h"

#include <stdlib.h>
#include <string.h>

/* A cell while its row is read: text is a place in the row's texts, or borrowed. */
struct place {
	enum xlsx_kind kind;
	bool is_formula;
	const char *shared;
	size_t start;
};

struct reader {
	struct xlsx *book;
	xlsx_row_fn row;
	void *context;
	bool is_in_data, is_in_row, is_in_cell, is_in_value, is_in_inline;
	long number;
	long column, next_column;
	char type[12];
	struct place cell;
	struct text value;
	struct xlsx_words words;
	struct place places[XLSX_COLUMNS];
	struct xlsx_cell cells[XLSX_COLUMNS];
	struct text texts;
	size_t count;
};

static void begin_row(struct reader *reader, const char *const *attributes)
{
	const char *number = xlsx_attribute(attributes, "r");
	long said = number ? strtol(number, NULL, 10) : 0;
	reader->number = said > 0 ? said : reader->number + 1;
	reader->is_in_row = true;
	reader->next_column = 0;
	reader->count = 0;
	reader->texts.length = 0;
	memset(reader->places, 0, sizeof reader->places);
}

/* From "AB12": 27; -1 where it is no place. */
static long column_of(const char *place)
{
	long column = 0;
	const char *at = place;
	for (; *at >= 'A' && *at <= 'Z' && at - place < 3; at++)
		column = column * 26 + (*at - 'A' + 1);
	return at > place && *at >= '0' && *at <= '9' ? column - 1 : -1;
}

static bool begin_cell(struct reader *reader, const char *const *attributes, struct error *err)
{
	const char *place = xlsx_attribute(attributes, "r"), *type = xlsx_attribute(attributes, "t");
	if (++reader->book->cells > XLSX_CELLS_MOST)
		return error_set(err, ERROR_DATA, "more than %d cells", XLSX_CELLS_MOST);
	long column = place ? column_of(place) : reader->next_column;
	if (column < 0)
		return error_set(err, ERROR_DATA, "row %ld: '%.20s' is no place of a cell", reader->number, place);
	reader->column = column;
	reader->next_column = column + 1;
	reader->is_in_cell = true;
	reader->cell = (struct place){ 0 };
	snprintf(reader->type, sizeof reader->type, "%s", type ? type : "n");
	text_clear(&reader->value);
	text_clear(&reader->words.text);
	return true;
}

static bool on_start(void *context, const char *name, const char *const *attributes, struct error *err)
{
	struct reader *reader = context;
	if (reader->is_in_inline)
		xlsx_words_start(&reader->words, name);
	else if (reader->is_in_cell) {
		reader->cell.is_formula = reader->cell.is_formula || strcmp(name, "f") == 0;
		reader->is_in_value = strcmp(name, "v") == 0;
		reader->is_in_inline = strcmp(name, "is") == 0;
	} else if (reader->is_in_row && strcmp(name, "c") == 0)
		return begin_cell(reader, attributes, err);
	else if (reader->is_in_data && strcmp(name, "row") == 0)
		begin_row(reader, attributes);
	else if (strcmp(name, "sheetData") == 0)
		reader->is_in_data = true;
	return true;
}

static bool on_text(void *context, const char *bytes, size_t length, struct error *err)
{
	struct reader *reader = context;
	if (reader->is_in_inline)
		return xlsx_words_add(&reader->words, bytes, length, err);
	return !reader->is_in_value || xlsx_text_add(&reader->value, bytes, length, err);
}

static bool shared_string(struct reader *reader, const char **ret, struct error *err)
{
	char *end;
	const char *number = reader->value.bytes;
	unsigned long at = strtoul(number, &end, 10);
	if (*number < '0' || *number > '9' || *end != '\0' || at >= reader->book->string_count)
		return error_set(err, ERROR_DATA, "row %ld: there is no shared string '%.20s'", reader->number, number);
	*ret = reader->book->strings.bytes + reader->book->starts[at];
	return true;
}

static bool is_type(const struct reader *reader, const char *type)
{
	return strcmp(reader->type, type) == 0;
}

/* Its text goes into value, unless it is a shared one. */
static bool read_value(struct reader *reader, struct error *err)
{
	struct place *cell = &reader->cell;
	struct text *value = &reader->value;
	if (is_type(reader, "inlineStr")) {
		text_clear(value);
		text_add(value, reader->words.text.bytes ? reader->words.text.bytes : "", reader->words.text.length);
	}
	if (value->length == 0)
		return true;
	if (is_type(reader, "s")) {
		cell->kind = XLSX_TEXT;
		return shared_string(reader, &cell->shared, err);
	}
	cell->kind = is_type(reader, "b") ? XLSX_BOOLEAN : is_type(reader, "e") ? XLSX_FAILED
		: is_type(reader, "n") ? XLSX_NUMBER : XLSX_TEXT;
	if (cell->kind == XLSX_TEXT)
		xlsx_unescape(value);
	if (cell->kind == XLSX_BOOLEAN) {
		bool is_true = strcmp(value->bytes, "0") != 0;
		text_clear(value);
		text_put(value, is_true ? "TRUE" : "FALSE");
	}
	return true;
}

static bool end_cell(struct reader *reader, struct error *err)
{
	reader->is_in_cell = false;
	if (!read_value(reader, err))
		return false;
	if (reader->column >= XLSX_COLUMNS || (reader->cell.kind == XLSX_EMPTY && !reader->cell.is_formula))
		return true;
	if (reader->cell.shared == NULL) {
		reader->cell.start = reader->texts.length;
		text_add(&reader->texts, reader->value.bytes ? reader->value.bytes : "", reader->value.length);
		text_char(&reader->texts, '\0');
	}
	reader->places[reader->column] = reader->cell;
	size_t count = (size_t)reader->column + 1;
	reader->count = count > reader->count ? count : reader->count;
	return true;
}

static bool end_row(struct reader *reader, struct error *err)
{
	reader->is_in_row = false;
	if (reader->count == 0)
		return true;
	for (size_t at = 0; at < reader->count; at++) {
		const struct place *place = &reader->places[at];
		const char *own = place->kind == XLSX_EMPTY ? "" : reader->texts.bytes + place->start;
		reader->cells[at] = (struct xlsx_cell){ place->kind, place->is_formula, place->shared ? place->shared : own };
	}
	const struct xlsx_row row = { reader->number, reader->count, reader->cells };
	return reader->row(&row, reader->context, err);
}

static bool on_end(void *context, const char *name, struct error *err)
{
	struct reader *reader = context;
	if (reader->is_in_inline) {
		xlsx_words_end(&reader->words, name);
		reader->is_in_inline = strcmp(name, "is") != 0;
		return true;
	}
	if (strcmp(name, "v") == 0)
		reader->is_in_value = false;
	if (reader->is_in_cell)
		return strcmp(name, "c") != 0 || end_cell(reader, err);
	if (reader->is_in_row)
		return strcmp(name, "row") != 0 || end_row(reader, err);
	if (strcmp(name, "sheetData") == 0)
		reader->is_in_data = false;
	return true;
}

static void reader_free(struct reader *reader)
{
	text_done(&reader->value);
	text_done(&reader->words.text);
	text_done(&reader->texts);
	free(reader);
}
SCOPED(reader, struct reader *, reader_free)

bool xlsx_rows(struct xlsx *book, size_t sheet, xlsx_row_fn row, void *context, struct error *err)
{
	static const struct xlsx_handler handler = { on_start, on_end, on_text };
	__attribute__((cleanup(scope_reader))) struct reader *reader = memory_new(1, sizeof *reader);
	reader->book = book;
	reader->row = row;
	reader->context = context;
	return xlsx_part(book->zip, book->sheets[sheet].part, &handler, reader, &book->unpacked, err) ||
	       error_context(err, "%s", book->path);
}
