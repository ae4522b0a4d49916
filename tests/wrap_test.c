#include "lib/out/wrap.h"

#include "lib/base/scope.h"
#include "lib/store/db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { BOOL = 16, TEXT = 25 };

static const struct table_column columns[] = {
	{ "title", "NAME" }, { "words", "WORDS" }, { "counts", "COUNTS" }, { "none", "NONE" }, { NULL, NULL },
};

/* One row of title, words and counts; counts NULL is SQL NULL. */
static PGresult *one_row(const char *title, const char *words, const char *counts)
{
	char names[4][8] = { "title", "words", "counts", "none" };
	PGresAttDesc attributes[4] = { { .name = names[0], .typid = TEXT }, { .name = names[1], .typid = TEXT },
				       { .name = names[2], .typid = BOOL }, { .name = names[3], .typid = TEXT } };
	const char *values[] = { title, words, counts, NULL };
	PGresult *rows = PQmakeEmptyPGresult(NULL, PGRES_TUPLES_OK);
	PQsetResultAttrs(rows, 4, attributes);
	for (int i = 0; i < 4; i++) {
		scoped_free char *value = values[i] ? strdup(values[i]) : NULL;
		PQsetvalue(rows, 0, i, value, value ? (int)strlen(value) : -1);
	}
	return rows;
}

static void assert_table(const char *words, const char *counts, int width, const char *expected)
{
	scoped_result PGresult *rows = one_row("Ann", words, counts);
	scoped_free char *printed = NULL;
	size_t length;
	FILE *out = open_memstream(&printed, &length);
	wrap_table(rows, columns, width, out);
	fclose(out);
	assert_string_equal(printed, expected);
}

static void assert_facts(const char *words, int width, const char *expected)
{
	scoped_result PGresult *rows = one_row("Name", words, NULL);
	scoped_free char *printed = NULL;
	size_t length;
	FILE *out = open_memstream(&printed, &length);
	wrap_facts(rows, width, out);
	fclose(out);
	assert_string_equal(printed, expected);
}

static void what_fits_stands_in_one_line(void **state)
{
	(void)state;
	assert_table("one two", "t", 80, "  NAME  WORDS    COUNTS\n  Ann   one two  yes\n");
}

static void empty_columns_are_left_out(void **state)
{
	(void)state;
	assert_table("one two", NULL, 80, "  NAME  WORDS\n  Ann   one two\n");
}

static void a_long_cell_goes_on_in_the_next_line(void **state)
{
	(void)state;
	assert_table("one two three four five six seven", "f", 32,
		     "  NAME  WORDS             COUNTS\n  Ann   one two three     no\n        four five six\n        seven\n");
}

static void a_word_that_is_too_long_is_broken(void **state)
{
	(void)state;
	assert_table("abcdefghijklmnopqrstuvwxyzabcdefghijklm", NULL, 26,
		     "  NAME  WORDS\n  Ann   abcdefghijklmnopqr\n        stuvwxyzabcdefghij\n        klm\n");
}

static void characters_are_counted_and_not_bytes(void **state)
{
	(void)state;
	assert_table("ä ö ü ä ö ü ä ö ü ä ö ü", NULL, 24, "  NAME  WORDS\n  Ann   ä ö ü ä ö ü ä ö\n        ü ä ö ü\n");
}

static void control_characters_are_shown_and_not_sent(void **state)
{
	(void)state;
	assert_table("a\x1b[2J\nb\xc2\x9b", NULL, 80, "  NAME  WORDS\n  Ann   a\\x1b[2J b\\x9b\n");
}

static void facts_stand_behind_their_names(void **state)
{
	(void)state;
	assert_facts("one two three four", 20, "  Name  one two\n        three four\n");
	assert_facts(NULL, 20, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_fits_stands_in_one_line),
		cmocka_unit_test(empty_columns_are_left_out),
		cmocka_unit_test(a_long_cell_goes_on_in_the_next_line),
		cmocka_unit_test(a_word_that_is_too_long_is_broken),
		cmocka_unit_test(characters_are_counted_and_not_bytes),
		cmocka_unit_test(control_characters_are_shown_and_not_sent),
		cmocka_unit_test(facts_stand_behind_their_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
