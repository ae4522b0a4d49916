#include "lib/base/settings.h"

#include "lib/base/text.h"
#include "tests/support/skip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

struct place {
	char folder[64];
	char file[96];
	char secret[96];
	struct settings *settings;
	struct error error;
};

static int set_up(void **state)
{
	struct place *place = memory_new(1, sizeof *place);
	strcpy(place->folder, "/tmp/settings_test.XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	snprintf(place->file, sizeof place->file, "%s/a.ini", place->folder);
	snprintf(place->secret, sizeof place->secret, "%s/s", place->folder);
	unsetenv("CREDENTIALS_DIRECTORY");
	unsetenv("CRMAUDIT_SALESFORCE_CLIENT_SECRET");
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;
	settings_free(place->settings);
	unlink(place->file);
	unlink(place->secret);
	rmdir(place->folder);
	free(place);
	return 0;
}

static void write_file(const char *path, const char *bytes, size_t length, mode_t mode)
{
	scoped_file FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(chmod(path, mode), 0);
}

static bool read_ini(struct place *place, const char *ini)
{
	write_file(place->file, ini, strlen(ini), 0644);
	return settings_read(place->file, &place->settings, &place->error);
}

/* The error without the file's name, which differs from run to run. */
static const char *told(const struct place *place)
{
	assert_int_equal(place->error.kind, ERROR_CONFIG);
	size_t length = strlen(place->file);
	bool named = strncmp(place->error.text, place->file, length) == 0;
	return named ? place->error.text + length : place->error.text;
}

static void assert_read(struct place *place, const char *ini)
{
	if (!read_ini(place, ini))
		fail_msg("%s", place->error.text);
}

static void assert_refused(struct place *place, const char *ini, const char *words)
{
	assert_false(read_ini(place, ini));
	assert_string_equal(told(place), words);
}

static void assert_secret(struct place *place, const char *expected)
{
	scoped_secret char *secret = NULL;
	if (!settings_secret(place->settings, "salesforce", "client_secret", &secret, &place->error))
		fail_msg("%s", place->error.text);
	if (expected)
		assert_string_equal(secret, expected);
	else
		assert_null(secret);
}

static void assert_no_secret(struct place *place, const char *words)
{
	char *secret = NULL;
	assert_false(settings_secret(place->settings, "salesforce", "client_secret", &secret, &place->error));
	assert_non_null(strstr(told(place), words));
	assert_null(secret);
}

static void gives_values_without_their_comments(void **state)
{
	struct place *place = *state;
	assert_read(place, "[org]\nname       = acme   ; one organisation\n"
			   "record_url = https://acme.example/{id}\n");
	assert_string_equal(settings_get(place->settings, "org", "name"), "acme");
	assert_string_equal(settings_get(place->settings, "org", "record_url"), "https://acme.example/{id}");
	assert_int_equal(settings_line(place->settings, "org", "name"), 2);
}

static void gives_defaults_for_what_is_missing_or_empty(void **state)
{
	struct place *place = *state;
	assert_read(place, "[salesforce]\nlogin_url =\nretries = 7\n");
	assert_string_equal(settings_get(place->settings, "salesforce", "login_url"),
			    "https://login.salesforce.com");
	assert_string_equal(settings_get(place->settings, "salesforce", "audience"), "");
	assert_int_equal(settings_number(place->settings, "salesforce", "retries"), 7);
	assert_int_equal(settings_number(place->settings, "coaching", "warns"), 3);
	assert_int_equal(settings_line(place->settings, "coaching", "warns"), 0);
}

static void takes_windows_files_with_a_mark_in_front(void **state)
{
	struct place *place = *state;
	assert_read(place, "\xef\xbb\xbf[org]\r\nname = acme\r\n   timezone = Europe/Berlin\r\n");
	assert_string_equal(settings_get(place->settings, "org", "name"), "acme");
	assert_string_equal(settings_get(place->settings, "org", "timezone"), "Europe/Berlin");
}

static void takes_long_lists(void **state)
{
	struct place *place = *state;
	struct text ini = { 0 };
	text_put(&ini, "[reps]\nemails = ");
	for (int at = 0; at < 500; at++)
		text_format(&ini, "%srep%d@example.com", at ? ", " : "", at);
	scoped_free char *whole = text_give(&ini);
	assert_read(place, whole);
	scoped_list char **emails = list_new(settings_get(place->settings, "reps", "emails"));
	assert_int_equal(list_length(emails), 500);
}

static void refuses_lines_that_are_too_long(void **state)
{
	struct place *place = *state;
	scoped_free char *ini = string_format("[reps]\nroles = %020000d\n", 0);
	assert_refused(place, ini, ":2: the line is longer than 16382 characters");
}

static void refuses_binary_files(void **state)
{
	struct place *place = *state;
	write_file(place->file, "\xff\xfe[\0o\0", 6, 0644);
	assert_false(settings_read(place->file, &place->settings, &place->error));
	assert_string_equal(told(place), ":1: this is no text; save the file as UTF-8");
	assert_refused(place, "[reps]\n; f\xfcr alle\nroles = Verk\xe4ufer\n", ":3: this is no text; save the file as UTF-8");
	assert_refused(place, "[check.rep-quiet role:Verk\xe4ufer]\n", ":1: this is no text; save the file as UTF-8");
}

static void refuses_an_unknown_key_with_the_nearest(void **state)
{
	assert_refused(*state, "[org]\n\nnmae = acme\n", ":3: unknown key 'nmae' in [org]; did you mean 'name'?");
}

static void lists_the_keys_when_none_is_near(void **state)
{
	assert_refused(*state, "[org]\nfoo = 1\n",
		       ":2: unknown key 'foo' in [org]; there are name, timezone, record_url");
}

static void refuses_an_unknown_section_even_when_empty(void **state)
{
	assert_refused(*state, "[orgs]\n[report]\n", ":1: unknown section [orgs]; did you mean [org]?");
}

static void refuses_a_key_set_twice(void **state)
{
	assert_refused(*state, "[org]\nname = a\n[report]\n[org]\nname = b\n",
		       ":5: 'name' in [org] is set already, in line 2; keep one");
}

static void refuses_what_is_no_setting(void **state)
{
	assert_refused(*state, "[org]\njust words\nfoo = 1\n", ":2: neither [section] nor key = value");
}

static void refuses_a_key_before_any_section(void **state)
{
	assert_refused(*state, "name = a\n", ":1: 'name' stands before any [section]");
}

static void tells_the_first_error_of_several(void **state)
{
	assert_refused(*state, "[org]\nname = 1\n[nowhere]\nx\n",
		       ":2: name in [org]: '1' must begin with a letter: it becomes a schema's name");
}

static void refuses_a_literal_secret_without_repeating_it(void **state)
{
	assert_refused(*state, "[salesforce]\nclient_secret = hunter2\n",
		       ":2: client_secret must not be in this file; put it into a file of its own, "
		       "chmod 600, and name that by client_secret_file");
}

static void checks_each_type(void **state)
{
	static const struct {
		const char *ini, *words;
	} cases[] = {
		{ "[org]\ntimezone = Mars/Base\n", "is no time zone" },
		{ "[org]\ntimezone = ../zoneinfo/UTC\n", "is no time zone" },
		{ "[org]\nname = pg_acme\n", "keeps for itself" },
		{ "[org]\nrecord_url = https://acme.example\n", "must hold {id}" },
		{ "[salesforce]\nlogin_url = http://login.salesforce.com\n", "must begin with https://" },
		{ "[salesforce]\nlogin_url = http://localhost.evil.example\n", "must begin with https://" },
		{ "[salesforce]\nauth = password\n", "must be one of jwt, client_credentials" },
		{ "[salesforce]\napi_version = v64\n", "must look like 64.0" },
		{ "[salesforce]\npage_rows = 2001\n", "from 200 to 2000" },
		{ "[salesforce]\npage_rows = 10x\n", "from 200 to 2000" },
		{ "[fields.account]\nCISO = X__c\n", "no column of ours" },
		{ "[fields.account]\nciso = two words\n", "API name" },
		{ "[fields.account]\nciso =\n", "API name" },
		{ "[required.account]\nciso = maybe\n", "must be one of fail, warn, off" },
		{ "[activity.type]\nFax = fax\n", "must be one of email, call" },
		{ "[check.Outreach]\nx = 1\n", "is no check's section" },
		{ "[check.outreach team:A]\nx = 1\n", "is no check's section" },
	};
	struct place *place = *state;
	for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++) {
		assert_false(read_ini(place, cases[at].ini));
		if (!strstr(told(place), cases[at].words))
			fail_msg("%s: %s", cases[at].ini, place->error.text);
	}
}

