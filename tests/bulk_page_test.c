/* Results pages against libcsv, cut into pieces everywhere; and what is no CSV. */
#include "lib/crm/bulk_page.h"

#include "lib/base/text.h"

#include <csv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char *const names[] = { (char[]){ "Id" }, (char[]){ "Subject" }, (char[]){ "Amount" }, NULL };
static const bool flags[3];
static const struct bulk_fields fields = { names, flags, flags };

/* A row as text: values in <>, ~ for NULL. */
static bool put_row(void *rows, const struct stage_value *values, struct error *err)
{
	(void)err;
	for (size_t i = 0; i < 3; i++) {
		text_char(rows, '<');
		text_add(rows, values[i].bytes ? values[i].bytes : "~", values[i].bytes ? values[i].length : 1);
		text_char(rows, '>');
	}
	text_char(rows, ';');
	return true;
}

/* In pieces of step bytes. New: the rows, then the fault. */
static char *read_page(const char *bytes, size_t length, size_t step)
{
	struct text rows = { 0 };
	struct error err = { 0 };
	scoped_bulk_page struct bulk_page *page = bulk_page_new(&fields, put_row, &rows);
	bulk_page_begin(page);
	for (size_t at = 0; at < length; at += step) {
		size_t piece = length - at < step ? length - at : step;
		scoped_free char *copy = memory_new(piece, 1);   /* so that a look beyond it is seen */
		memcpy(copy, bytes + at, piece);
		assert_true(bulk_page_take(page, copy, piece, &err));
	}
	assert_true(bulk_page_end(page, &err));
	text_put(&rows, bulk_page_fault(page));
	return text_give(&rows);
}

static void assert_page(const char *body, const char *due)
{
	for (size_t step = 1; step <= strlen(body); step++) {
		scoped_free char *rows = read_page(body, strlen(body), step);
		assert_string_equal(rows, due);
	}
}

#define HEADER "\"Id\",\"Subject\",\"Amount\"\n"

static void values_and_line_ends(void **state)
{
	(void)state;
	assert_page(HEADER "\"1\",\"say \"\"hi\"\"\n, \r\n\",\"\"\n\"2\",\"\"\"\",\"3\"\n",
		    "<1><say \"hi\"\n, \r\n><~>;<2><\"><3>;");
	assert_page("Id,Subject,Amount\r\n1, a ,\r\n\r\n2,,3\r4,b,5", "<1>< a ><~>;<2><~><3>;<4><b><5>;");
	assert_page("Amount,Other,Id,subject\n1,2,3,4\n", "<3><4><1>;");
	assert_page(HEADER ",,\n", "<~><~><~>;");
	assert_page(HEADER, "");
	assert_page("", "");
}

static void what_is_no_csv_is_said(void **state)
{
	(void)state;
	assert_page(HEADER "1,2,3\n4,5\n6,7,8\n", "<1><2><3>;row 2 has 2 values, the header 3");
	assert_page(HEADER "1,2,3,4\n", "row 1 has 4 values, the header 3");
	assert_page(HEADER "1,2,3\n\"4\",\"5\",\"6", "<1><2><3>;row 2 is cut off");
	assert_page(HEADER "1,\"2\"x,3\n", "a quote inside a value of row 1");
	assert_page(HEADER "1,2\"x,3\n", "a quote inside a value of row 1");
	scoped_free char *rows = read_page(HEADER "1,\"2\"\0,3\n", strlen(HEADER) + 9, 1);
	assert_string_equal(rows, "a quote inside a value of row 1");
}

static void a_row_without_end_is_refused(void **state)
{
	(void)state;
	char commas[4096];
	struct text rows = { 0 };
	struct error err = { 0 };
	scoped_bulk_page struct bulk_page *page = bulk_page_new(&fields, put_row, &rows);
	memset(commas, ',', sizeof commas);
	bulk_page_begin(page);
	for (int piece = 0; piece < 4096; piece++)   /* 16 MiB of them */
		assert_true(bulk_page_take(page, commas, sizeof commas, &err));
	assert_false(bulk_page_take(page, commas, sizeof commas, &err));
	assert_string_equal(err.text, "a row of more than 16 MiB in the results; pull again");
}

static void a_page_begun_again_starts_over(void **state)
{
	(void)state;
	scoped_text struct text rows = { 0 };
	struct error err = { 0 };
	scoped_bulk_page struct bulk_page *page = bulk_page_new(&fields, put_row, &rows);
	bulk_page_begin(page);
	assert_true(bulk_page_take(page, HEADER "1,\"2", strlen(HEADER) + 4, &err));
	bulk_page_begin(page);
	assert_true(bulk_page_take(page, HEADER "1,2,3\n", strlen(HEADER) + 6, &err));
	assert_true(bulk_page_end(page, &err));
	assert_string_equal(rows.bytes, "<1><2><3>;");
	assert_int_equal(bulk_page_rows(page), 1);
	assert_string_equal(bulk_page_fault(page), "");
}

/* Numbers that look random and are the same every time. */
static unsigned chance(unsigned below)
{
	static uint64_t state = 88172645463325252u;
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state % below);
}

static void put_value(struct text *csv)
{
	static const char *const parts[] = { "a", "word", "\"\"", ",", "\n", "\r\n", "\r", " ", "é", "\\", "\\.", "longer than eight" };
	bool quoted = chance(4) > 0;
	text_put(csv, quoted ? "\"" : "");
	for (unsigned i = chance(6); i > 0; i--)
		text_put(csv, quoted ? parts[chance(12)] : parts[chance(2)]);
	text_put(csv, quoted ? "\"" : "");
}

struct oracle {
	struct text rows;
	bool header;
};

static void on_value(void *bytes, size_t length, void *context)
{
	struct oracle *oracle = context;
	if (!oracle->header)
		return;
	text_char(&oracle->rows, '<');
	text_add(&oracle->rows, length ? bytes : "~", length ? length : 1);
	text_char(&oracle->rows, '>');
}

static void on_row(int terminator, void *context)
{
	(void)terminator;
	struct oracle *oracle = context;
	if (oracle->header)
		text_char(&oracle->rows, ';');
	oracle->header = true;
}

static int no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

static void random_pages_read_as_libcsv_reads_them(void **state)
{
	(void)state;
	for (int times = 0; times < 3000; times++) {
		scoped_text struct text csv = { 0 };
		text_put(&csv, HEADER);
		for (unsigned row = chance(8); row > 0; row--) {
			for (int i = 0; i < 3; i++) {
				text_put(&csv, i ? "," : "");
				put_value(&csv);
			}
			text_put(&csv, chance(5) ? "\n" : "\r\n");
		}
		struct oracle oracle = { 0 };
		struct csv_parser parser;
		text_put(&oracle.rows, "");
		csv_init(&parser, CSV_STRICT);
		csv_set_space_func(&parser, no_blank);
		assert_int_equal(csv_parse(&parser, csv.bytes, csv.length, on_value, on_row, &oracle), csv.length);
		csv_fini(&parser, on_value, on_row, &oracle);
		csv_free(&parser);
		scoped_free char *rows = read_page(csv.bytes, csv.length, 1 + chance(40));
		assert_string_equal(rows, oracle.rows.bytes);
		text_done(&oracle.rows);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_and_line_ends),
		cmocka_unit_test(what_is_no_csv_is_said),
		cmocka_unit_test(a_row_without_end_is_refused),
		cmocka_unit_test(a_page_begun_again_starts_over),
		cmocka_unit_test(random_pages_read_as_libcsv_reads_them),
	};
	return cmocka_run_group_tests_name("bulk_page", tests, NULL, NULL);
}
