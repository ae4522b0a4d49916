#include "lib/crm/bulk_page.h"

#include "lib/base/text.h"
#include "lib/crm/answer.h"

#include <csv.h>
#include <math.h>
#include <string.h>

enum {
	/* A record's long texts come to 1.6 million characters at the most. */
	ROW_MOST = 16 * 1024 * 1024,
};
static const size_t nowhere = (size_t)-1;

struct bulk_page {
	struct bulk_fields fields;
	size_t field_count;
	size_t *columns;             /* per field: its column, or nowhere */
	struct stage_value *values;
	struct text *numbers;        /* per field: memory of a number */
	bulk_row_fn row;
	void *context;

	struct csv_parser parser;
	bool parsing;
	struct text cells;           /* the row under way, end to end */
	size_t *ends;
	size_t count, kept;
	size_t width;                /* of the header; 0 before it */
	size_t row_bytes;
	long long rows;
	struct error *err;
	bool failed;
};

struct bulk_page *bulk_page_new(const struct bulk_fields *fields, bulk_row_fn row, void *context)
{
	struct bulk_page *page = memory_new(1, sizeof *page);
	page->fields = *fields;
	page->field_count = list_length(fields->names);
	page->columns = memory_new(page->field_count, sizeof *page->columns);
	page->values = memory_new(page->field_count, sizeof *page->values);
	page->numbers = memory_new(page->field_count, sizeof *page->numbers);
	page->row = row;
	page->context = context;
	return page;
}

void bulk_page_free(struct bulk_page *page)
{
	if (page->parsing)
		csv_free(&page->parser);
	text_done(&page->cells);
	free(page->ends);
	free(page->columns);
	free(page->values);
	for (size_t field = 0; field < page->field_count; field++)
		text_done(&page->numbers[field]);
	free(page->numbers);
	free(page);
}

/* libcsv cuts blanks off unquoted cells; they are data. */
static int no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

void bulk_page_begin(struct bulk_page *page)
{
	if (page->parsing)
		csv_free(&page->parser);
	csv_init(&page->parser, 0);
	csv_set_space_func(&page->parser, no_blank);
	csv_set_blk_size(&page->parser, 16 * 1024);
	page->parsing = true;
	page->failed = false;
	page->count = page->width = page->row_bytes = 0;
	page->rows = 0;
	text_clear(&page->cells);
}

static struct stage_value cell(const struct bulk_page *page, size_t column)
{
	size_t start = column ? page->ends[column - 1] : 0;
	size_t length = page->ends[column] - start;
	return (struct stage_value){ length ? page->cells.bytes + start : NULL, length };
}

static size_t column_of(const struct bulk_page *page, const char *field)
{
	size_t length = strlen(field);
	for (size_t column = 0; column < page->count; column++) {
		struct stage_value name = cell(page, column);
		if (name.length == length && strncasecmp(name.bytes, field, length) == 0)
			return column;
	}
	return nowhere;
}

static bool take_header(struct bulk_page *page)
{
	for (size_t field = 0; field < page->field_count; field++) {
		page->columns[field] = column_of(page, page->fields.names[field]);
		if (page->columns[field] == nowhere && !page->fields.dropped[field])
			return error_set(page->err, ERROR_UNAVAILABLE, "no column %.80s in the results; pull again",
					 page->fields.names[field]);
	}
	page->width = page->count;
	return true;
}

/* As it comes by REST, so that a row is the same by either way. */
static struct stage_value number(struct stage_value value, struct text *memory)
{
	char digits[64], *end;
	if (value.length == 0 || value.length >= sizeof digits)
		return value;
	memcpy(digits, value.bytes, value.length);
	digits[value.length] = '\0';
	double read = strtod(digits, &end);
	if (end != digits + value.length || !isfinite(read))
		return value;
	text_clear(memory);
	answer_real(read, memory);
	return (struct stage_value){ memory->bytes, memory->length };
}

static bool take_row(struct bulk_page *page)
{
	if (page->count != page->width)
		return true;
	for (size_t field = 0; field < page->field_count; field++) {
		size_t column = page->columns[field];
		page->values[field] = column == nowhere ? (struct stage_value){ NULL, 0 } : cell(page, column);
		if (page->fields.number[field])
			page->values[field] = number(page->values[field], &page->numbers[field]);
	}
	page->rows++;
	return page->row(page->context, page->values, page->err);
}

static void on_field(void *bytes, size_t length, void *context)
{
	struct bulk_page *page = context;
	text_add(&page->cells, bytes, length);
	if (++page->count > page->kept) {
		page->kept = page->kept ? page->kept * 2 : 64;
		page->ends = memory_grow(page->ends, page->kept, sizeof *page->ends);
	}
	page->ends[page->count - 1] = page->cells.length;
}

/* The rest of a piece comes here even when a row of it has failed. */
static void on_row(int terminator, void *context)
{
	(void)terminator;
	struct bulk_page *page = context;
	if (!page->failed)
		page->failed = !(page->width ? take_row(page) : take_header(page));
	text_clear(&page->cells);
	page->count = page->row_bytes = 0;
}

bool bulk_page_take(struct bulk_page *page, const char *bytes, size_t length, struct error *err)
{
	page->err = err;
	page->row_bytes += length;
	if (csv_parse(&page->parser, bytes, length, on_field, on_row, page) < length)
		return error_set(err, ERROR_UNAVAILABLE, "the results cannot be read: %s; pull again",
				 csv_strerror(csv_error(&page->parser)));
	if (page->failed)
		return false;
	return page->row_bytes <= ROW_MOST ||
	       error_set(err, ERROR_UNAVAILABLE, "a row of more than %d MiB in the results; pull again",
			 ROW_MOST >> 20);
}

/* A quote still open is a row cut off: the count of rows tells. */
bool bulk_page_end(struct bulk_page *page, struct error *err)
{
	page->err = err;
	csv_set_opts(&page->parser, CSV_STRICT | CSV_STRICT_FINI);
	csv_fini(&page->parser, on_field, on_row, page);
	return !page->failed;
}

long long bulk_page_rows(const struct bulk_page *page)
{
	return page->rows;
}
