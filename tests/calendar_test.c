/* Dates as people write them, and the files of holidays, leave and working patterns. */
#include "lib/audit/calendar_file.h"
#include "lib/base/days.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool read_bytes(const char *suffix, const char *bytes, size_t length, enum calendar_kind kind, json_t *rows,
		       struct error *err)
{
	scoped_free char *path = string_format("/tmp/crmaudit-calendar.XXXXXX%s", suffix);
	scoped_fd int fd = mkstemps(path, (int)strlen(suffix));
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, length), (ssize_t)length);
	bool good = calendar_file_read(path, kind, rows, err);
	unlink(path);
	return good;
}

/* The rows as JSON, keys sorted, without the place that an event or a line has. */
static void assert_rows(const char *suffix, const char *text, enum calendar_kind kind, const char *expected)
{
	struct error err = { 0 };
	json_auto_t *rows = json_array();
	if (!read_bytes(suffix, text, strlen(text), kind, rows, &err))
		fail_msg("%s", err.text);
	size_t at;
	json_t *row;
	json_array_foreach(rows, at, row)
		json_object_del(row, "place");
	scoped_free char *found = json_dumps(rows, JSON_COMPACT | JSON_SORT_KEYS);
	assert_string_equal(found, expected);
}

static void assert_refused(const char *suffix, const char *text, enum calendar_kind kind, const char *words)
{
	struct error err = { 0 };
	json_auto_t *rows = json_array();
	assert_false(read_bytes(suffix, text, strlen(text), kind, rows, &err));
	if (strstr(err.text, words) == NULL)
		fail_msg("'%s' lacks '%s'", err.text, words);
	assert_int_equal(err.kind, ERROR_DATA);
}

#define ICS(events) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n" events "END:VCALENDAR\r\n"
#define EVENT(lines) "BEGIN:VEVENT\r\nUID:1\r\n" lines "END:VEVENT\r\n"

static void dates(void **state)
{
	(void)state;
	const char *const good[][2] = { { "2026-07-03", "2026-07-03" }, { "7/3/2026", "2026-07-03" },
					{ "12/24/2026", "2026-12-24" }, { "2024-02-29", "2024-02-29" } };
	const char *const bad[] = { "", "2026-02-29", "2026-7-3", "03.07.2026", "13/1/2026", "2026-07-03T00:00", "tomorrow",
				    "2026-+7-03", "-026-07-03", "2026--7-03", "1/2/26" };
	char date[11];
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		assert_true(days_date(good[i][0], date));
		assert_string_equal(date, good[i][1]);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (days_date(bad[i], date))
			fail_msg("'%s' was taken for %s", bad[i], date);
}

static void weekdays(void **state)
{
	(void)state;
	const char *const good[][2] = {
		{ "Mon-Thu", "{1,2,3,4}" }, { "Mo,Tu,We,Th", "{1,2,3,4}" }, { "saturday sunday", "{6,7}" },
		{ "Fri-Mon", "{1,5,6,7}" }, { "Mo - We; Fr", "{1,2,3,5}" }, { "Tue/Thu", "{2,4}" }, { "Mon-Sun", "{1,2,3,4,5,6,7}" },
		{ "Su", "{7}" }, { " Mon , Mon ", "{1}" },
	};
	const char *const bad[] = { "", "M", "Monda y", "Mon-", "-Mon", "Mon-Tue-Wed", "Mondays", "1-5", "," };
	char days[16];
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		if (!days_weekdays(good[i][0], days))
			fail_msg("'%s' was not taken", good[i][0]);
		assert_string_equal(days, good[i][1]);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (days_weekdays(bad[i], days))
			fail_msg("'%s' was taken for %s", bad[i], days);
}