static void lets_http_through_to_this_machine(void **state)
{
	assert_read(*state, "[salesforce]\ninstance_url = http://127.0.0.1:8080\n");
}

static void takes_subjects_with_spaces_and_slashes(void **state)
{
	struct place *place = *state;
	assert_read(place, "[activity.subject]\nSend Letter/Quote = email\n");
	assert_string_equal(settings_get(place->settings, "activity.subject", "Send Letter/Quote"), "email");
	assert_string_equal(settings_get(place->settings, "activity.subject", "Other"), "");
}

static bool gather(const struct setting *setting, void *context, struct error *err)
{
	text_format(context, "%d [%s] %s=%s\n", setting->line, setting->section, setting->key, setting->value);
	return strcmp(setting->key, "bad") != 0 || error_set(err, ERROR_CONFIG, "no parameter 'bad'");
}

static void walks_open_sections_with_their_lines(void **state)
{
	struct place *place = *state;
	assert_read(place, "[org]\nname = acme\n[check.outreach-person]\nwarn_over_7d = 3\n"
			   "[check.outreach-person role:Sales Development Representative, West and South]\n"
			   "warn_over_7d = 5\n");
	scoped_text struct text lines = { 0 };
	assert_true(settings_each(place->settings, "check.", gather, &lines, &place->error));
	assert_string_equal(lines.bytes,
			    "4 [check.outreach-person] warn_over_7d=3\n"
			    "6 [check.outreach-person role:Sales Development Representative, West and South] "
			    "warn_over_7d=5\n");
}

