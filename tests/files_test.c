#include "lib/crm/files.h"

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "tests/support/skip.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define DATA "../shared/data/"
#define ONE_ACCOUNT "{\"records\":[{\"attributes\":{\"type\":\"Account\",\"referenceId\":\"A1\"},\"Name\":\"a\"}]}"

static int set_up(void **state)
{
	log_setup(LOG_ERROR, LOG_TEXT);
	char *folder = string_new("/tmp/files_test.XXXXXX");
	assert_non_null(mkdtemp(folder));
	*state = folder;
	return 0;
}

static int tear_down(void **state)
{
	char *folder = *state;
	DIR *entries = opendir(folder);
	for (struct dirent *entry; (entry = readdir(entries));) {
		scoped_free char *path = string_format("%s/%s", folder, entry->d_name);
		if (*entry->d_name != '.' && unlink(path) != 0)
			rmdir(path);
	}
	closedir(entries);
	assert_int_equal(rmdir(folder), 0);
	free(folder);
	return 0;
}

static void put(const char *folder, const char *name, const char *text)
{
	scoped_free char *path = string_format("%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static struct source *open_folder(const char *folder)
{
	struct source *source = NULL;
	struct error err;
	if (!files_open(folder, &source, &err))
		fail_msg("%s", err.text);
	return source;
}

static struct error open_error(const char *folder)
{
	struct source *source = NULL;
	struct error err = { 0 };
	assert_false(files_open(folder, &source, &err));
	assert_null(source);
	return err;
}

static void assert_says(const struct error *err, enum error_kind kind, const char *words)
{
	if (strstr(err->text, words) == NULL)
		fail_msg("\"%s\" lacks \"%s\"", err->text, words);
	assert_int_equal(err->kind, kind);
}

static struct source_field *fields_of(struct source *source, const char *sobject)
{
	struct source_field *fields = NULL;
	struct error err;
	if (!source->fields(source->self, &(struct source_object){ "x", sobject }, &fields, &err))
		fail_msg("%s", err.text);
	return fields;
}

static bool count_row(void *context, const struct stage_value *values, struct error *err)
{
	(void)err;
	assert_non_null(values[0].bytes);
	++*(long long *)context;
	return true;
}

static bool read_rows(struct source *source, const char *sobject, const char *mark,
		      struct source_outcome *ret, struct error *err)
{
	char *const id[] = { (char[]){ "Id" }, NULL };
	long long sent = 0;
	if (!files_each(source->self, &(struct source_object){ "x", sobject },
			&(struct source_request){ id, mark }, count_row, &sent, ret, err))
		return false;
	assert_int_equal(sent, ret->read);
	return true;
}

static struct source_outcome rows_of(struct source *source, const char *sobject, const char *mark)
{
	struct source_outcome outcome;
	struct error err;
	if (!read_rows(source, sobject, mark, &outcome, &err))
		fail_msg("%s", err.text);
	return outcome;
}

static void test_names_match_in_any_case_and_plural(void **state)
{
	put(*state, "ACCOUNTS.CSV", "Id\n1\n");
	put(*state, "task.csv", "Id\n1\n2\n");
	put(*state, "Opportunities.csv", "Id\n1\n2\n3\n");
	put(*state, "CaseHistory.csv", "Id\n1\n");
	put(*state, "Market__c.csv", "Id\n1\n");
	scoped_source struct source *source = open_folder(*state);
	assert_string_equal(source->name, "files");
	assert_int_equal(rows_of(source, "Account", NULL).read, 1);
	assert_int_equal(rows_of(source, "Task", NULL).read, 2);
	assert_int_equal(rows_of(source, "Opportunity", NULL).read, 3);
	assert_int_equal(rows_of(source, "Market__c", NULL).read, 1);
	assert_null(fields_of(source, "Case"));
}

static void test_json_is_what_its_records_say(void **state)
{
	put(*state, "b.json", ONE_ACCOUNT);
	put(*state, "a.json", "{\"records\":[{\"attributes\":{\"type\":\"Account\"},\"Id\":\"2\",\"Site\":\"x\"}]}");
	put(*state, "Leads.json", "{\"records\":[]}");
	put(*state, "Account-plan.json", "broken");
	put(*state, "Plan1.json", "[]");
	scoped_source struct source *source = open_folder(*state);
	assert_int_equal(rows_of(source, "Account", NULL).read, 2);
	scoped_source_fields struct source_field *fields = fields_of(source, "Account");
	assert_int_equal(source_fields_count(fields), 3);
	assert_string_equal(fields[1].name, "Site");
	assert_string_equal(fields[1].type, "");
	scoped_source_fields struct source_field *empty = fields_of(source, "Lead");
	assert_int_equal(source_fields_count(empty), 1);
	struct source_outcome none = rows_of(source, "Lead", NULL);
	assert_int_equal(none.expected, 0);
	assert_true(none.whole);
}

static void assert_two_files(const char *folder, const char *first, const char *second)
{
	scoped_source struct source *source = open_folder(folder);
	struct source_field *fields = NULL;
	struct error err;
	assert_false(source->fields(source->self, &(struct source_object){ "x", "Account" }, &fields, &err));
	assert_says(&err, ERROR_DATA, first);
	assert_says(&err, ERROR_DATA, second);
	assert_says(&err, ERROR_DATA, "two files for one object");
}

static void test_two_files_for_an_object_are_an_error(void **state)
{
	put(*state, "Account.csv", "Id\n");
	put(*state, "x.json", ONE_ACCOUNT);
	assert_two_files(*state, "Account.csv", "x.json");
	put(*state, "x.json", "{}");
	put(*state, "accounts.csv", "Id\n");
	assert_two_files(*state, "Account.csv", "accounts.csv");
}

static void test_mark_tells_whether_anything_changed(void **state)
{
	put(*state, "Account.csv", "Id,Name\n1,a\n");
	scoped_source struct source *source = open_folder(*state);
	struct source_outcome first = rows_of(source, "Account", NULL);
	assert_false(first.unchanged);
	struct source_outcome again = rows_of(source, "Account", first.mark);
	assert_true(again.unchanged);
	assert_int_equal(again.read, 0);
	assert_string_equal(again.mark, first.mark);

	put(*state, "Account.csv", "Id,Name\n1,b\n");
	struct source_outcome changed = rows_of(source, "Account", first.mark);
	assert_false(changed.unchanged);
	assert_int_equal(changed.read, 1);
}

static void set_time(const char *folder, const char *name, time_t when)
{
	scoped_free char *path = string_format("%s/%s", folder, name);
	const struct timespec times[2] = { { when, 5 }, { when, 5 } };
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

/* Same size and same time: only the content differs. */
static void test_mark_sees_content_behind_an_equal_time(void **state)
{
	put(*state, "Account.csv", "Id,Name\n1,a\n");
	set_time(*state, "Account.csv", 1700000000);
	scoped_source struct source *source = open_folder(*state);
	struct source_outcome first = rows_of(source, "Account", NULL);
	put(*state, "Account.csv", "Id,Name\n1,b\n");
	set_time(*state, "Account.csv", 1700000000);
	assert_false(rows_of(source, "Account", first.mark).unchanged);
}

static void test_mark_changes_with_the_fields(void **state)
{
	put(*state, "Account.csv", "Id,Name\n1,a\n");
	scoped_source struct source *source = open_folder(*state);
	struct source_outcome first = rows_of(source, "Account", NULL), more;
	char *const fields[] = { (char[]){ "Id" }, (char[]){ "Name" }, NULL };
	long long sent = 0;
	struct error err;
	assert_true(files_each(source->self, &(struct source_object){ "x", "Account" },
			       &(struct source_request){ fields, first.mark }, count_row, &sent, &more, &err));
	assert_false(more.unchanged);
	assert_int_equal(sent, 1);
}

static bool put_later(void *context, const struct stage_value *values, struct error *err)
{
	(void)values;
	(void)err;
	put(context, "Account.csv", "Id\n2\n");
	set_time(context, "Account.csv", 1700000001);
	return true;
}

static bool put_longer(void *context, const struct stage_value *values, struct error *err)
{
	(void)values;
	(void)err;
	put(context, "Account.csv", "Id\n1\n2\n3\n");
	set_time(context, "Account.csv", 1700000000);
	return true;
}

static void test_file_that_changes_meanwhile_is_for_later(void **state)
{
	const file_row_fn changes[] = { put_later, put_longer };
	char *const id[] = { (char[]){ "Id" }, NULL };
	for (int at = 0; at < 2; at++) {
		put(*state, "Account.csv", "Id\n1\n");
		set_time(*state, "Account.csv", 1700000000);
		scoped_source struct source *source = open_folder(*state);
		struct source_outcome outcome;
		struct error err = { 0 };
		assert_false(files_each(source->self, &(struct source_object){ "x", "Account" },
					&(struct source_request){ id, NULL }, changes[at], *state,
					&outcome, &err));
		assert_says(&err, ERROR_LATER, "Account.csv changed while it was read");
	}
}

static void test_half_of_the_rows_may_be_rejected_and_no_more(void **state)
{
	put(*state, "Account.csv", "Id,Name\n1,a\n2\n3,c\n4\n");
	scoped_source struct source *source = open_folder(*state);
	struct source_outcome outcome = rows_of(source, "Account", NULL);
	assert_int_equal(outcome.expected, 4);
	assert_int_equal(outcome.rejected, 2);

	put(*state, "Account.csv", "Id,Name\n1,a\n2\n3\n");
	struct error err;
	assert_false(read_rows(source, "Account", NULL, &outcome, &err));
	assert_says(&err, ERROR_DATA, "2 of 3 rows cannot be read, the first is Account.csv:3: 1 fields");
}

static void test_folder_that_cannot_be_read_names_the_setting(void **state)
{
	scoped_free char *absent = string_format("%s/absent", (char *)*state);
	struct error err = open_error(absent);
	assert_says(&err, ERROR_CONFIG, absent);
	assert_says(&err, ERROR_CONFIG, "[files] path");
}

static void test_folder_without_exports_names_what_was_looked_for(void **state)
{
	put(*state, "notes.csv", "a\n");
	put(*state, "package.json", "{}");
	scoped_free char *folder_named_so = string_format("%s/Account.csv", (char *)*state);
	assert_int_equal(mkdir(folder_named_so, 0700), 0);
	struct error err = open_error(*state);
	assert_says(&err, ERROR_CONFIG, "looked for User.csv, Account.csv");
	assert_says(&err, ERROR_CONFIG, *state);
}

static void test_broken_json_is_named_with_its_line(void **state)
{
	put(*state, "Account.csv", "Id\n");
	put(*state, "Leads.json", "{\n\"records\": [,]}");
	struct error err = open_error(*state);
	assert_says(&err, ERROR_DATA, "Leads.json:2: broken JSON");
}

static void test_object_without_file_is_no_error_for_fields(void **state)
{
	put(*state, "Account.csv", "Id\n");
	scoped_source struct source *source = open_folder(*state);
	assert_null(fields_of(source, "Task"));
	struct source_outcome outcome;
	struct error err;
	assert_false(read_rows(source, "Task", NULL, &outcome, &err));
	assert_says(&err, ERROR_DATA, "no export of Task");
}

static void test_real_exports_give_all_their_rows(void **state)
{
	(void)state;
	static const struct {
		const char *folder, *sobject;
		long long rows;
		size_t fields;
	} exports[] = {
		{ "sfdc-test-harness", "Account", 846, 32 },
		{ "sfdc-test-harness", "Contact", 1242, 28 },
		{ "sfdc-test-harness", "Event", 8679, 31 },
		{ "sfdc-test-harness", "RecordType", 13, 14 },
		{ "sfdc-test-harness", "Task", 12745, 25 },
		{ "sfdc-test-harness", "User", 123, 39 },
		{ "sfdc-data-cloud-workshop", "Account", 22, 56 },
		{ "sfdc-data-cloud-workshop", "Branch__c", 5, 14 },
		{ "sfdc-data-cloud-workshop", "Campaign", 8, 34 },
		{ "sfdc-data-cloud-workshop", "CampaignMember", 68, 38 },
		{ "sfdc-data-cloud-workshop", "Case", 40, 50 },
		{ "sfdc-data-cloud-workshop", "Contact", 102, 72 },
		{ "sfdc-data-cloud-workshop", "Lead", 60, 55 },
		{ "sfdc-data-cloud-workshop", "Opportunity", 50, 35 },
		{ "sfdc-data-cloud-workshop", "Task", 75, 40 },
		{ "sfdc-event-monitoring-demo", "Account", 1, 2 },
		{ "sfdc-event-monitoring-demo", "Opportunity", 278, 9 },
		{ "sfdx-app-metadata/easy-spaces-lwc/data", "Account", 12, 2 },
		{ "sfdx-app-metadata/easy-spaces-lwc/data", "Contact", 12, 12 },
		{ "sfdx-app-metadata/easy-spaces-lwc/data", "Lead", 11, 14 },
		{ "sfdx-app-metadata/easy-spaces-lwc/data", "Space__c", 132, 9 },
		{ "sfdx-app-metadata/dreamhouse-lwc/data", "Contact", 5, 5 },
	};
	if (access(DATA, R_OK) != 0)
		skip_because(DATA " is not here");
	for (size_t at = 0; at < sizeof exports / sizeof *exports; at++) {
		scoped_free char *folder = string_format(DATA "%s", exports[at].folder);
		scoped_source struct source *source = open_folder(folder);
		scoped_source_fields struct source_field *fields = fields_of(source, exports[at].sobject);
		struct source_outcome outcome = rows_of(source, exports[at].sobject, NULL);
		print_message("%s %s: %lld rows, %zu fields\n", exports[at].folder, exports[at].sobject,
			      outcome.read, source_fields_count(fields));
		assert_int_equal(outcome.read, exports[at].rows);
		assert_int_equal(outcome.expected, exports[at].rows);
		assert_int_equal(outcome.rejected, 0);
		assert_int_equal(source_fields_count(fields), exports[at].fields);
	}
}

static void test_export_of_another_shape_says_so(void **state)
{
	(void)state;
	if (access(DATA, R_OK) != 0)
		skip_because(DATA " is not here");
	scoped_source struct source *source = open_folder(DATA "deal-activity-log");
	struct source_field *fields = NULL;
	struct error err;
	assert_false(source->fields(source->self, &(struct source_object){ "x", "Contact" }, &fields, &err));
	assert_says(&err, ERROR_DATA, "contacts.csv:1: no column Id");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_names_match_in_any_case_and_plural),
		TEST(test_json_is_what_its_records_say),
		TEST(test_two_files_for_an_object_are_an_error),
		TEST(test_mark_tells_whether_anything_changed),
		TEST(test_mark_sees_content_behind_an_equal_time),
		TEST(test_mark_changes_with_the_fields),
		TEST(test_file_that_changes_meanwhile_is_for_later),
		TEST(test_half_of_the_rows_may_be_rejected_and_no_more),
		TEST(test_folder_that_cannot_be_read_names_the_setting),
		TEST(test_folder_without_exports_names_what_was_looked_for),
		TEST(test_broken_json_is_named_with_its_line),
		TEST(test_object_without_file_is_no_error_for_fields),
		TEST(test_real_exports_give_all_their_rows),
		TEST(test_export_of_another_shape_says_so),
	};
	return cmocka_run_group_tests_name("files", tests, NULL, NULL);
}
