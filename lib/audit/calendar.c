#include "lib/audit/calendar.h"

#include "lib/audit/calendar_file.h"
#include "lib/base/days.h"
#include "lib/base/log.h"
#include "lib/base/path.h"

#include <stdlib.h>
#include <string.h>

static const struct named_file {
	const char *key;
	enum calendar_kind kind;
} named_files[] = {
	{ "holidays_file", CALENDAR_HOLIDAYS },
	{ "leave_file", CALENDAR_LEAVE },
	{ "people_file", CALENDAR_PEOPLE },
};
enum { FILES = sizeof named_files / sizeof named_files[0] };

/* The rows of one named file; none where the setting is empty. */
static bool read_file(const struct settings *settings, const struct named_file *file, json_t *rows, struct error *err)
{
	scoped_free char *path = settings_file(settings, "calendar", file->key);
	if (*path == '\0' || calendar_file_read(path, file->kind, rows, err))
		return true;
	return error_context(err, "[calendar] %s", file->key);
}

static void add_more_holidays(const struct settings *settings, json_t *rows)
{
	scoped_list char **items = list_new(settings_get(settings, "calendar", "more_holidays"));
	for (char **item = items; *item; item++) {
		char date[11];
		size_t length = strcspn(*item, " \t");
		const char *words = (*item)[length] ? string_trim(*item + length + 1) : "";
		(*item)[length] = '\0';
		if (days_date(*item, date))
			json_array_append_new(rows, json_pack("{s:s, s:s, s:s}", "first", date, "last", date, "words", words));
	}
}

static bool put_hours(struct db *db, const struct settings *settings, const json_t *holidays, struct error *err)
{
	char opens[6], closes[6], weekdays[16];
	scoped_free char *rows = json_dumps(holidays, JSON_COMPACT);
	if (!days_hours(settings_get(settings, "calendar", "hours"), opens, closes) ||
	    !days_weekdays(settings_get(settings, "calendar", "days"), weekdays))
		return error_set(err, ERROR_BUG, "[calendar] hours or days were not checked");
	return db_run(db, "audit/calendar_put",
		      PARAMS(settings_get(settings, "calendar", "timezone"), opens, closes, weekdays,
			     settings_get(settings, "calendar", "holidays"), rows),
		      err);
}

static bool load_holidays(struct db *db, const struct settings *settings, struct error *err)
{
	json_auto_t *rows = json_array();
	add_more_holidays(settings, rows);
	return read_file(settings, &named_files[CALENDAR_HOLIDAYS], rows, err) && put_hours(db, settings, rows, err);
}

/* Few are named, the rest is counted: a file of another company would fill the log. */
static bool say_unknown(struct db *db, const struct settings *settings, const struct named_file *file, const char *rows,
			struct error *err)
{
	enum { NAMED = 5 };
	scoped_result PGresult *unknown = NULL;
	if (!db_rows(db, "audit/calendar_unknown", PARAMS(rows), &unknown, err))
		return false;
	scoped_free char *path = settings_file(settings, "calendar", file->key);
	int count = PQntuples(unknown);
	for (int row = 0; row < count && row < NAMED; row++)
		log_line(LOG_WARN, "%s:%s: '%s' is no user of the CRM, or several; passed over", path_name(path),
			 db_value(unknown, row, "line"), db_value(unknown, row, "who"));
	if (count > NAMED)
		log_line(LOG_WARN, "%s: %d more rows name nobody; see [calendar] %s", path_name(path), count - NAMED, file->key);
	return true;
}

static bool load_persons(struct db *db, const struct settings *settings, const struct named_file *file, const char *put,
			 struct error *err)
{
	json_auto_t *rows = json_array();
	if (!read_file(settings, file, rows, err))
		return false;
	scoped_free char *text = json_dumps(rows, JSON_COMPACT);
	if (!db_run(db, put, PARAMS(text), err))
		return false;
	return json_array_size(rows) == 0 || say_unknown(db, settings, file, text, err);
}

bool calendar_load(struct db *db, const struct settings *settings, struct error *err)
{
	return load_holidays(db, settings, err) &&
	       load_persons(db, settings, &named_files[CALENDAR_LEAVE], "audit/leave_put", err) &&
	       load_persons(db, settings, &named_files[CALENDAR_PEOPLE], "audit/working_pattern_put", err);
}

/* An event gives a row for each of its days and of its ways to say who. */
static int count_entries(const json_t *rows)
{
	int count = 0;
	json_int_t last = 0;
	size_t at;
	json_t *row;
	json_array_foreach(rows, at, row) {
		json_int_t place = json_integer_value(json_object_get(row, "place"));
		count += place != last;
		last = place;
	}
	return count;
}

bool calendar_check(const struct settings *settings, struct text *words, struct error *err)
{
	text_format(words, "%s %s %s, holidays %s", settings_get(settings, "calendar", "days"),
		    settings_get(settings, "calendar", "hours"), settings_get(settings, "calendar", "timezone"),
		    settings_get(settings, "calendar", "holidays"));
	for (const struct named_file *file = named_files; file < named_files + FILES; file++) {
		json_auto_t *rows = json_array();
		if (!read_file(settings, file, rows, err))
			return false;
		if (*settings_get(settings, "calendar", file->key))
			text_format(words, "; entries in %s: %d", file->key, count_entries(rows));
	}
	return true;
}
