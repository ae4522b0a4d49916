/* Holidays and leave as .ics: the same occurrences, whichever they are taken for. */
#include "tests/fuzz/support/calendar.h"
#include "tests/fuzz/support/fuzz.h"

#include <string.h>

static bool same(const json_t *a, const json_t *b, const char *key)
{
	const json_t *left = json_object_get(a, key), *right = json_object_get(b, key);
	return (left == NULL && right == NULL) || json_equal(left, right);
}

static bool same_span(const json_t *a, const json_t *b)
{
	return same(a, b, "place") && same(a, b, "line") && same(a, b, "words") && same(a, b, "first") &&
	       same(a, b, "last") && same(a, b, "starts") && same(a, b, "ends");
}

/* Every row of leave stands in the order of the holidays that it comes from. */
static void compare(const json_t *holidays, const json_t *leave)
{
	size_t at = 0;
	for (size_t i = 0; i < json_array_size(leave); i++) {
		const json_t *row = json_array_get(leave, i);
		while (at < json_array_size(holidays) && !same_span(json_array_get(holidays, at), row))
			at++;
		truth(at < json_array_size(holidays), "row %zu of leave is an occurrence", i);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	scoped_text struct text file = { 0 };
	text_put(&file, "BEGIN:VCALENDAR\n");
	text_add(&file, (const char *)bytes, length);
	json_auto_t *holidays = fuzz_calendar(file.bytes, file.length, CALENDAR_HOLIDAYS);
	json_auto_t *leave = fuzz_calendar(file.bytes, file.length, CALENDAR_LEAVE);
	truth((holidays == NULL) == (leave == NULL), "both are refused or none is");
	if (holidays)
		compare(holidays, leave);
	fuzz_calendar_crlf(file.bytes, file.length, CALENDAR_HOLIDAYS, holidays);
	return 0;
}
