/* Pages of query results, read where they stand: as jansson reads them, whatever they hold. */
#include "lib/crm/page.h"

#include "tests/support/pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char *const fields[] = { (char[]){ "Id" }, (char[]){ "Name" }, (char[]){ "Owner.Name" }, (char[]){ "Amount" }, NULL };

struct taken {
	struct text rows;
	int most;      /* rows until it fails; 0: never */
};

static bool take(void *context, const struct stage_value *values, struct error *err)
{
	struct taken *taken = context;
	for (size_t i = 0; fields[i]; i++) {
		text_put(&taken->rows, i ? "|" : "");
		text_add(&taken->rows, values[i].bytes ? values[i].bytes : "~", values[i].bytes ? values[i].length : 1);
	}
	text_char(&taken->rows, ';');
	return --taken->most != 0 || error_set(err, ERROR_WRITE, "disk full");
}

/* What a page says of itself, then its rows or the error. New. */
static char *read_page(const char *json)
{
	struct taken taken = { 0 };
	struct error err = { 0 };
	scoped_text struct text body = { 0 };
	scoped_page struct page *page = page_new(fields, "SystemModstamp");
	text_put(&body, json);
	text_put(&taken.rows, "");
	if (!page_begin(page, &body, &err) || !page_rows(page, take, &taken, &err))
		text_put(&taken.rows, err.text);
	return text_give(&taken.rows);
}

static void assert_page(const char *json, const char *due)
{
	scoped_free char *rows = read_page(json);
	assert_string_equal(rows, due);
}

#define PAGE(records) "{\"totalSize\":2,\"done\":true,\"records\":[" records "]}"

static void values_of_every_kind(void **state)
{
	(void)state;
	assert_page(PAGE("{\"attributes\":{\"type\":\"Task\"},\"Id\":\"1\",\"Name\":\"a\\u00e9\\n\",\"Owner\":{\"Name\":\"o\"},\"Amount\":5.0}"),
		    "1|aé\n|o|5;");
	assert_page(PAGE("{\"Amount\":1.2345678E7,\"Owner\":null,\"Name\":null,\"Id\":\"2\"},{\"Id\":true}"), "2|~|~|12345678;true|~|~|~;");
	assert_page(PAGE("{\"Id\":\"3\",\"Name\":{\"a\" : [1, 2.50]},\"Id\":\"4\"}"), "4|{\"a\":[1,2.5]}|~|~;");
	assert_page(PAGE(""), "");
}

static void the_way_on_is_known_before_the_rows(void **state)
{
	(void)state;
	struct taken taken = { 0 };
	struct error err = { 0 };
	scoped_text struct text body = { 0 };
	scoped_page struct page *page = page_new(fields, "SystemModstamp");
	text_put(&body, "{\"totalSize\":7,\"done\":false,\"nextRecordsUrl\":\"\\/next\",\"records\":["
			"{\"Id\":\"1\",\"SystemModstamp\":\"s1\"},{\"Id\":\"2\",\"SystemModstamp\":\"s2\"}]}");
	assert_true(page_begin(page, &body, &err));
	assert_string_equal(page_next(page), "/next");
	assert_int_equal(page_total(page), 7);
	assert_true(page_rows(page, take, &taken, &err));
	assert_int_equal(page_count(page), 2);
	assert_string_equal(page_last_id(page), "2");
	assert_string_equal(page_last_stamp(page), "s2");
	text_clear(&body);
	text_put(&body, PAGE(""));
	assert_true(page_begin(page, &body, &err));
	assert_string_equal(page_next(page), "");
	assert_string_equal(page_last_id(page), "");
	text_done(&taken.rows);
}