static void puts_file_and_line_before_what_each_says(void **state)
{
	struct place *place = *state;
	assert_read(place, "[check.a]\n\nbad = 3\n");
	scoped_text struct text lines = { 0 };
	assert_false(settings_each(place->settings, "check.", gather, &lines, &place->error));
	assert_string_equal(told(place), ":3: no parameter 'bad'");
}

static void files_are_relative_to_the_configuration(void **state)
{
	struct place *place = *state;
	setenv("HOME", "/home/x", 1);
	assert_read(place, "[files]\npath = exports\n[report]\nfolder = /srv/out\n"
			   "[salesforce]\nca_file = ~/ca.pem\n");
	scoped_free char *path = settings_file(place->settings, "files", "path");
	scoped_free char *expected = string_format("%s/exports", place->folder);
	assert_string_equal(path, expected);
	scoped_free char *folder = settings_file(place->settings, "report", "folder");
	assert_string_equal(folder, "/srv/out");
	scoped_free char *ca = settings_file(place->settings, "salesforce", "ca_file");
	assert_string_equal(ca, "/home/x/ca.pem");
	scoped_free char *none = settings_file(place->settings, "salesforce", "private_key_file");
	assert_string_equal(none, "");
}

static void the_name_becomes_a_schema(void **state)
{
	struct place *place = *state;
	assert_read(place, "[org]\nname = Acme West-2\n");
	scoped_free char *schema = settings_schema(place->settings);
	assert_string_equal(schema, "acme_west_2");
	assert_string_equal(settings_get(place->settings, "org", "name"), "Acme West-2");
}

static void tells_that_a_named_file_is_missing(void **state)
{
	struct place *place = *state;
	assert_false(settings_read("/nonexistent/a.ini", &place->settings, &place->error));
	assert_string_equal(told(place), "configuration /nonexistent/a.ini: No such file or directory; "
					 "name the file with -c or CRMAUDIT_CONFIG");
}

static void finds_the_file_in_the_environment_and_at_home(void **state)
{
	struct place *place = *state;
	write_file(place->file, "[org]\nname = acme\n", 18, 0644);
	setenv("CRMAUDIT_CONFIG", place->file, 1);
	assert_true(settings_read(NULL, &place->settings, &place->error));
	assert_string_equal(settings_path(place->settings), place->file);
	unsetenv("CRMAUDIT_CONFIG");
}

static void lists_the_places_looked_at(void **state)
{
	struct place *place = *state;
	if (access("/etc/crmaudit/crmaudit.ini", F_OK) == 0)
		skip_because("/etc/crmaudit/crmaudit.ini is there");
	setenv("XDG_CONFIG_HOME", place->folder, 1);
	assert_false(settings_read(NULL, &place->settings, &place->error));
	unsetenv("XDG_CONFIG_HOME");
	scoped_free char *own = string_format("looked for %s/crmaudit/crmaudit.ini and "
					      "/etc/crmaudit/crmaudit.ini;", place->folder);
	assert_non_null(strstr(told(place), own));
}

