/* CSV exports. What lib/crm/csv_file.c reads is written down again with quotes around
 * everything, and must come out the same, from it and from lib/crm/bulk_page.c. */
#include "tests/fuzz/support/fuzz.h"

#include "lib/crm/bulk_page.h"
#include "lib/crm/csv_file.h"

#include <string.h>

struct reading {
	struct text rows, csv;
	size_t width;
	long long count;
};

static void put_cell(struct text *csv, const char *bytes, size_t length, bool last)
{
	text_char(csv, '"');
	for (size_t i = 0; i < length; i++) {
		text_char(csv, bytes[i]);
		if (bytes[i] == '"')
			text_char(csv, '"');
	}
	text_put(csv, last ? "\"\n" : "\",");
}

static bool put_row(void *context, const struct stage_value *values, struct error *err)
{
	struct reading *reading = context;
	(void)err;
	fuzz_put_row(&reading->rows, values, reading->width);
	for (size_t i = 0; i < reading->width; i++)
		put_cell(&reading->csv, values[i].bytes, values[i].length, i + 1 == reading->width);
	reading->count++;
	return true;
}

static void check_names(char *const *names)
{
	truth(list_has(names, "Id"), "there is an Id");
	for (size_t i = 0; names[i]; i++) {
		truth(*names[i], "a column without a name is left out");
		for (size_t j = 0; j < i; j++)
			truth(!string_same(names[i], names[j]), "column %s is there once", names[i]);
	}
}

/* False where the rows are refused. */
static bool read_rows(const struct fuzz_file *file, char *const *names, struct reading *reading)
{
	struct source_outcome outcome = { .expected = -7 };
	struct error err = { 0 };
	reading->width = list_length(names);
	for (size_t i = 0; names[i]; i++)
		put_cell(&reading->csv, names[i], strlen(names[i]), names[i + 1] == NULL);
	if (!csv_file_rows(file->path, names, put_row, reading, &outcome, &err)) {
		truth_error(&err);
		truth(outcome.expected == -7, "a failure leaves the outcome alone");
		return false;
	}
	truth(outcome.read == reading->count, "%lld rows are said, %lld came", outcome.read, reading->count);
	truth(outcome.expected == outcome.read + outcome.rejected, "%lld rows are read or rejected", outcome.expected);
	truth((outcome.rejected > 0) == (*outcome.first_rejected != '\0'), "a rejected row has words");
	return true;
}

static void read_as_bulk(const struct text *csv, char *const *names, const struct text *rows)
{
	enum { MOST = 64 };
	static const bool no[MOST] = { false };
	struct reading again = { .width = list_length(names) };
	struct error err = { 0 };
	if (again.width > MOST)
		return;
	struct bulk_fields fields = { names, no, no };
	scoped_bulk_page struct bulk_page *page = bulk_page_new(&fields, put_row, &again);
	bulk_page_begin(page);
	truth(bulk_page_take(page, csv->bytes, csv->length, &err) && bulk_page_end(page, &err), "a page is read: %s", err.text);
	truth(*bulk_page_fault(page) == '\0', "a page is whole: %s", bulk_page_fault(page));
	truth(fuzz_same(&again.rows, rows), "a page has the rows %s, the file %s", again.rows.bytes, rows->bytes);
	text_done(&again.rows);
	text_done(&again.csv);
}

static void read_again(const struct reading *first, char *const *names)
{
	struct reading again = { 0 };
	struct error err = { 0 };
	scoped_list char **same = NULL;
	scoped_fuzz_file struct fuzz_file file = fuzz_file_new(first->csv.bytes, first->csv.length);
	truth(csv_file_fields(file.path, &same, &err), "what was read is read again: %s", err.text);
	for (size_t i = 0; names[i]; i++)
		truth(same[i] && strcmp(same[i], names[i]) == 0, "column %s is there again", names[i]);
	truth(read_rows(&file, names, &again), "rows that were read are read again");
	truth(fuzz_same(&first->rows, &again.rows), "rows are the same again: %s and %s", first->rows.bytes, again.rows.bytes);
	read_as_bulk(&first->csv, names, &first->rows);
	text_done(&again.rows);
	text_done(&again.csv);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct error err = { 0 };
	struct reading reading = { 0 };
	scoped_list char **names = NULL;
	scoped_fuzz_file struct fuzz_file file = fuzz_file_new(bytes, length);
	if (!csv_file_fields(file.path, &names, &err)) {
		truth_error(&err);
		truth(names == NULL, "a failure gives no names");
		return 0;
	}
	check_names(names);
	if (read_rows(&file, names, &reading))
		read_again(&reading, names);
	text_done(&reading.rows);
	text_done(&reading.csv);
	return 0;
}
