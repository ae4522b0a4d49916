/* Holidays, leave and working times as CSV. */
#include "tests/fuzz/support/calendar.h"
#include "tests/fuzz/support/fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char calendar[] = "begin:vcalendar";
	scoped_text struct text copy = { 0 };
	text_add(&copy, (const char *)bytes, length);
	if (strcasestr(copy.bytes, calendar))
		return 0;
	for (int kind = CALENDAR_HOLIDAYS; kind <= CALENDAR_PEOPLE; kind++) {
		json_auto_t *rows = fuzz_calendar(bytes, length, (enum calendar_kind)kind);
		/* inside of quotes line ends are data */
		if (!memchr(copy.bytes, '"', length))
			fuzz_calendar_crlf(bytes, length, (enum calendar_kind)kind, rows);
	}
	return 0;
}