static void reads_a_secret_from_its_file(void **state)
{
	struct place *place = *state;
	write_file(place->secret, "hunter2\n", 8, 0600);
	assert_read(place, "[salesforce]\nclient_secret_file = s\n");
	assert_secret(place, "hunter2");
}

static void refuses_a_secret_file_open_to_others(void **state)
{
	struct place *place = *state;
	write_file(place->secret, "hunter2\n", 8, 0640);
	assert_read(place, "[salesforce]\nclient_secret_file = s\n");
	scoped_free char *words = string_format(":2: client_secret_file %s is open to other users (mode 0640); "
						"chmod 600 %s", place->secret, place->secret);
	assert_no_secret(place, words);
}

static void refuses_a_secret_file_that_is_missing_or_empty(void **state)
{
	struct place *place = *state;
	assert_read(place, "[salesforce]\nclient_secret_file = s\n");
	assert_no_secret(place, "No such file or directory");
	write_file(place->secret, "\n", 1, 0600);
	assert_no_secret(place, "is empty");
}

static void takes_the_first_line_of_a_command(void **state)
{
	struct place *place = *state;
	assert_read(place, "[salesforce]\nclient_secret_command = sh -c 'echo hunter2; echo more'\n");
	assert_secret(place, "hunter2");
}

static void a_failing_command_tells_its_status_alone(void **state)
{
	struct place *place = *state;
	assert_read(place, "[salesforce]\nclient_secret_command = sh -c \"echo hunter2; exit 3\"\n");
	assert_no_secret(place, "ended with status 3; run it by hand to see why");
	assert_null(strstr(place->error.text, "hunter2"));
}

static void no_shell_reads_a_command(void **state)
{
	struct place *place = *state;
	assert_read(place, "[salesforce]\nclient_secret_command = printf %s 'hunter two'\\ \"$HOME's | cat\"\n");
	assert_secret(place, "hunter two $HOME's | cat");
	settings_free(steal(place->settings));
	assert_read(place, "[salesforce]\nclient_secret_command = echo hunter2 | rev\n");
	assert_no_secret(place, "client_secret_command wants a shell, and none reads it");
	settings_free(steal(place->settings));
	assert_read(place, "[salesforce]\nclient_secret_command = echo 'hunter2\n");
	assert_no_secret(place, "client_secret_command has a quote that is not closed");
	settings_free(steal(place->settings));
	assert_read(place, "[salesforce]\nclient_secret_command = no-such-program-here\n");
	assert_no_secret(place, "client_secret_command could not be started: No such file or directory");
}

static void a_silent_or_endless_command_is_an_error(void **state)
{
	struct place *place = *state;
	assert_read(place, "[salesforce]\nclient_secret_command = true\n");
	assert_no_secret(place, "printed nothing");
	settings_free(steal(place->settings));
	assert_read(place, "[salesforce]\nclient_secret_command = yes\n");
	assert_no_secret(place, "client_secret_command was ended by signal");
}

static void prefers_a_credential_to_the_environment(void **state)
{
	struct place *place = *state;
	assert_read(place, "[org]\n");
	assert_secret(place, NULL);
	setenv("CRMAUDIT_SALESFORCE_CLIENT_SECRET", "from-environment", 1);
	assert_secret(place, "from-environment");
	scoped_free char *credential = string_format("%s/salesforce_client_secret", place->folder);
	write_file(credential, "from-systemd\n", 13, 0440);
	setenv("CREDENTIALS_DIRECTORY", place->folder, 1);
	assert_secret(place, "from-systemd");
	unlink(credential);
}

static void names_the_file_of_a_credential(void **state)
{
	struct place *place = *state;
	scoped_free char *credential = string_format("%s/salesforce_private_key", place->folder);
	write_file(credential, "key", 3, 0440);
	setenv("CREDENTIALS_DIRECTORY", place->folder, 1);
	assert_read(place, "[org]\n");
	scoped_free char *path = settings_secret_file(place->settings, "salesforce", "private_key");
	assert_string_equal(path, credential);
	settings_free(steal(place->settings));
	assert_read(place, "[salesforce]\nprivate_key_file = s\n");
	scoped_free char *named = settings_secret_file(place->settings, "salesforce", "private_key");
	assert_string_equal(named, place->secret);
	unlink(credential);
}

static void takes_a_file_among_the_credentials_in_any_mode(void **state)
{
	struct place *place = *state;
	write_file(place->secret, "hunter2\n", 8, 0440);
	setenv("CREDENTIALS_DIRECTORY", place->folder, 1);
	assert_read(place, "[salesforce]\nclient_secret_file = s\n");
	assert_secret(place, "hunter2");
}

