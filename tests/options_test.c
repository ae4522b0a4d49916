/* options.c is of jobs/, which test programs do not link. */
#include "jobs/options.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

struct own {
	const char *only;
	bool dry_run;
};

static const struct option_spec own_specs[] = {
	{ "only", "ID", offsetof(struct own, only), "one check" },
	{ "dry-run", NULL, offsetof(struct own, dry_run), "change nothing" },
	{ 0 },
};

static const struct job check_job = {
	.name = "check",
	.summary = "run the checks",
	.example = "crmaudit check --only rep-quiet",
	.options = own_specs,
	.options_size = sizeof(struct own),
};
static const struct job rep_job = {
	.name = "rep",
	.summary = "one rep",
	.arguments = "WHO",
	.example = "crmaudit rep ann",
	.least_words = 1,
	.most_words = 1,
};
static const struct job *const known[] = { &check_job, &rep_job, NULL };

#define PARSE(...)                                                                           \
	char line[][32] = { "crmaudit", __VA_ARGS__ };                                       \
	char *argv[sizeof line / sizeof *line + 1] = { NULL };                               \
	for (size_t at = 0; at < sizeof line / sizeof *line; at++)                           \
		argv[at] = line[at];                                                         \
	scoped_command struct command command = { 0 };                                       \
	struct error err = { 0 };                                                            \
	bool good = options_parse(known, (int)(sizeof line / sizeof *line), argv, &command, &err)

#define REFUSED(words)                                 \
	assert_false(good);                            \
	assert_int_equal(error_status(err.kind), 64);  \
	assert_string_equal(err.text, words)

static void shared_options_stand_before_the_job(void **state)
{
	(void)state;
	PARSE("-c", "a.ini", "--verbose", "check");
	assert_true(good);
	assert_ptr_equal(command.job, &check_job);
	assert_string_equal(command.shared.config, "a.ini");
	assert_true(command.shared.verbose);
}

static void shared_options_stand_after_the_job(void **state)
{
	(void)state;
	PARSE("check", "-q", "--log-format=json", "--config=a.ini");
	assert_true(good);
	assert_true(command.shared.quiet);
	assert_string_equal(command.shared.log_format, "json");
	assert_string_equal(command.shared.config, "a.ini");
}

static void values_land_in_the_jobs_struct(void **state)
{
	(void)state;
	PARSE("check", "--only", "rep-quiet", "--dry-run");
	const struct own *own = command.options;
	assert_true(good);
	assert_string_equal(own->only, "rep-quiet");
	assert_true(own->dry_run);
}

static void a_value_may_follow_an_equals_sign(void **state)
{
	(void)state;
	PARSE("check", "--only=a=b");
	assert_true(good);
	assert_string_equal(((const struct own *)command.options)->only, "a=b");
}

static void letters_may_stand_together(void **state)
{
	(void)state;
	PARSE("-vca.ini", "check");
	assert_true(good);
	assert_true(command.shared.verbose);
	assert_string_equal(command.shared.config, "a.ini");
}

static void words_are_what_is_left(void **state)
{
	(void)state;
	PARSE("rep", "ann@acme.com", "-v");
	assert_true(good);
	assert_string_equal(command.words[0], "ann@acme.com");
	assert_null(command.words[1]);
}

static void two_dashes_end_the_options(void **state)
{
	(void)state;
	PARSE("rep", "--", "--odd-name");
	assert_true(good);
	assert_string_equal(command.words[0], "--odd-name");
}

static void an_unknown_job_gets_a_suggestion(void **state)
{
	(void)state;
	PARSE("chek");
	REFUSED("unknown job 'chek'; did you mean 'check'?");
}

static void a_far_off_job_points_to_the_help(void **state)
{
	(void)state;
	PARSE("synchronise");
	REFUSED("unknown job 'synchronise'; 'crmaudit --help' lists them");
}

static void an_unknown_option_gets_a_suggestion(void **state)
{
	(void)state;
	PARSE("check", "--onyl", "x");
	REFUSED("unknown option --onyl; did you mean --only?");
}

static void the_beginning_of_an_option_gets_a_suggestion(void **state)
{
	(void)state;
	PARSE("check", "--dr");
	REFUSED("unknown option --dr; did you mean --dry-run?");
}

static void a_jobs_option_before_the_job_is_told_where_it_goes(void **state)
{
	(void)state;
	PARSE("--dry-run", "check");
	REFUSED("unknown option --dry-run before the job; a job's own options come after its name");
}

static void an_unknown_letter_is_refused(void **state)
{
	(void)state;
	PARSE("-vx", "check");
	REFUSED("unknown option -x; 'crmaudit --help' lists them");
}