static void hours(void **state)
{
	(void)state;
	char opens[6], closes[6];
	assert_true(days_hours("7:00 - 16:30", opens, closes));
	assert_string_equal(opens, "07:00");
	assert_string_equal(closes, "16:30");
	assert_true(days_hours("00:00-24:00", opens, closes));
	const char *const bad[] = { "", "7-16", "16:00-07:00", "07:00-07:00", "07:60-08:00", "07:00-24:01", "24:00-25:00", "07:00-16:00 PT" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(days_hours(bad[i], opens, closes));
}

static void csv_of_each_kind(void **state)
{
	(void)state;
	assert_rows(".csv", "day,name\n2026-11-27,Day after\n\n12/24/2026,\n", CALENDAR_HOLIDAYS,
		    "[{\"first\":\"2026-11-27\",\"last\":\"2026-11-27\",\"line\":2,\"rank\":1,\"words\":\"Day after\"},"
		    "{\"first\":\"2026-12-24\",\"last\":\"2026-12-24\",\"line\":4,\"rank\":1}]");
	assert_rows(".csv", "\xEF\xBB\xBFTo;From;Person;Note\r\n2026-07-10;2026-07-01; ann@acme.example ;x\r\n;2026-08-03;005x\r\n",
		    CALENDAR_LEAVE,
		    "[{\"first\":\"2026-07-01\",\"last\":\"2026-07-10\",\"line\":2,\"rank\":1,\"who\":\"ann@acme.example\"},"
		    "{\"first\":\"2026-08-03\",\"last\":\"2026-08-03\",\"line\":3,\"rank\":1,\"who\":\"005x\"}]");
	assert_rows(".csv", "person,start,end,days\nann,2026-01-01,,\"Mo,Tu\"\nbea,,2026-06-30,\n", CALENDAR_PEOPLE,
		    "[{\"first\":\"2026-01-01\",\"line\":2,\"rank\":1,\"weekdays\":\"{1,2}\",\"who\":\"ann\"},"
		    "{\"last\":\"2026-06-30\",\"line\":3,\"rank\":1,\"who\":\"bea\"}]");
	assert_rows(".csv", "day\n", CALENDAR_HOLIDAYS, "[]");
}

static void csv_lines_are_those_of_the_file(void **state)
{
	(void)state;
	assert_refused(".csv", "\nname,day\n\"over\ntwo lines\",2026-01-02\nx,soon\n", CALENDAR_HOLIDAYS,
		       ":5: 'soon' is no date; write it as 2026-12-24");
	assert_refused(".csv", "\"na\nme\",day\n\"over\ntwo\",soon\n", CALENDAR_HOLIDAYS, ":3: 'soon'");
}

static void odd_csv_is_refused(void **state)
{
	(void)state;
	assert_refused(".csv", "person,from\nann\n", CALENDAR_LEAVE, ":2: from is empty");
	assert_refused(".csv", "person,to\nann,2026-01-01\n", CALENDAR_LEAVE, ":1: no column from in the header");
	assert_refused(".csv", "person,from,to\nann,2026-01-02,2026-01-01\n", CALENDAR_LEAVE, ":2: it ends on 2026-01-01, before it begins");
	assert_refused(".csv", "person,days\nann,Mo,Tu\n", CALENDAR_PEOPLE, ":2: 3 fields, the header has 2; put quotes");
	assert_refused(".csv", "person,days\nann,Mo-Fry\n", CALENDAR_PEOPLE, ":2: 'Mo-Fry' is no list of weekdays");
	assert_refused(".csv", "person,days\nann,\"Mo\nbea,Tu\n", CALENDAR_PEOPLE, ":2: a quote is not closed");
	assert_refused(".csv", "\n\n", CALENDAR_HOLIDAYS, ": no header line");
	assert_refused(".csv", "", CALENDAR_HOLIDAYS, "is empty");
	assert_refused(".csv", "day,name\n2026-01-02,Caf\xE9\n", CALENDAR_HOLIDAYS, "is no UTF-8 text");
	assert_refused(".csv", "<html>", CALENDAR_HOLIDAYS, "is a web page");
	struct error err = { 0 };
	json_auto_t *rows = json_array();
	assert_false(read_bytes(".csv", "day\n\0", 5, CALENDAR_HOLIDAYS, rows, &err));
	assert_false(calendar_file_read("/nowhere/leave.csv", CALENDAR_LEAVE, rows, &err));
	assert_string_equal(err.text, "cannot open /nowhere/leave.csv: No such file or directory; correct the name, or leave the "
				      "setting empty");
	assert_int_equal(err.kind, ERROR_CONFIG);
	assert_false(calendar_file_read("/tmp", CALENDAR_LEAVE, rows, &err));
	assert_int_equal(err.kind, ERROR_CONFIG);
}

static void whole_days_end_exclusively(void **state)
{
	(void)state;
	assert_rows(".ics", ICS(EVENT("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227\r\nSUMMARY:Closed\\, all of us\r\n")
				EVENT("DTSTART;VALUE=DATE:20260101\r\nSUMMARY:One day\r\n")
				EVENT("DTSTART;VALUE=DATE:20260201\r\nDTEND;VALUE=DATE:20260201\r\n")
				EVENT("DTSTART;VALUE=DATE:20260228\r\nDURATION:P2D\r\n")),
		    CALENDAR_HOLIDAYS,
		    "[{\"first\":\"2026-12-24\",\"last\":\"2026-12-26\",\"line\":4,\"rank\":1,\"words\":\"Closed, all of us\"},"
		    "{\"first\":\"2026-01-01\",\"last\":\"2026-01-01\",\"line\":10,\"rank\":1,\"words\":\"One day\"},"
		    "{\"first\":\"2026-02-01\",\"last\":\"2026-02-01\",\"line\":15,\"rank\":1,\"words\":\"\"},"
		    "{\"first\":\"2026-02-28\",\"last\":\"2026-03-01\",\"line\":20,\"rank\":1,\"words\":\"\"}]");
}

static void times_keep_their_zone(void **state)
{
	(void)state;
	assert_rows("", ICS(EVENT("DTSTART:20260701T170000Z\r\nDTEND:20260702T010000Z\r\n")
			    EVENT("DTSTART;TZID=America/New_York:20260701T090000\r\nDTEND;TZID=America/New_York:20260701T173000\r\n")
			    EVENT("DTSTART:20260701T090000\r\nDURATION:PT8H\r\n")
			    EVENT("DTSTART:20260701T090000Z\r\n")),
		    CALENDAR_HOLIDAYS,
		    "[{\"ends\":\"2026-07-02T01:00:00Z\",\"line\":4,\"rank\":1,\"starts\":\"2026-07-01T17:00:00Z\",\"words\":\"\"},"
		    "{\"ends\":\"2026-07-01T21:30:00Z\",\"line\":9,\"rank\":1,\"starts\":\"2026-07-01T13:00:00Z\",\"words\":\"\"},"
		    "{\"ends\":\"2026-07-01T17:00:00\",\"line\":14,\"rank\":1,\"starts\":\"2026-07-01T09:00:00\",\"words\":\"\"},"
		    "{\"ends\":\"2026-07-01T09:00:00Z\",\"line\":19,\"rank\":1,\"starts\":\"2026-07-01T09:00:00Z\",\"words\":\"\"}]");
}

static void zones_may_be_the_files_own(void **state)
{
	(void)state;
	assert_rows(".ics", ICS("BEGIN:VTIMEZONE\r\nTZID:Works\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
				"TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
				EVENT("DTSTART;TZID=Works:20260701T090000\r\nDTEND;TZID=Works:20260701T170000\r\n")),
		    CALENDAR_HOLIDAYS,
		    "[{\"ends\":\"2026-07-01T14:00:00Z\",\"line\":12,\"rank\":1,\"starts\":\"2026-07-01T06:00:00Z\",\"words\":\"\"}]");
}

/* The first days of a series, by rule, exception, addition and replacement. */
static void series(void **state)
{
	(void)state;
	assert_rows(".ics", ICS(EVENT("DTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=YEARLY;COUNT=4\r\nEXDATE;VALUE=DATE:20281225\r\n"
				      "RDATE;VALUE=DATE:20300107,20310107\r\n")
				EVENT("RECURRENCE-ID;VALUE=DATE:20271225\r\nDTSTART;VALUE=DATE:20271227\r\n")
				"BEGIN:VEVENT\r\nUID:2\r\nRECURRENCE-ID;VALUE=DATE:20261225\r\nDTSTART;VALUE=DATE:20260101\r\n"
				"STATUS:CANCELLED\r\nEND:VEVENT\r\n"),
		    CALENDAR_HOLIDAYS,
		    "[{\"first\":\"2026-12-25\",\"last\":\"2026-12-25\",\"line\":4,\"rank\":1,\"words\":\"\"},"
		    "{\"first\":\"2029-12-25\",\"last\":\"2029-12-25\",\"line\":4,\"rank\":1,\"words\":\"\"},"
		    "{\"first\":\"2030-01-07\",\"last\":\"2030-01-07\",\"line\":4,\"rank\":1,\"words\":\"\"},"
		    "{\"first\":\"2031-01-07\",\"last\":\"2031-01-07\",\"line\":4,\"rank\":1,\"words\":\"\"},"
		    "{\"first\":\"2027-12-27\",\"last\":\"2027-12-27\",\"line\":11,\"rank\":1,\"words\":\"\"}]");
}

static size_t rows_of(const char *text)
{
	struct error err = { 0 };
	json_auto_t *rows = json_array();
	if (!read_bytes(".ics", text, strlen(text), CALENDAR_HOLIDAYS, rows, &err))
		fail_msg("%s", err.text);
	return json_array_size(rows);
}

static void series_without_end_stop(void **state)
{
	(void)state;
	assert_int_equal(rows_of(ICS(EVENT("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY\r\n"))), 75);
	assert_int_equal(rows_of(ICS(EVENT("DTSTART;VALUE=DATE:20240229\r\nRRULE:FREQ=YEARLY\r\n"))), 19);
	assert_refused(".ics", ICS(EVENT("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n")),
		       CALENDAR_HOLIDAYS, ":4: this event has an RRULE that cannot be read");
	assert_refused(".ics", ICS(EVENT("DTSTART:20260101T000000Z\r\nRRULE:FREQ=SECONDLY\r\n")), CALENDAR_HOLIDAYS, ":4: this event repeats within the day");
	assert_refused(".ics", ICS(EVENT("DTSTART;VALUE=DATE:20000101\r\nRRULE:FREQ=DAILY\r\n")
				   EVENT("DTSTART;VALUE=DATE:20000101\r\nRRULE:FREQ=DAILY\r\n")
				   EVENT("DTSTART;VALUE=DATE:20000101\r\nRRULE:FREQ=DAILY\r\n")),
		       CALENDAR_HOLIDAYS, ":14: this event is past the 100000th occurrence");
}

static void who_is_away(void **state)
{
	(void)state;
	assert_rows(".ics", ICS(EVENT("DTSTART;VALUE=DATE:20260701\r\nDTEND;VALUE=DATE:20260704\r\nSUMMARY:Ann Lee (vacation)\r\n"
				      "ATTENDEE;PARTSTAT=DECLINED:mailto:no@acme.example\r\nATTENDEE:MAILTO:ann@acme.example\r\n"
				      "ATTENDEE:bea@acme.example\r\nORGANIZER;CN=HR:mailto:hr@acme.example\r\n")),
		    CALENDAR_LEAVE,
		    "[{\"first\":\"2026-07-01\",\"last\":\"2026-07-03\",\"line\":4,\"rank\":1,\"who\":\"Ann Lee (vacation)\",\"words\":\"Ann Lee (vacation)\"},"
		    "{\"first\":\"2026-07-01\",\"last\":\"2026-07-03\",\"line\":4,\"rank\":2,\"who\":\"ann@acme.example\",\"words\":\"Ann Lee (vacation)\"},"
		    "{\"first\":\"2026-07-01\",\"last\":\"2026-07-03\",\"line\":4,\"rank\":2,\"who\":\"bea@acme.example\",\"words\":\"Ann Lee (vacation)\"},"
		    "{\"first\":\"2026-07-01\",\"last\":\"2026-07-03\",\"line\":4,\"rank\":3,\"who\":\"hr@acme.example\",\"words\":\"Ann Lee (vacation)\"}]");
}

static void odd_calendars(void **state)
{
	(void)state;
	assert_rows(".ics", ICS("") ICS(EVENT("LOCATION:\r\nX-ODD;=:\r\nDTSTART;VALUE=DATE:20260701\r\n")), CALENDAR_HOLIDAYS,
		    "[{\"first\":\"2026-07-01\",\"last\":\"2026-07-01\",\"line\":8,\"rank\":1,\"words\":\"\"}]");
	assert_rows(".ics", ICS(EVENT("DTSTART;VALUE=DATE:20260701\r\nSTATUS:CANCELLED\r\n")), CALENDAR_HOLIDAYS, "[]");
	assert_refused(".ics", ICS(EVENT("SUMMARY:never\r\n")), CALENDAR_HOLIDAYS, ":4: this event has no DTSTART");
	assert_refused(".ics", ICS(EVENT("DTSTART;VALUE=DATE:20260701\r\n") EVENT("DTSTART;VALUE=DATE:soon\r\n")), CALENDAR_HOLIDAYS,
		       ":8: this event has a DTSTART that cannot be read");
	assert_refused(".ics", ICS(EVENT("DTSTART;VALUE=DATE:20260701\r\nRRULE:FREQ=SOMETIMES\r\n")), CALENDAR_HOLIDAYS,
		       ":4: this event has a RRULE that cannot be read");
	assert_refused(".ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:2026", CALENDAR_HOLIDAYS, "was cut short");
	assert_refused(".ics", ICS(EVENT("DTSTART;VALUE=DATE:20260701\r\n") "BEGIN:VEVEN\r\nUID:2\r\nDTSTART;VALUE=DATE:20260701\r\nEND:VEVENT\r\n"),
		       CALENDAR_HOLIDAYS, ": 1 events begin, 2 end, 1 can be read: it is damaged");
	assert_refused(".ics", "day,name\n", CALENDAR_HOLIDAYS, "does not end with END:VCALENDAR");
	assert_refused(".ics", ICS(""), CALENDAR_PEOPLE, "who works when is a CSV");
}

static void days_that_are_none(void **state)
{
	(void)state;
	assert_refused(".ics", ICS(EVENT("DTSTART;VALUE=DATE:20268562\r\n")), CALENDAR_HOLIDAYS,
		       ":4: this event has a DTSTART that is no day from 1601 on");
	assert_refused(".ics", ICS(EVENT("DTSTART;VALUE=DATE:00010101\r\n")), CALENDAR_HOLIDAYS, "DTSTART that is no day");
	assert_refused(".ics", ICS(EVENT("DTSTART;VALUE=DATE:20261225\r\nRDATE;VALUE=DATE:20269999\r\n")), CALENDAR_HOLIDAYS,
		       "RDATE that is no day");
	assert_refused(".ics", ICS(EVENT("DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:14328562\r\n")), CALENDAR_LEAVE,
		       "this event");
	assert_refused(".ics", ICS(EVENT("DTSTART:20261225T090000Z\r\nDTEND:20261225T080000Z\r\n")), CALENDAR_LEAVE,
		       "this event ends before it begins");
	assert_refused(".ics", ICS(EVENT("DTSTART:20261225T090000Z\r\nDURATION:P9999W\r\n")), CALENDAR_LEAVE,
		       "this event lasts longer than ten years");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates),
		cmocka_unit_test(weekdays),
		cmocka_unit_test(hours),
		cmocka_unit_test(csv_of_each_kind),
		cmocka_unit_test(csv_lines_are_those_of_the_file),
		cmocka_unit_test(odd_csv_is_refused),
		cmocka_unit_test(whole_days_end_exclusively),
		cmocka_unit_test(times_keep_their_zone),
		cmocka_unit_test(zones_may_be_the_files_own),
		cmocka_unit_test(series),
		cmocka_unit_test(series_without_end_stop),
		cmocka_unit_test(who_is_away),
		cmocka_unit_test(odd_calendars),
		cmocka_unit_test(days_that_are_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
