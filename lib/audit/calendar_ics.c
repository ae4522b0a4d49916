#include "lib/audit/calendar_file.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <libical/ical.h>

#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum {
	DAY = 24 * 60 * 60,
	FIRST_YEAR = 1601,       /* where the calendars of Windows begin */
	LAST_YEAR = 2100,        /* of the days that the store keeps */
	LONGEST = 10 * 366,      /* days of an event */
	ROWS_MOST = 100000,      /* of one file */
};

SCOPED(component, icalcomponent *, icalcomponent_free)
#define scoped_component __attribute__((cleanup(scope_component)))
SCOPED(iterator, icalrecur_iterator *, icalrecur_iterator_free)
#define scoped_iterator __attribute__((cleanup(scope_iterator)))

struct reader {
	const char *path;
	const char *rest;         /* of the text, behind the beginning of the event under way */
	int line, place;          /* of that event, from 1 */
	bool has_replacements;
	enum calendar_kind kind;
	icalcomponent *root;
	json_t *rows;
	int occurrences;          /* of all events */
	struct error *err;
};

/* An occurrence: days of a date, seconds of an event with times. */
struct span {
	struct icaltimetype start;
	long seconds;
};

/* libical does not tell where it read what. */
static void find_event(struct reader *reader)
{
	static const char begin[] = "BEGIN:VEVENT";
	bool found = false;
	while (!found && *reader->rest) {
		found = strncasecmp(reader->rest, begin, sizeof begin - 1) == 0;
		reader->rest += strcspn(reader->rest, "\n");
		reader->rest += *reader->rest == '\n';
		reader->line++;
	}
}

static bool bad_event(struct reader *reader, const char *what)
{
	return error_set(reader->err, ERROR_DATA, "%s:%d: this event %s", reader->path, reader->line, what);
}

static time_t seconds_of(struct icaltimetype at)
{
	return icaltime_as_timet_with_zone(at, at.zone);
}

static void put_time(json_t *row, const char *key, const char *form, time_t at)
{
	char words[32];
	struct tm utc;
	gmtime_r(&at, &utc);
	strftime(words, sizeof words, form, &utc);
	json_object_set_new(row, key, json_string(words));
}

/* A time without zone stays on the organisation's clock, which is SQL's to know. */
static void put_days(json_t *row, const struct span *span)
{
	time_t start = seconds_of(span->start);
	if (span->start.is_date) {
		put_time(row, "first", "%Y-%m-%d", start);
		put_time(row, "last", "%Y-%m-%d", start + (span->seconds > DAY ? span->seconds - DAY : 0));
		return;
	}
	const char *form = span->start.zone ? "%Y-%m-%dT%H:%M:%SZ" : "%Y-%m-%dT%H:%M:%S";
	put_time(row, "starts", form, start);
	put_time(row, "ends", form, start + span->seconds);
}

static void put_row(struct reader *reader, const struct span *span, const char *summary, int rank, const char *who)
{
	json_t *row = json_pack("{s:i, s:i, s:i, s:s}", "place", reader->place, "line", reader->line, "rank", rank, "words", summary);
	if (who)
		json_object_set_new(row, "who", json_string(who));
	put_days(row, span);
	json_array_append_new(reader->rows, row);
}

static const char *address(const char *value)
{
	return value && strncasecmp(value, "mailto:", 7) == 0 ? value + 7 : value;
}

static bool has_declined(icalproperty *attendee)
{
	icalparameter *status = icalproperty_get_first_parameter(attendee, ICAL_PARTSTAT_PARAMETER);
	return status && icalparameter_get_partstat(status) == ICAL_PARTSTAT_DECLINED;
}

/* A row for every way in which the event says who is away. */
static void put_persons(struct reader *reader, icalcomponent *event, const struct span *span, const char *summary)
{
	if (*summary)
		put_row(reader, span, summary, 1, summary);
	for (icalproperty *property = icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY); property;
	     property = icalcomponent_get_next_property(event, ICAL_ATTENDEE_PROPERTY)) {
		const char *mail = address(icalproperty_get_attendee(property));
		if (mail && !has_declined(property))
			put_row(reader, span, summary, 2, mail);
	}
	icalproperty *organizer = icalcomponent_get_first_property(event, ICAL_ORGANIZER_PROPERTY);
	const char *mail = organizer ? address(icalproperty_get_organizer(organizer)) : NULL;
	if (mail)
		put_row(reader, span, summary, 3, mail);
}