static void a_missing_value_is_refused(void **state)
{
	(void)state;
	PARSE("check", "--only");
	REFUSED("--only needs a value: --only ID");
}

static void an_empty_value_is_refused(void **state)
{
	(void)state;
	PARSE("check", "--only=");
	REFUSED("--only needs a value: --only ID");
}

static void a_flag_takes_no_value(void **state)
{
	(void)state;
	PARSE("check", "--dry-run=yes");
	REFUSED("--dry-run takes no value");
}

static void the_log_format_is_one_of_two(void **state)
{
	(void)state;
	PARSE("--log-format", "xml", "check");
	REFUSED("--log-format xml: must be one of text, json");
}

static void a_missing_word_is_asked_for_with_the_example(void **state)
{
	(void)state;
	PARSE("rep");
	REFUSED("needs WHO, for example: crmaudit rep ann");
}

static void a_word_too_many_is_refused(void **state)
{
	(void)state;
	PARSE("check", "this");
	REFUSED("'this' is one argument too many; 'crmaudit check --help' has the form");
}

static void help_asks_for_no_words(void **state)
{
	(void)state;
	PARSE("rep", "--help");
	assert_true(good);
	assert_true(command.shared.help);
}

static void help_may_be_said_as_a_word(void **state)
{
	(void)state;
	PARSE("help", "rep");
	assert_true(good);
	assert_true(command.shared.help);
	assert_ptr_equal(command.job, &rep_job);
}

static void a_mistake_keeps_what_came_before(void **state)
{
	(void)state;
	PARSE("--log-format", "json", "check", "--bogus-option");
	assert_false(good);
	assert_ptr_equal(command.job, &check_job);
	assert_string_equal(command.shared.log_format, "json");
}

static void no_job_is_no_mistake(void **state)
{
	(void)state;
	PARSE("-v");
	assert_true(good);
	assert_null(command.job);
}

static void a_number_keeps_its_bounds(void **state)
{
	(void)state;
	struct error err = { 0 };
	long number = -1;
	assert_true(option_number("limit", NULL, 0, 9, 7, &number, &err));
	assert_int_equal(number, 7);
	assert_true(option_number("limit", "9", 0, 9, 7, &number, &err));
	assert_int_equal(number, 9);
	assert_false(option_number("limit", "10", 0, 9, 7, &number, &err));
	assert_false(option_number("limit", "5x", 0, 9, 7, &number, &err));
	assert_string_equal(err.text, "--limit 5x: must be a whole number from 0 to 9");
	assert_int_equal(number, 9);
}

static void the_help_comes_from_the_tables(void **state)
{
	(void)state;
	scoped_free char *printed = NULL;
	size_t length;
	FILE *out = open_memstream(&printed, &length);
	options_help(&check_job, out);
	fclose(out);
	assert_non_null(strstr(printed, "crmaudit check: run the checks\n"));
	assert_non_null(strstr(printed, "--only ID "));
	assert_non_null(strstr(printed, "-c, --config FILE "));
	assert_non_null(strstr(printed, "example\n  crmaudit check --only rep-quiet\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shared_options_stand_before_the_job),
		cmocka_unit_test(shared_options_stand_after_the_job),
		cmocka_unit_test(values_land_in_the_jobs_struct),
		cmocka_unit_test(a_value_may_follow_an_equals_sign),
		cmocka_unit_test(letters_may_stand_together),
		cmocka_unit_test(words_are_what_is_left),
		cmocka_unit_test(two_dashes_end_the_options),
		cmocka_unit_test(an_unknown_job_gets_a_suggestion),
		cmocka_unit_test(a_far_off_job_points_to_the_help),
		cmocka_unit_test(an_unknown_option_gets_a_suggestion),
		cmocka_unit_test(the_beginning_of_an_option_gets_a_suggestion),
		cmocka_unit_test(a_jobs_option_before_the_job_is_told_where_it_goes),
		cmocka_unit_test(an_unknown_letter_is_refused),
		cmocka_unit_test(a_missing_value_is_refused),
		cmocka_unit_test(an_empty_value_is_refused),
		cmocka_unit_test(a_flag_takes_no_value),
		cmocka_unit_test(the_log_format_is_one_of_two),
		cmocka_unit_test(a_missing_word_is_asked_for_with_the_example),
		cmocka_unit_test(a_word_too_many_is_refused),
		cmocka_unit_test(help_asks_for_no_words),
		cmocka_unit_test(help_may_be_said_as_a_word),
		cmocka_unit_test(a_mistake_keeps_what_came_before),
		cmocka_unit_test(no_job_is_no_mistake),
		cmocka_unit_test(a_number_keeps_its_bounds),
		cmocka_unit_test(the_help_comes_from_the_tables),
	};
	return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
