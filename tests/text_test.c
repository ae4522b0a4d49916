#include "lib/base/text.h"

#include "lib/base/scope.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_text_grows_and_stays_terminated(void **state)
{
	(void)state;
	scoped_text struct text text = { 0 };
	for (int i = 0; i < 1000; i++)
		text_format(&text, "%d,", i % 10);
	assert_int_equal(text.length, 2000);
	assert_int_equal(strlen(text.bytes), 2000);
	assert_string_equal(text.bytes + 1996, "8,9,");
}

static void an_empty_text_gives_an_empty_string(void **state)
{
	(void)state;
	struct text text = { 0 };
	scoped_free char *given = text_give(&text);
	assert_string_equal(given, "");
	assert_null(text.bytes);
}

static void a_cleared_text_starts_over(void **state)
{
	(void)state;
	scoped_text struct text text = { 0 };
	text_put(&text, "gone");
	text_clear(&text);
	text_char(&text, 'x');
	assert_string_equal(text.bytes, "x");
}

static void nul_bytes_are_kept_in_the_length(void **state)
{
	(void)state;
	scoped_text struct text text = { 0 };
	text_add(&text, "a\0b", 3);
	assert_int_equal(text.length, 3);
	assert_memory_equal(text.bytes, "a\0b", 4);
}

static void a_list_is_split_at_commas_and_trimmed(void **state)
{
	(void)state;
	scoped_list char **list = list_new(" Account Executive ,, Sales Development Rep,");
	assert_int_equal(list_length(list), 2);
	assert_string_equal(list[0], "Account Executive");
	assert_string_equal(list[1], "Sales Development Rep");
}

static void a_list_has_a_word_in_any_case_but_whole(void **state)
{
	(void)state;
	scoped_list char **list = list_new("EmailMessage, Quote");
	assert_true(list_has(list, "emailmessage"));
	assert_false(list_has(list, "Email"));
	scoped_list char **none = list_new("");
	assert_false(list_has(none, "Quote"));
}

static void no_list_is_an_empty_one(void **state)
{
	(void)state;
	scoped_list char **none = list_new(NULL);
	assert_int_equal(list_length(none), 0);
}

static void the_nearest_word_is_the_one_meant(void **state)
{
	(void)state;
	const char *const words[] = { "timezone", "record_url", "name", NULL };
	assert_string_equal(string_nearest("timezon", words), "timezone");
	assert_string_equal(string_nearest("NAME", words), "name");
	assert_string_equal(string_nearest("recordurl", words), "record_url");
}

static void a_word_far_from_all_has_no_nearest(void **state)
{
	(void)state;
	const char *const words[] = { "timezone", "record_url", NULL };
	assert_null(string_nearest("xyz", words));
	char longest[300];
	memset(longest, 'a', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	assert_null(string_nearest(longest, words));
}

static void trimming_leaves_inner_blanks(void **state)
{
	(void)state;
	char words[] = "\t a b \n";
	assert_string_equal(string_trim(words), "a b");
	char blank[] = "  ";
	assert_string_equal(string_trim(blank), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_grows_and_stays_terminated),
		cmocka_unit_test(an_empty_text_gives_an_empty_string),
		cmocka_unit_test(a_cleared_text_starts_over),
		cmocka_unit_test(nul_bytes_are_kept_in_the_length),
		cmocka_unit_test(a_list_is_split_at_commas_and_trimmed),
		cmocka_unit_test(a_list_has_a_word_in_any_case_but_whole),
		cmocka_unit_test(no_list_is_an_empty_one),
		cmocka_unit_test(the_nearest_word_is_the_one_meant),
		cmocka_unit_test(a_word_far_from_all_has_no_nearest),
		cmocka_unit_test(trimming_leaves_inner_blanks),
	};
	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