static bool put_occurrence(struct reader *reader, icalcomponent *event, const struct span *span)
{
	if (span->start.year > LAST_YEAR)
		return true;
	if (++reader->occurrences > ROWS_MOST)
		return bad_event(reader, "is past the 100000th occurrence in the file; give its rule an UNTIL");
	const char *summary = icalcomponent_get_summary(event);
	if (reader->kind == CALENDAR_LEAVE)
		put_persons(reader, event, span, summary ? summary : "");
	else
		put_row(reader, span, summary ? summary : "", 1, NULL);
	return true;
}

/* Whether an event of its own stands in place of this occurrence of a series. */
static bool is_replaced(icalcomponent *series, struct icaltimetype start)
{
	const char *uid = icalcomponent_get_uid(series);
	icalcompiter at = icalcomponent_begin_component(icalcomponent_get_parent(series), ICAL_VEVENT_COMPONENT);
	for (icalcomponent *event = icalcompiter_deref(&at); event && uid; event = icalcompiter_next(&at)) {
		struct icaltimetype instead_of = icalcomponent_get_recurrenceid(event);
		const char *other = icalcomponent_get_uid(event);
		if (!icaltime_is_null_time(instead_of) && other && strcmp(other, uid) == 0 &&
		    seconds_of(instead_of) == seconds_of(start))
			return true;
	}
	return false;
}

static bool put_unless_excluded(struct reader *reader, icalcomponent *event, struct icaltimetype first, struct span span)
{
	span.start.is_date = first.is_date;
	span.start.zone = first.zone;
	if (icalproperty_recurrence_is_excluded(event, &first, &span.start) ||
	    (reader->has_replacements && is_replaced(event, span.start)))
		return true;
	return put_occurrence(reader, event, &span);
}

static bool put_series(struct reader *reader, icalcomponent *event, const struct span *first, struct icalrecurrencetype rule)
{
	if (rule.freq < ICAL_DAILY_RECURRENCE)
		return bad_event(reader, "repeats within the day; days off repeat by days, weeks, months or years");
	scoped_iterator icalrecur_iterator *iterator = icalrecur_iterator_new(rule, first->start);
	if (iterator == NULL)
		return bad_event(reader, "has an RRULE that cannot be read");
	for (int tries = 0; tries <= ROWS_MOST; tries++) {
		struct span next = { icalrecur_iterator_next(iterator), first->seconds };
		if (icaltime_is_null_time(next.start) || next.start.year > LAST_YEAR)
			return true;
		if (!put_unless_excluded(reader, event, first->start, next))
			return false;
	}
	return true;
}

/* libical takes any eight digits for a day, and counts on from there. */
static bool check_day(struct reader *reader, const char *name, struct icaltimetype at)
{
	if (at.year >= FIRST_YEAR && at.month >= 1 && at.month <= 12 && at.day >= 1 &&
	    at.day <= icaltime_days_in_month(at.month, at.year))
		return true;
	scoped_free char *what = string_format("has a %s that is no day from %d on", name, FIRST_YEAR);
	return bad_event(reader, what);
}

static bool check_length(struct reader *reader, long seconds)
{
	if (seconds < 0)
		return bad_event(reader, "ends before it begins");
	return seconds <= (long)LONGEST * DAY || bad_event(reader, "lasts longer than ten years");
}

/* The nth RDATE; false when there are fewer. An event has one cursor over its properties,
 * which whoever looks at another property moves: a loop over them would not end. */
static bool more_date(icalcomponent *event, int nth, struct icaltimetype *ret)
{
	icalproperty *property = icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY);
	while (property && nth-- > 0)
		property = icalcomponent_get_next_property(event, ICAL_RDATE_PROPERTY);
	if (property == NULL)
		return false;
	*ret = icalproperty_get_rdate(property).time;
	return true;
}

static bool put_more_dates(struct reader *reader, icalcomponent *event, const struct span *first)
{
	struct span more = *first;
	for (int nth = 0; more_date(event, nth, &more.start); nth++)
		if (!icaltime_is_null_time(more.start) && !(check_day(reader, "RDATE", more.start) &&
							    put_unless_excluded(reader, event, first->start, more)))
			return false;
	return true;
}

/* libical drops a property it cannot read and leaves a note. Only those that say when
 * matter: exports are full of empty LOCATION lines. */
