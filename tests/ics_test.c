/* Invitations: their text, its escapes and folds, and read back by libical. */
#include "lib/out/ics.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <libical/ical.h>

#include <cmocka.h>

static struct ics_invitation invitation(void)
{
	return (struct ics_invitation){
		.uid = "coaching-005ann-2026-06-30@acme.crmaudit",
		.sequence = 3,
		.stamp = "20260701T070000Z",
		.starts = "20260701T163000Z",
		.ends = "20260701T170000Z",
		.summary = "Coaching session with Ann",
		.description = "Why",
		.organizer = { "max@acme.example", "Max" },
		.attendee = { "ann@acme.example", "Ann" },
	};
}

static char *text_of(const struct ics_invitation *one)
{
	struct error err = { 0 };
	char *text = NULL;
	if (!ics_text(one, &text, &err))
		fail_msg("%s", err.text);
	return text;
}

/* As RFC 5545 3.1 says: a line end with a blank behind it is none. New. */
static char *unfold(const char *text)
{
	struct text plain = { 0 };
	for (; *text; text++)
		if (strncmp(text, "\r\n ", 3) == 0)
			text += 2;
		else
			text_char(&plain, *text);
	return text_give(&plain);
}

static void assert_line(const char *unfolded, const char *line)
{
	scoped_free char *whole = string_format("\r\n%s\r\n", line);
	if (strstr(unfolded, whole) == NULL)
		fail_msg("no line %s in\n%s", line, unfolded);
}

static void test_lines(void **state)
{
	(void)state;
	struct ics_invitation one = invitation();
	scoped_free char *text = text_of(&one);
	scoped_free char *plain = unfold(text);
	static const char *const lines[] = {
		"VERSION:2.0", "METHOD:REQUEST", "UID:coaching-005ann-2026-06-30@acme.crmaudit", "SEQUENCE:3",
		"DTSTAMP:20260701T070000Z", "DTSTART:20260701T163000Z", "DTEND:20260701T170000Z",
		"ORGANIZER;CN=Max:mailto:max@acme.example",
		"ATTENDEE;CN=Ann;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ann@acme.example",
		"SUMMARY:Coaching session with Ann", "CLASS:PRIVATE", "END:VEVENT",
	};
	assert_int_equal(strncmp(plain, "BEGIN:VCALENDAR\r\n", 17), 0);
	for (size_t at = 0; at < sizeof lines / sizeof *lines; at++)
		assert_line(plain, lines[at]);
}

static void test_escapes(void **state)
{
	(void)state;
	struct ics_invitation one = invitation();
	one.summary = "Coaching; with \"Ann\", Søren";
	one.description = "Waiting for our answer: 2 fails, 1 warning\nToo many; back\\slash";
	scoped_free char *text = text_of(&one);
	scoped_free char *plain = unfold(text);
	assert_line(plain, "SUMMARY:Coaching\\; with \"Ann\"\\, Søren");
	assert_line(plain, "DESCRIPTION:Waiting for our answer: 2 fails\\, 1 warning\\nToo many\\; back\\\\slash");
}

/* A value with a comma, colon or semicolon stands in quotes, and can have none in it. */
static void test_names(void **state)
{
	(void)state;
	struct ics_invitation one = invitation();
	one.organizer.name = "Ibarretxe, Max \"Maxi\"; Åse";
	one.attendee.name = "";
	scoped_free char *text = text_of(&one);
	scoped_free char *plain = unfold(text);
	assert_line(plain, "ORGANIZER;CN=\"Ibarretxe, Max 'Maxi'; Åse\":mailto:max@acme.example");
	assert_line(plain, "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ann@acme.example");
}

/* Lines have at most 75 bytes, and no character is torn by a fold. */
static void test_folds(void **state)
{
	(void)state;
	struct ics_invitation one = invitation();
	one.description = "ÅåÄäÖöØøÆæ ÅåÄäÖöØøÆæ ÅåÄäÖöØøÆæ ÅåÄäÖöØøÆæ ÅåÄäÖöØøÆæ 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字";
	scoped_free char *text = text_of(&one);
	for (const char *line = text; *line; line += strcspn(line, "\n") + 1) {
		size_t length = strcspn(line, "\r\n");
		assert_in_range(length, 1, 75);
		assert_int_equal(line[length], '\r');
		for (size_t at = 0, one_length; at < length; at += one_length)
			assert_int_not_equal(one_length = utf8_length(line + at, length - at), 0);
	}
	scoped_free char *plain = unfold(text);
	scoped_free char *line = string_format("DESCRIPTION:%s", one.description);
	assert_line(plain, line);
}

static void test_read_back(void **state)
{
	(void)state;
	struct ics_invitation one = invitation();
	one.description = "Waiting for our answer: 2 fails, 1 warning\nToo many; Söderström\\Co";
	scoped_free char *text = text_of(&one);
	icalcomponent *calendar = icalparser_parse_string(text);
	assert_non_null(calendar);
	icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
	assert_int_equal(icalcomponent_count_errors(calendar), 0);
	assert_int_equal(icalcomponent_get_method(calendar), ICAL_METHOD_REQUEST);
	assert_string_equal(icalcomponent_get_uid(event), one.uid);
	assert_string_equal(icalcomponent_get_description(event), one.description);
	/* date -u -d 2026-07-01T16:30Z +%s */
	assert_int_equal(icaltime_as_timet(icalcomponent_get_dtstart(event)), 1782923400);
	icalcomponent_free(calendar);
}

static void test_no_time(void **state)
{
	(void)state;
	struct error err = { 0 };
	char *text = NULL;
	struct ics_invitation one = invitation();
	one.starts = "20260701T163000";
	assert_false(ics_text(&one, &text, &err));
	assert_int_equal(err.kind, ERROR_BUG);
	assert_string_equal(err.text, "'20260701T163000' is no time of an invitation");
	one.starts = "tomorrow";
	assert_false(ics_text(&one, &text, &err));
	assert_null(text);
}

static void test_write(void **state)
{
	(void)state;
	struct error err = { 0 };
	char folder[] = "/tmp/crmaudit-ics.XXXXXX";
	assert_non_null(mkdtemp(folder));
	scoped_free char *path = string_format("%s/ann.ics", folder);
	scoped_free char *beside = string_format("%s/ann.ics.new", folder);
	struct ics_invitation one = invitation();
	struct stat found;
	assert_true(ics_write(&one, path, &err));
	assert_int_equal(stat(path, &found), 0);
	scoped_free char *text = text_of(&one);
	assert_int_equal(found.st_size, (off_t)strlen(text));
	assert_int_not_equal(stat(beside, &found), 0);
	unlink(path);
	rmdir(folder);
	assert_false(ics_write(&one, path, &err));
	assert_int_equal(err.kind, ERROR_CREATE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),  cmocka_unit_test(test_escapes),   cmocka_unit_test(test_names),
		cmocka_unit_test(test_folds),  cmocka_unit_test(test_read_back), cmocka_unit_test(test_no_time),
		cmocka_unit_test(test_write),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
