/* The checks' headers, and the [check.…] sections held against them. */
#include "lib/audit/catalogue.h"

#include "lib/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void the_checks_come_in_the_order_of_their_rules(void **state)
{
	(void)state;
	struct error err = { 0 };
	scoped_catalogue struct catalogue *catalogue = NULL;
	assert_true(catalogue_read(NULL, &catalogue, &err));
	const char *const first[] = { "outreach-person", "outreach-account", "outreach-same-day", "outreach-no-reply",
				      "outreach-pile-on", "outreach-opted-out", "outreach-not-owned", "outreach-open-ticket",
				      "outreach-after-lost", "outreach-off-hours", "follow-up-missed", "rep-quiet", "activity-unlinked", "account-missing-fields" };
	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		assert_string_equal(catalogue->checks[i].id, first[i]);
}

static void a_header_says_what_a_check_is(void **state)
{
	(void)state;
	struct error err = { 0 };
	scoped_catalogue struct catalogue *catalogue = NULL;
	assert_true(catalogue_read(NULL, &catalogue, &err));
	const struct check *check = catalogue_find(catalogue, "opportunity-stale");
	assert_non_null(check);
	assert_string_equal(check->rule, "D1");
	assert_string_equal(check->needs[0], "opportunity");
	assert_null(check->needs[1]);
	assert_int_equal(check->params_count, 2);
	assert_string_equal(check->params[1].name, "fail_days");
	assert_string_equal(check->params[1].value, "45");
	assert_string_equal(check->params[1].origin, "handbook");
	assert_null(catalogue_find(catalogue, "opportunity"));
}

/* Writes the lines as a configuration and judges it. */
static bool judge(const char *lines, struct error *err)
{
	char path[] = "/tmp/crmaudit-catalogue.XXXXXX";
	scoped_fd int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, lines, strlen(lines)), (ssize_t)strlen(lines));
	scoped_settings struct settings *settings = NULL;
	scoped_catalogue struct catalogue *catalogue = NULL;
	bool good = settings_read(path, &settings, err) && catalogue_read(settings, &catalogue, err) &&
		    catalogue_settings(catalogue, settings, err);
	unlink(path);
	return good;
}

static void thresholds_by_all_role_and_rep_are_taken(void **state)
{
	(void)state;
	struct error err = { 0 };
	assert_true(judge("[org]\nname = x\n[check.outreach-person]\nwarn_over_7d = 3\n"
			  "[check.outreach-person role:SDR]\nwarn_over_7d = 5\n"
			  "[check.activity-unlinked rep:a@example.com]\nwarn_over_percent = 2.5\n", &err));
}

static void refused(const char *lines, const char *words)
{
	struct error err = { 0 };
	assert_false(judge(lines, &err));
	assert_int_equal(err.kind, ERROR_CONFIG);
	if (strstr(err.text, words) == NULL)
		fail_msg("'%s' does not say '%s'", err.text, words);
}

static void what_is_misspelled_is_refused_with_its_line(void **state)
{
	(void)state;
	refused("[check.outreach-persn]\nwarn_over_7d = 3\n", ":2: there is no check 'outreach-persn'; did you mean 'outreach-person'?");
	refused("[check.outreach-person]\nwarn_over_7 = 3\n", ":2: check 'outreach-person' has no parameter 'warn_over_7'");
}

static void what_is_no_number_is_refused(void **state)
{
	(void)state;
	refused("[check.outreach-person]\nwarn_over_7d = many\n", "wants an integer");
	refused("[check.outreach-person]\nwarn_over_7d = -1\n", "wants an integer");
	refused("[check.outreach-person]\nwarn_over_7d = 2.5\n", "wants an integer");
	refused("[check.outreach-person]\nwarn_over_7d = 99999999999\n", "wants an integer");
	refused("[check.activity-unlinked]\nwarn_over_percent = inf\n", "wants a number");
}

static void a_check_is_switched_for_everybody_by_yes_or_no(void **state)
{
	(void)state;
	struct error err = { 0 };
	assert_true(judge("[check.outreach-off-hours]\nenabled = yes\nfrom_hour = 7.5\n[check.outreach-person]\nenabled = no\n", &err));
	refused("[check.outreach-person]\nenabled = maybe\n", ":2: enabled must be yes or no, not 'maybe'");
	refused("[check.outreach-person role:SDR]\nenabled = no\n", "enabled is for everybody: set it in [check.outreach-person]");
}

