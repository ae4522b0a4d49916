/* The header of a check: which lines are of it, and what is said of a wrong one. */
#include "lib/audit/check.h"

#include "lib/audit/catalogue.h"
#include "lib/audit/validate.h"
#include "lib/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define HEADER "-- title: T\n-- rule: own\n-- why: w\n-- fix: f\n"
#define QUERY "SELECT 1\n"

/* What is wrong with a check of that text, "" when nothing is. New. */
static char *wrong_with(const char *sql, struct check *check)
{
	struct text wrong = { 0 };
	*check = (struct check){ .id = string_new("some-check") };
	check_read(check, sql, &wrong);
	if (wrong.length == 0)
		validate_text(check, &wrong);
	return text_give(&wrong);
}

static void says(const char *sql, const char *expected)
{
	struct check check;
	scoped_free char *wrong = wrong_with(sql, &check);
	check_done(&check);
	assert_string_equal(wrong, expected);
}

static void every_key_is_kept(void **state)
{
	(void)state;
	struct check check;
	scoped_free char *wrong = wrong_with(HEADER "-- needs: account, opportunity.close_date\n-- enabled: no\n"
					     "-- param: least, number, 2.5, percent, ours\n"
					     "-- column: n, How many, integer\n-- column: at, When, instant\nSELECT least\n",
					     &check);
	assert_string_equal(wrong, "");
	assert_string_equal(check.title, "T");
	assert_string_equal(check.rule, "own");
	assert_string_equal(check.needs[1], "opportunity.close_date");
	assert_null(check.needs[2]);
	assert_true(check.is_off);
	assert_int_equal(check.params_count, 1);
	assert_string_equal(check.params[0].value, "2.5");
	assert_int_equal(check.columns_count, 2);
	assert_string_equal(check.columns[0].title, "How many");
	assert_string_equal(check.columns[1].format, "instant");
	assert_string_equal(check.body, "SELECT least\n");
	check_done(&check);
}

static void a_sentence_with_a_colon_is_no_key(void **state)
{
	(void)state;
	says(HEADER "-- A renewal is: one that closes later.\n" QUERY, "");
	says(HEADER "-- Renewals: those that close later.\n" QUERY, "");
	says(HEADER "-- see https://example.com: there\n" QUERY, "");
	says(HEADER "-- https://example.com\n" QUERY, "");
	says(HEADER "--\n-- note: written on a Monday\n" QUERY, "");
}

static void a_mistyped_key_is_named_with_its_line(void **state)
{
	(void)state;
	says("-- titel: T\n-- rule: own\n-- why: w\n-- fix: f\n" QUERY,
	     "1: unknown header key 'titel'; did you mean 'title', or a comment, with an empty '--' line before it?\n"
	     "1: the header lacks its title: '-- title: …'\n");
	says(HEADER "-- Param: a, integer, 1, days, ours\n" QUERY,
	     "5: unknown header key 'Param'; did you mean 'param', or a comment, with an empty '--' line before it?\n");
	says(HEADER "-- owner: me\n" QUERY,
	     "5: unknown header key 'owner'; there are title, rule, why, fix, needs, evidence, enabled, param, column; "
	     "a comment wants an empty '--' line before it\n");
}

static void a_key_below_the_header_is_not_passed_over(void **state)
{
	(void)state;
	says(HEADER "-- Renewals are told elsewhere.\n-- param: a, integer, 1, days, ours\n" QUERY,
	     "6: 'param:' stands below the end of the header; move the line up\n");
	says(HEADER QUERY "-- param: of no concern here\n", "");
}

static void all_mistakes_are_told_at_once(void **state)
{
	(void)state;
	says("-- title: T\n-- title: U\n-- rule:\n-- why: w\n-- fix: f\n-- enabled: maybe\n-- needs: oportunity, account.Owner\n"
	     "-- param: days, integer, 2.5, days, ours\n-- param: days, integer, 2\n-- column: n, N, dollars\n"
	     "-- column: why, Why, text\n-- column: N, N, text\n" QUERY,
	     "2: title is there twice\n"
	     "3: rule is empty\n"
	     "6: enabled wants yes or no, not 'maybe'\n"
	     "7: unknown need 'oportunity'; did you mean 'opportunity'?\n"
	     "7: need 'account.Owner' must be table.column\n"
	     "8: param 'days' cannot default to '2.5': its type is integer, zero or more, of at most nine digits\n"
	     "9: param wants name, type, default, unit, whose: 'days, integer, 2'\n"
	     "10: unknown format 'dollars'; there are text, integer, number, money, percent, date, instant\n"
	     "11: column 'why' is one that every check has; a column of the detail needs another name\n"
	     "12: column 'N' must be a name of lower-case letters, digits and _\n"
	     "1: the header lacks its rule: '-- rule: …'\n");
}

static void params_and_thresholds_are_held_against_the_text(void **state)
{
	(void)state;
	says(HEADER "-- param: days, integer, 2, days, ours\nSELECT other_days, days_over\n", "5: param 'days' is declared and not used\n");
	says(HEADER "-- param: days, integer, 2, days, ours\nSELECT 1,\n threshold('other-check', o.id) ->> 'days'\n",
	     "7: threshold('other-check', …) is of another check: this one is 'some-check', after its file\n");
	says(HEADER "-- param: days, integer, 2, days, ours\nSELECT threshold( 'some-check', o.id) ->> 'days'\n", "");
}

static void ours_keep_to_it_too(void **state)
{
	(void)state;
	struct error err = { 0 };
	scoped_catalogue struct catalogue *catalogue = NULL;
	if (!catalogue_read(NULL, &catalogue, &err))
		fail_msg("%s", err.text);
	for (size_t at = 0; at < catalogue->count; at++) {
		scoped_text struct text wrong = { 0 };
		validate_text(&catalogue->checks[at], &wrong);
		if (wrong.length > 0)
			fail_msg("%s: %s", catalogue->checks[at].id, wrong.bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_is_kept),
		cmocka_unit_test(a_sentence_with_a_colon_is_no_key),
		cmocka_unit_test(a_mistyped_key_is_named_with_its_line),
		cmocka_unit_test(a_key_below_the_header_is_not_passed_over),
		cmocka_unit_test(all_mistakes_are_told_at_once),
		cmocka_unit_test(params_and_thresholds_are_held_against_the_text),
		cmocka_unit_test(ours_keep_to_it_too),
	};
	return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
