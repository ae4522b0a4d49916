/* Holidays, leave and working times as CSV. */
#include "tests/fuzz/support/calendar.h"
#include "tests/fuzz/support/fuzz.h"

#include <string.h>

static size_t count_stops(const char *line, char stop)
{
	size_t count = 0;
	for (; *line && *line != '\n' && *line != '\r'; line++)
		count += *line == stop;
	return count;
}

/* Without quotes and CR a row is a line. */
static void check_widths(const char *text, const json_t *rows)
{
	const char *header = text + strspn(text, "\xef\xbb\xbf");
	char stop = strcspn(header, ";") < strcspn(header, ",\n") && !count_stops(header, ',') ? ';' : ',';
	long long line = 1;
	size_t at;
	json_t *row;
	header += strspn(header, "\n");
	if (strchr(text, '"') || strchr(text, '\r') || header != text)
		return;
	json_array_foreach(rows, at, row) {
		for (; line < json_integer_value(json_object_get(row, "line")); line++)
			text = strchr(text, '\n') + 1;
		truth(count_stops(text, stop) <= count_stops(header, stop), "line %lld is no wider than the header", line);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char calendar[] = "begin:vcalendar";
	scoped_text struct text copy = { 0 };
	text_add(&copy, (const char *)bytes, length);
	if (strcasestr(copy.bytes, calendar))
		return 0;
	for (int kind = CALENDAR_HOLIDAYS; kind <= CALENDAR_PEOPLE; kind++) {
		json_auto_t *rows = fuzz_calendar(bytes, length, (enum calendar_kind)kind);
		check_widths(copy.bytes, rows);
		/* inside of quotes line ends are data */
		if (!memchr(copy.bytes, '"', length))
			fuzz_calendar_crlf(bytes, length, (enum calendar_kind)kind, rows);
	}
	return 0;
}