static const char *unreadable(icalcomponent *event)
{
	static const char *const names[] = { "DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID" };
	for (icalproperty *note = icalcomponent_get_first_property(event, ICAL_XLICERROR_PROPERTY); note;
	     note = icalcomponent_get_next_property(event, ICAL_XLICERROR_PROPERTY)) {
		const char *words = icalproperty_get_xlicerror(note);
		for (size_t i = 0; words && i < sizeof names / sizeof *names; i++)
			if (strstr(words, names[i]))
				return names[i];
	}
	return NULL;
}

static bool is_cancelled(icalcomponent *event)
{
	return icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED;
}

static bool take_event(struct reader *reader, icalcomponent *event)
{
	reader->place++;
	find_event(reader);
	const char *name = unreadable(event);
	if (name) {
		scoped_free char *what = string_format("has a %s that cannot be read", name);
		return bad_event(reader, what);
	}
	struct span span = { icalcomponent_get_dtstart(event), 0 };
	struct icaltimetype end = icalcomponent_get_dtend(event);
	if (icaltime_is_null_time(span.start))
		return bad_event(reader, "has no DTSTART");
	if (is_cancelled(event))
		return true;
	if (!check_day(reader, "DTSTART", span.start))
		return false;
	if (!icaltime_is_null_time(end))
		span.seconds = (long)(seconds_of(end) - seconds_of(span.start));
	if (!check_length(reader, span.seconds))
		return false;
	icalproperty *rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
	bool good = rule ? put_series(reader, event, &span, icalproperty_get_rrule(rule)) :
			   put_occurrence(reader, event, &span);
	return good && put_more_dates(reader, event, &span);
}

static bool take_events(struct reader *reader, icalcomponent *calendar)
{
	icalcompiter at = icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT);
	for (icalcomponent *event = icalcompiter_deref(&at); event; event = icalcompiter_next(&at))
		if (!take_event(reader, event))
			return false;
	return true;
}

/* Several calendars in one file come as the children of a root. */
static bool take_calendars(struct reader *reader)
{
	if (icalcomponent_isa(reader->root) == ICAL_VCALENDAR_COMPONENT)
		return take_events(reader, reader->root);
	icalcompiter at = icalcomponent_begin_component(reader->root, ICAL_VCALENDAR_COMPONENT);
	for (icalcomponent *calendar = icalcompiter_deref(&at); calendar; calendar = icalcompiter_next(&at))
		if (!take_events(reader, calendar))
			return false;
	return true;
}

/* libical closes by itself what a file that was cut short leaves open. */
static bool ends_whole(const char *text)
{
	static const char end[] = "END:VCALENDAR";
	size_t length = strlen(text);
	while (length > 0 && isspace((unsigned char)text[length - 1]))
		length--;
	return length >= sizeof end - 1 && strncasecmp(text + length - (sizeof end - 1), end, sizeof end - 1) == 0;
}

static int count_lines(const char *text, const char *begins)
{
	int count = 0;
	for (const char *at = text; *at; at += *at == '\n') {
		count += strncasecmp(at, begins, strlen(begins)) == 0;
		at += strcspn(at, "\n");
	}
	return count;
}

/* What begins or ends wrongly libical passes over, with all that is in it. */
static bool check_whole(const struct reader *reader, const char *text)
{
	int begun = count_lines(text, "BEGIN:VEVENT"), ended = count_lines(text, "END:VEVENT");
	if (begun == reader->place && ended == reader->place)
		return true;
	return error_set(reader->err, ERROR_DATA, "%s: %d events begin, %d end, %d can be read: it is damaged; export it again",
			 reader->path, begun, ended, reader->place);
}

bool calendar_ics_read(const char *path, const char *text, enum calendar_kind kind, json_t *rows, struct error *err)
{
	if (!ends_whole(text))
		return error_set(err, ERROR_DATA, "%s does not end with END:VCALENDAR: it is no calendar, or was cut short; export it again",
				 path);
	icalerror_set_errors_are_fatal(false);
	scoped_component icalcomponent *root = icalparser_parse_string(text);
	if (root == NULL)
		return error_set(err, ERROR_DATA, "%s: no calendar can be read from it: %s", path, icalerror_strerror(icalerrno));
	struct reader reader = { .path = path, .rest = text, .has_replacements = strcasestr(text, "RECURRENCE-ID") != NULL,
				 .kind = kind, .root = root, .rows = rows, .err = err };
	return take_calendars(&reader) && check_whole(&reader, text);
}
