#include "lib/crm/bulk_page.h"

#include "lib/base/text.h"
#include "lib/crm/answer.h"

#include <math.h>
#include <string.h>

enum {
	/* A record's long texts come to 1.6 million characters at the most. */
	ROW_MOST = 16 * 1024 * 1024,
};
static const size_t nowhere = (size_t)-1;

/* Where the next byte stands. AFTER_QUOTE: it says whether that quote ended the value. */
enum place { BEFORE_VALUE, IN_PLAIN, IN_QUOTES, AFTER_QUOTE };

struct bulk_page {
	struct bulk_fields fields;
	size_t field_count;
	size_t *columns;             /* per field: its column, or nowhere */
	struct stage_value *values;
	struct text *numbers;        /* per field: memory of a number */
	bulk_row_fn row;
	void *context;

	enum place place;
	struct text cells;           /* the row under way, end to end */
	size_t *ends;
	size_t count, kept;
	size_t width;                /* of the header; 0 before it */
	long long rows;
	char fault[128];
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
	if (page == NULL)
		return;
	text_done(&page->cells);
	free(page->ends);
	free(page->columns);
	free(page->values);
	for (size_t field = 0; field < page->field_count; field++)
		text_done(&page->numbers[field]);
	free(page->numbers);
	free(page);
}

void bulk_page_begin(struct bulk_page *page)
{
	page->place = BEFORE_VALUE;
	page->count = page->width = 0;
	page->rows = 0;
	*page->fault = '\0';
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

static bool take_header(struct bulk_page *page, struct error *err)
{
	for (size_t field = 0; field < page->field_count; field++) {
		page->columns[field] = column_of(page, page->fields.names[field]);
		if (page->columns[field] == nowhere && !page->fields.dropped[field])
			return error_set(err, ERROR_UNAVAILABLE, "no column %.80s in the results; pull again",
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

static bool take_row(struct bulk_page *page, struct error *err)
{
	for (size_t field = 0; field < page->field_count; field++) {
		size_t column = page->columns[field];
		page->values[field] = column == nowhere ? (struct stage_value){ NULL, 0 } : cell(page, column);
		if (page->fields.number[field])
			page->values[field] = number(page->values[field], &page->numbers[field]);
	}
	page->rows++;
	return page->row(page->context, page->values, err);
}

static void end_value(struct bulk_page *page)
{
	if (++page->count > page->kept) {
		page->kept = page->kept ? page->kept * 2 : 64;
		page->ends = memory_grow(page->ends, page->kept, sizeof *page->ends);
	}
	page->ends[page->count - 1] = page->cells.length;
	page->place = BEFORE_VALUE;
}

static bool end_row(struct bulk_page *page, struct error *err)
{
	bool good = true;
	end_value(page);
	if (page->width == 0)
		good = take_header(page, err);
	else if (page->count == page->width)
		good = take_row(page, err);
	else
		snprintf(page->fault, sizeof page->fault, "row %lld has %zu values, the header %zu", page->rows + 1,
			 page->count, page->width);
	text_clear(&page->cells);
	page->count = 0;
	return good;
}

/* How many of the bytes go on with the value under way. */
static size_t run(enum place place, const char *bytes, size_t length)
{
	if (place == IN_QUOTES) {
		const char *quote = memchr(bytes, '"', length);
		return quote ? (size_t)(quote - bytes) : length;
	}
	size_t at = 0;
	while (at < length && bytes[at] != ',' && bytes[at] != '"' && bytes[at] != '\n' && bytes[at] != '\r')
		at++;
	return at;
}

/* The byte at which a run of data ended. */
static bool take_mark(struct bulk_page *page, char c, struct error *err)
{
	enum place place = page->place;
	if (c == '"' && place == IN_PLAIN)
		snprintf(page->fault, sizeof page->fault, "a quote inside a value of row %lld", page->rows + 1);
	else if (c == '"' && place == AFTER_QUOTE)
		text_char(&page->cells, c);
	if (c == '"')
		page->place = place == IN_QUOTES ? AFTER_QUOTE : IN_QUOTES;
	else if (c == ',')
		end_value(page);
	else if (page->count > 0 || place != BEFORE_VALUE)   /* else a blank line, or the LF of a CRLF */
		return end_row(page, err);
	return true;
}

bool bulk_page_take(struct bulk_page *page, const char *bytes, size_t length, struct error *err)
{
	for (size_t at = 0; at < length && *page->fault == '\0';) {
		size_t plain = page->place == AFTER_QUOTE ? 0 : run(page->place, bytes + at, length - at);
		text_add(&page->cells, bytes + at, plain);
		at += plain;
		if (plain > 0 && page->place == BEFORE_VALUE)
			page->place = IN_PLAIN;
		if (at == length)
			break;
		if (page->place == AFTER_QUOTE && memchr("\",\n\r", bytes[at], 4) == NULL)
			snprintf(page->fault, sizeof page->fault, "a quote inside a value of row %lld", page->rows + 1);
		else if (!take_mark(page, bytes[at++], err))
			return false;
	}
	return page->cells.length + page->count <= ROW_MOST ||
	       error_set(err, ERROR_UNAVAILABLE, "a row of more than %d MiB in the results; pull again",
			 ROW_MOST >> 20);
}

bool bulk_page_end(struct bulk_page *page, struct error *err)
{
	if (*page->fault)
		return true;
	if (page->place == IN_QUOTES)
		snprintf(page->fault, sizeof page->fault, "row %lld is cut off", page->rows + 1);
	else if (page->count > 0 || page->place != BEFORE_VALUE)
		return end_row(page, err);
	return true;
}

long long bulk_page_rows(const struct bulk_page *page)
{
	return page->rows;
}

const char *bulk_page_fault(const struct bulk_page *page)
{
	return page->fault;
}