static void what_is_no_page_is_said(void **state)
{
	(void)state;
	assert_page("", "the answer is not JSON (no bracket at the start near byte 0): ; try later");
	assert_page("[]", "an answer without records or totalSize; try later");
	assert_page("{}", "an answer without records or totalSize; try later");
	assert_page("{\"records\":[]}", "an answer without records or totalSize; try later");
	assert_page("{\"totalSize\":1.0,\"records\":[]}", "an answer without records or totalSize; try later");
	assert_page("{\"totalSize\":1,\"records\":{}}", "an answer without records or totalSize; try later");
	assert_page("{\"totalSize\":1,\"records\":[1]}", "an answer whose records are no objects; try later");
	assert_page("{\"totalSize\":1,\"records\":[],\"records\":[]}", "an answer with records twice; try later");
	assert_page(PAGE("{\"Id\":\"1\"}") "x", "1|~|~|~;the answer is not JSON (more behind the end near byte 50): "
		    "{\"totalSize\":2,\"done\":true,\"records\":[{\"Id\":\"1\"}]}x; try later");
	assert_page(PAGE("{\"Id\":\"\x80\"}"), "the answer is not JSON (bytes that are not UTF-8 near byte 45): "
		    "{\"totalSize\":2,\"done\":true,\"records\":[{\"Id\":\"\"}]}; try later");
}

static void taker_that_fails_ends_it(void **state)
{
	(void)state;
	struct taken taken = { .most = 1 };
	struct error err = { 0 };
	scoped_text struct text body = { 0 };
	scoped_page struct page *page = page_new(fields, NULL);
	text_put(&body, PAGE("{\"Id\":\"1\"},{\"Id\":\"2\"}"));
	assert_true(page_begin(page, &body, &err) && !page_rows(page, take, &taken, &err));
	assert_string_equal(err.text, "disk full");
	assert_string_equal(taken.rows.bytes, "1|~|~|~;");
	text_done(&taken.rows);
}

static void assert_same(const char *bytes, size_t length)
{
	scoped_free char *difference = pages_compare(bytes, length);
	if (*difference)
		fail_msg("%s", difference);
}

static void random_pages_are_read_as_jansson_reads_them(void **state)
{
	(void)state;
	uint64_t seed = 42;
	for (int i = 0; i < 4000; i++) {
		scoped_text struct text page = { 0 };
		pages_make(&seed, &page);
		assert_same(page.bytes, page.length);
		for (int times = 0; times < 3; times++) {
			pages_spoil(&seed, &page);
			assert_same(page.bytes, page.length);
		}
	}
}

static void a_page_cut_anywhere_is_refused(void **state)
{
	(void)state;
	uint64_t seed = 7;
	for (int i = 0; i < 40; i++) {
		scoped_text struct text page = { 0 };
		pages_make(&seed, &page);
		for (size_t length = 0; length < page.length; length++)
			assert_same(page.bytes, length);
	}
	static const char whole[] = PAGE("{\"Id\":\"1\",\"Name\":\"\\ud83d\\ude00\",\"Amount\":-1.5e3,\"Owner\":{\"Name\":null}}");
	for (size_t length = 0; length < sizeof whole - 1; length++) {
		scoped_free char *cut = strndup(whole, length), *rows = read_page(cut);
		assert_non_null(strstr(rows, "; try later"));
	}
}

/* As deep as jansson goes, and one deeper. */
static void depth_has_its_limit(void **state)
{
	(void)state;
	for (int depth = 2040; depth < 2052; depth++) {
		scoped_text struct text page = { 0 };
		text_put(&page, "{\"totalSize\":1,\"records\":[{\"Nested\":");
		for (int i = 0; i < depth; i++)
			text_char(&page, '[');
		for (int i = 0; i < depth; i++)
			text_char(&page, ']');
		text_put(&page, "}]}");
		assert_same(page.bytes, page.length);
	}
	scoped_text struct text page = { 0 };
	text_put(&page, "{\"totalSize\":1,\"records\":[{\"Nested\":");
	for (int i = 0; i < 1000000; i++)
		text_char(&page, '[');
	scoped_free char *rows = read_page(page.bytes);
	assert_non_null(strstr(rows, "too many brackets"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_of_every_kind),
		cmocka_unit_test(the_way_on_is_known_before_the_rows),
		cmocka_unit_test(what_is_no_page_is_said),
		cmocka_unit_test(taker_that_fails_ends_it),
		cmocka_unit_test(random_pages_are_read_as_jansson_reads_them),
		cmocka_unit_test(a_page_cut_anywhere_is_refused),
		cmocka_unit_test(depth_has_its_limit),
	};
	return cmocka_run_group_tests_name("page", tests, NULL, NULL);
}