static bool is_enabled(const char *id, const char *lines)
{
	char path[] = "/tmp/crmaudit-catalogue.XXXXXX";
	scoped_fd int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, lines, strlen(lines)), (ssize_t)strlen(lines));
	struct error err = { 0 };
	scoped_settings struct settings *settings = NULL;
	scoped_catalogue struct catalogue *catalogue = NULL;
	assert_true(settings_read(path, &settings, &err) && catalogue_read(NULL, &catalogue, &err));
	unlink(path);
	return catalogue_enabled(catalogue_find(catalogue, id), settings);
}

static void the_configuration_says_what_runs_else_the_header(void **state)
{
	(void)state;
	assert_true(is_enabled("outreach-person", "[org]\nname = x\n"));
	assert_false(is_enabled("outreach-person", "[check.outreach-person]\nenabled = no\n"));
	assert_false(is_enabled("outreach-off-hours", "[org]\nname = x\n"));
	assert_true(is_enabled("outreach-off-hours", "[check.outreach-off-hours]\nenabled = yes\n"));
}

static void put_file(const char *folder, const char *name, const char *rule)
{
	scoped_free char *path = string_format("%s/%s.sql", folder, name);
	scoped_file FILE *file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "-- title: T\n-- rule: %s\n-- why: w\n-- fix: f\nSELECT 1\n", rule);
}

static struct catalogue *with_folder(const char *folder)
{
	char path[] = "/tmp/crmaudit-catalogue.XXXXXX";
	scoped_fd int fd = mkstemp(path);
	dprintf(fd, "[checks]\nfolder = %s\n", folder);
	struct error err = { 0 };
	struct catalogue *catalogue = NULL;
	scoped_settings struct settings *settings = NULL;
	if (!settings_read(path, &settings, &err) || !catalogue_read(settings, &catalogue, &err))
		fail_msg("%s", err.text);
	unlink(path);
	return catalogue;
}

static size_t place_of(const struct catalogue *catalogue, const char *id)
{
	return (size_t)(catalogue_find(catalogue, id) - catalogue->checks);
}

static void a_folder_adds_and_overrides_whatever_the_rules_are(void **state)
{
	(void)state;
	char folder[] = "/tmp/crmaudit-checks.XXXXXX";
	assert_non_null(mkdtemp(folder));
	put_file(folder, "own-one", "own");
	put_file(folder, "between", "A12b");
	put_file(folder, "rep-quiet", "A12");
	scoped_catalogue struct catalogue *ours = NULL;
	struct error err = { 0 };
	assert_true(catalogue_read(NULL, &ours, &err));
	scoped_catalogue struct catalogue *catalogue = with_folder(folder);
	scoped_free char *remove = string_format("rm -r %s", folder);
	assert_int_equal(system(remove), 0);
	assert_int_equal(catalogue->count, ours->count + 2);
	assert_int_equal(place_of(catalogue, "own-one"), catalogue->count - 1);
	assert_int_equal(place_of(catalogue, "between"), place_of(catalogue, "rep-quiet") + 1);
	assert_string_equal(check_mark(catalogue_find(catalogue, "own-one")), "own");
	assert_string_equal(check_mark(catalogue_find(catalogue, "rep-quiet")), "overrides");
	assert_string_equal(catalogue_find(catalogue, "rep-quiet")->title, "T");
	assert_string_equal(check_mark(catalogue_find(catalogue, "outreach-person")), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_checks_come_in_the_order_of_their_rules),
		cmocka_unit_test(a_header_says_what_a_check_is),
		cmocka_unit_test(thresholds_by_all_role_and_rep_are_taken),
		cmocka_unit_test(what_is_misspelled_is_refused_with_its_line),
		cmocka_unit_test(what_is_no_number_is_refused),
		cmocka_unit_test(a_check_is_switched_for_everybody_by_yes_or_no),
		cmocka_unit_test(the_configuration_says_what_runs_else_the_header),
		cmocka_unit_test(a_folder_adds_and_overrides_whatever_the_rules_are),
	};
	return cmocka_run_group_tests_name("catalogue", tests, NULL, NULL);
}