static char *show(const struct place *place)
{
	char *bytes = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&bytes, &length);
	settings_show(place->settings, out);
	fclose(out);
	return bytes;
}

static void shows_where_each_value_comes_from(void **state)
{
	struct place *place = *state;
	assert_read(place, "[org]\nname = acme\n[check.a role:SDR]\nwarn = 4\n");
	scoped_free char *shown = show(place);
	assert_non_null(strstr(shown, "[org]\nname = acme "));
	assert_non_null(strstr(shown, "; line 2\ntimezone = UTC "));
	assert_non_null(strstr(shown, "; default\n"));
	assert_non_null(strstr(shown, "[check.a role:SDR]\nwarn = 4 "));
	assert_non_null(strstr(shown, "; client_secret: not set\n"));
}

static void shows_no_secrets(void **state)
{
	struct place *place = *state;
	setenv("CRMAUDIT_SALESFORCE_CLIENT_SECRET", "hunter1", 1);
	assert_read(place, "[database]\nconninfo = host=db Password = 'hunter2'\n"
			   "[salesforce]\naccess_token_command = echo hunter3\n");
	scoped_free char *shown = show(place);
	assert_null(strstr(shown, "hunter"));
	assert_non_null(strstr(shown, "conninfo = ***"));
	assert_non_null(strstr(shown, "; access_token: from access_token_command\n"));
	assert_non_null(strstr(shown, "; client_secret: from the environment, "
				      "CRMAUDIT_SALESFORCE_CLIENT_SECRET\n"));
}

static void what_it_shows_can_be_read_again(void **state)
{
	struct place *place = *state;
	assert_read(place, "[org]\nname = acme\n[fields.account]\nciso = CISO__c\n[activity.type]\nCall = call\n");
	scoped_free char *shown = show(place);
	settings_free(steal(place->settings));
	assert_read(place, shown);
	assert_string_equal(settings_get(place->settings, "fields.account", "ciso"), "CISO__c");
}

static void explains_every_setting(void **state)
{
	(void)state;
	scoped_free char *bytes = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&bytes, &length);
	settings_explain(out);
	fclose(out);
	assert_non_null(strstr(bytes, "[coaching]\n;warns = 3 "));
	assert_non_null(strstr(bytes, "; warnings that make a coaching flag, 1 to 1000\n"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(gives_values_without_their_comments),
		TEST(gives_defaults_for_what_is_missing_or_empty),
		TEST(takes_windows_files_with_a_mark_in_front),
		TEST(takes_long_lists),
		TEST(refuses_lines_that_are_too_long),
		TEST(refuses_binary_files),
		TEST(refuses_an_unknown_key_with_the_nearest),
		TEST(lists_the_keys_when_none_is_near),
		TEST(refuses_an_unknown_section_even_when_empty),
		TEST(refuses_a_key_set_twice),
		TEST(refuses_what_is_no_setting),
		TEST(refuses_a_key_before_any_section),
		TEST(tells_the_first_error_of_several),
		TEST(refuses_a_literal_secret_without_repeating_it),
		TEST(checks_each_type),
		TEST(lets_http_through_to_this_machine),
		TEST(takes_subjects_with_spaces_and_slashes),
		TEST(walks_open_sections_with_their_lines),
		TEST(puts_file_and_line_before_what_each_says),
		TEST(files_are_relative_to_the_configuration),
		TEST(the_name_becomes_a_schema),
		TEST(tells_that_a_named_file_is_missing),
		TEST(finds_the_file_in_the_environment_and_at_home),
		TEST(lists_the_places_looked_at),
		TEST(reads_a_secret_from_its_file),
		TEST(refuses_a_secret_file_open_to_others),
		TEST(refuses_a_secret_file_that_is_missing_or_empty),
		TEST(takes_the_first_line_of_a_command),
		TEST(no_shell_reads_a_command),
		TEST(a_failing_command_tells_its_status_alone),
		TEST(a_silent_or_endless_command_is_an_error),
		TEST(prefers_a_credential_to_the_environment),
		TEST(names_the_file_of_a_credential),
		TEST(takes_a_file_among_the_credentials_in_any_mode),
		TEST(shows_where_each_value_comes_from),
		TEST(shows_no_secrets),
		TEST(what_it_shows_can_be_read_again),
		TEST(explains_every_setting),
	};
	return cmocka_run_group_tests_name("settings", tests, NULL, NULL);
}
