#include "lib/audit/calendar_file.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"
#include "lib/crm/csv_file.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

enum { MOST = 64 * 1024 * 1024 };

static bool read_whole(const char *path, struct text *ret, struct error *err)
{
	scoped_file FILE *file = fopen(path, "re");
	if (file == NULL)
		return error_set(err, ERROR_CONFIG, "cannot open %s: %s; correct the name, or leave the setting empty", path,
				 strerror(errno));
	char piece[16 * 1024];
	for (size_t length; (length = fread(piece, 1, sizeof piece, file)) > 0;) {
		text_add(ret, piece, length);
		if (ret->length > MOST)
			return error_set(err, ERROR_DATA, "%s is larger than %d MiB: no calendar is", path, MOST >> 20);
	}
	return !ferror(file) || error_set(err, ERROR_CONFIG, "cannot read %s: %s", path, strerror(errno));
}

/* Also refuses NUL, which would end the text early. */
static bool check_text(const char *path, const struct text *text, struct error *err)
{
	json_auto_t *proof = json_stringn(text->bytes, text->length);
	if (proof && memchr(text->bytes, '\0', text->length) == NULL)
		return true;
	return error_set(err, ERROR_DATA, "%s is no UTF-8 text: make it that, as by iconv -f WINDOWS-1252 -t UTF-8", path);
}

static bool is_ics(const char *path, const char *text)
{
	static const char begin[] = "BEGIN:VCALENDAR";
	size_t length = strlen(path);
	while (isspace((unsigned char)*text))
		text++;
	return strncasecmp(text, begin, sizeof begin - 1) == 0 || (length > 4 && strcasecmp(path + length - 4, ".ics") == 0);
}

bool calendar_file_read(const char *path, enum calendar_kind kind, json_t *rows, struct error *err)
{
	scoped_text struct text text = { 0 };
	size_t skip;
	if (!read_whole(path, &text, err) ||
	    !file_text_begin(path, text.bytes ? text.bytes : "", text.length, &skip, err) || !check_text(path, &text, err))
		return false;
	if (!is_ics(path, text.bytes + skip))
		return calendar_csv_read(path, text.bytes + skip, kind, rows, err);
	if (kind == CALENDAR_PEOPLE)
		return error_set(err, ERROR_DATA, "%s is a calendar: who works when is a CSV with person, start, end, days", path);
	return calendar_ics_read(path, text.bytes + skip, kind, rows, err);
}
