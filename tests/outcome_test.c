/* The outcome of a complete stage, written down and topped up. */
#include "lib/crm/outcome.h"

#include "lib/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void words_bring_an_outcome_back(void **state)
{
	(void)state;
	struct error err = { 0 };
	struct source_outcome read = { 0 };
	const struct source_outcome written = { .expected = 1200000, .read = 1200007, .whole = true,
						.mark = "2022-07-15T01:02:03.000Z" };
	scoped_free char *words = outcome_words(&written);
	assert_true(outcome_read(words, &read, &err));
	assert_int_equal(read.expected, 1200000);
	assert_int_equal(read.read, 1200007);
	assert_true(read.whole);
	assert_string_equal(read.mark, "2022-07-15T01:02:03.000Z");
	assert_false(outcome_read("all of it", &read, &err));
	assert_int_equal(err.kind, ERROR_BUG);
}

static void what_cannot_be_topped_up_has_no_words(void **state)
{
	(void)state;
	assert_null(outcome_words(&(struct source_outcome){ .read = 5 }));
	assert_null(outcome_words(&(struct source_outcome){ .mark = "m", .read = 5, .rejected = 1 }));
	assert_null(outcome_words(&(struct source_outcome){ .mark = "m", .unchanged = true }));
}

static void topping_up_makes_one_outcome(void **state)
{
	(void)state;
	struct source_outcome more = { .expected = 3, .read = 3, .mark = "later" };
	outcome_add(&more, &(struct source_outcome){ .expected = 10, .read = 11, .whole = true, .mark = "before" });
	assert_int_equal(more.expected, 13);
	assert_int_equal(more.read, 14);
	assert_true(more.whole);
	assert_string_equal(more.mark, "later");
	struct source_outcome none = { .unchanged = true, .mark = "later" };
	outcome_add(&none, &(struct source_outcome){ .expected = -1, .read = 11, .mark = "before" });
	assert_int_equal(none.expected, -1);
	assert_false(none.unchanged);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_bring_an_outcome_back),
		cmocka_unit_test(what_cannot_be_topped_up_has_no_words),
		cmocka_unit_test(topping_up_makes_one_outcome),
	};
	return cmocka_run_group_tests_name("outcome", tests, NULL, NULL);
}
