#include "tests/fuzz/support/calendar.h"

#include "lib/base/days.h"
#include "tests/fuzz/support/fuzz.h"

#include <string.h>

static const char *word(const json_t *row, const char *key)
{
	const json_t *value = json_object_get(row, key);
	truth(value == NULL || json_is_string(value), "%s is text", key);
	return json_string_value(value);
}

static void check_day(const char *day)
{
	char same[11];
	truth(day == NULL || (days_date(day, same) && strcmp(day, same) == 0), "'%s' is a day", day);
}

/* "2026-11-02T09:00:00", with Z or without. */
static void check_instant(const char *instant)
{
	if (instant == NULL)
		return;
	char day[11] = "";
	size_t length = strlen(instant);
	truth((length == 19 || (length == 20 && instant[19] == 'Z')) && instant[10] == 'T', "'%s' is an instant", instant);
	memcpy(day, instant, 10);
	check_day(day);
}

static void check_span(const json_t *row, enum calendar_kind kind)
{
	const char *first = word(row, "first"), *last = word(row, "last");
	const char *starts = word(row, "starts"), *ends = word(row, "ends");
	check_day(first);
	check_day(last);
	check_instant(starts);
	check_instant(ends);
	truth((starts == NULL) == (ends == NULL) && !(first && starts), "a span has days or instants");
	truth(kind == CALENDAR_PEOPLE || (first && last) || starts, "a span begins and ends");
	truth(!first || !last || strcmp(first, last) <= 0, "%s is not after %s", first, last);
	truth(!starts || strcmp(starts, ends) <= 0, "%s is not after %s", starts, ends);
}

static void check_row(const json_t *row, enum calendar_kind kind, long long lines)
{
	truth(json_is_object(row), "a row is an object");
	long long line = json_integer_value(json_object_get(row, "line"));
	truth(line >= 1 && line <= lines, "line %lld is one of %lld", line, lines);
	truth(json_integer_value(json_object_get(row, "place")) >= 1, "places count from 1");
	const char *who = word(row, "who");
	truth(kind == CALENDAR_HOLIDAYS || (who && *who), "a row says who");
	check_span(row, kind);
}

json_t *fuzz_calendar(const void *bytes, size_t length, enum calendar_kind kind)
{
	struct error err = { 0 };
	json_auto_t *rows = json_array();
	scoped_fuzz_file struct fuzz_file file = fuzz_file_new(bytes, length);
	if (!calendar_file_read(file.path, kind, rows, &err)) {
		truth_error(&err);
		return NULL;
	}
	long long lines = 1;
	for (const char *at = bytes; (at = memchr(at, '\n', length - (size_t)(at - (const char *)bytes))); at++)
		lines++;
	size_t at;
	json_t *row;
	json_array_foreach(rows, at, row)
		check_row(row, kind, lines);
	return json_incref(rows);
}

void fuzz_calendar_crlf(const void *bytes, size_t length, enum calendar_kind kind, const json_t *rows)
{
	const char *from = bytes;
	scoped_text struct text other = { 0 };
	enum { ROWS = 1000 };   /* a series until 2100 takes its time */
	if (memchr(bytes, '\r', length) || length > 4096 || json_array_size(rows) > ROWS)
		return;
	for (size_t i = 0; i < length; i++) {
		if (from[i] == '\n')
			text_char(&other, '\r');
		text_char(&other, from[i]);
	}
	json_auto_t *again = fuzz_calendar(other.bytes, other.length, kind);
	truth((rows == NULL) == (again == NULL) && (rows == NULL || json_equal(rows, again)), "line ends matter");
}
