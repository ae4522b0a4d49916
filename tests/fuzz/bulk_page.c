/* Results pages of the Bulk API, by lib/crm/bulk_page.c in one piece, in pieces cut
 * anywhere, and by libcsv at its strictest. */
#include "tests/fuzz/support/fuzz.h"

#include "lib/crm/bulk_page.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 4 };
#define WORD(word) (char[]){ word }
static char *const names[] = { WORD("Id"), WORD("Name"), WORD("Amount"), WORD("Gone"), NULL };
static const bool dropped[] = { false, false, false, true }, plain[FIELDS] = { false }, numbers[] = { false, false, true, false };

struct reading {
	struct text rows;
	long long count;
	bool good, faulty;
};

static bool put_row(void *context, const struct stage_value *values, struct error *err)
{
	struct reading *reading = context;
	(void)err;
	fuzz_put_row(&reading->rows, values, FIELDS);
	reading->count++;
	return true;
}

/* cut 0: in one piece. */
static struct reading read_page(const char *bytes, size_t length, size_t cut, const bool *number)
{
	struct reading reading = { .good = true };
	struct error err = { 0 };
	struct bulk_fields fields = { names, dropped, number };
	scoped_bulk_page struct bulk_page *page = bulk_page_new(&fields, put_row, &reading);
	bulk_page_begin(page);
	for (size_t at = 0, step; at < length && reading.good; at += step) {
		step = cut == 0 || length - at < cut ? length - at : cut;
		reading.good = bulk_page_take(page, bytes + at, step, &err);
	}
	reading.good = reading.good && bulk_page_end(page, &err);
	if (!reading.good)
		truth_error(&err);
	reading.faulty = *bulk_page_fault(page) != '\0';
	truth(bulk_page_rows(page) == reading.count, "%lld rows are said, %lld came", bulk_page_rows(page), reading.count);
	return reading;
}

/* The same by libcsv. */
struct second {
	struct reading reading;
	struct text cells;
	size_t ends[256], count, width, columns[FIELDS];
	bool over;
};

static struct stage_value cell(const struct second *second, size_t column)
{
	size_t start = column ? second->ends[column - 1] : 0;
	size_t length = second->ends[column] - start;
	return (struct stage_value){ length ? second->cells.bytes + start : NULL, length };
}

static void on_field(void *bytes, size_t length, void *context)
{
	struct second *second = context;
	text_add(&second->cells, bytes, length);
	if (second->count < 256)
		second->ends[second->count] = second->cells.length;
	second->count++;
}

static void take_header(struct second *second)
{
	for (size_t field = 0; field < FIELDS; field++) {
		size_t column = 0;
		while (column < second->count && !(cell(second, column).length == strlen(names[field]) &&
		       strncasecmp(cell(second, column).bytes, names[field], strlen(names[field])) == 0))
			column++;
		second->columns[field] = column;
		second->reading.good &= column < second->count || dropped[field];
	}
	second->width = second->count;
	second->over = !second->reading.good;
}

static void on_row(int end, void *context)
{
	struct second *second = context;
	struct stage_value values[FIELDS];
	(void)end;
	if (second->over || second->count > 256) {
		second->over = true;
	} else if (second->width == 0) {
		take_header(second);
	} else if (second->count != second->width) {
		second->over = second->reading.faulty = true;
	} else {
		for (size_t i = 0; i < FIELDS; i++)
			values[i] = second->columns[i] < second->width ? cell(second, second->columns[i])
									: (struct stage_value){ NULL, 0 };
		put_row(&second->reading, values, NULL);
	}
	text_clear(&second->cells);
	second->count = 0;
}

static int no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

static void compare_with_libcsv(const char *bytes, size_t length, const struct reading *ours)
{
	struct second second = { .reading.good = true };
	struct csv_parser parser;
	csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_space_func(&parser, no_blank);
	bool whole = csv_parse(&parser, bytes, length, on_field, on_row, &second) == length &&
		     csv_fini(&parser, on_field, on_row, &second) == 0;
	csv_free(&parser);
	second.reading.faulty |= !whole && !second.over;
	bool wide = second.count > 256 || memchr(bytes, ',', length) == NULL;
	if (!wide && !(second.over && !second.reading.faulty && second.reading.good)) {
		truth(ours->good == second.reading.good, "libcsv finds a header %d, we %d", second.reading.good, ours->good);
		truth(ours->faulty == second.reading.faulty || !ours->good, "libcsv finds a fault %d, we %d",
		      second.reading.faulty, ours->faulty);
		truth(fuzz_same(&ours->rows, &second.reading.rows), "libcsv reads %s, we %s", second.reading.rows.bytes,
		      ours->rows.bytes);
	}
	text_done(&second.cells);
	text_done(&second.reading.rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *foreign, size_t length)
{
	const char *bytes = (const char *)foreign;
	struct reading whole = read_page(bytes, length, 0, plain);
	for (size_t cut = 1; cut <= 3; cut += 2) {
		struct reading pieces = read_page(bytes, length, cut, plain);
		truth(pieces.good == whole.good && pieces.faulty == whole.faulty && fuzz_same(&pieces.rows, &whole.rows),
		      "pieces of %zu read the same", cut);
		text_done(&pieces.rows);
	}
	struct reading as_numbers = read_page(bytes, length, 0, numbers);
	truth(as_numbers.count == whole.count, "numbers change no row");
	compare_with_libcsv(bytes, length, &whole);
	text_done(&as_numbers.rows);
	text_done(&whole.rows);
	return 0;
}
