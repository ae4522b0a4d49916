/* The files that [calendar] names, read into rows that SQL takes as JSON.
 *
 * A row of holidays or leave has place (its number in the file, the same for all that one
 * event says), line, words, and its days: "first" and "last" (YYYY-MM-DD, both included),
 * or "starts" and "ends" of an event with times ("…Z", without Z on the organisation's
 * clock). A row of leave or people has "who" and "rank": an event may say in several ways
 * who is away, its title first, then its attendees, then its organiser; the first that
 * names somebody counts. A row of people has first, last and weekdays ("{1,2,3}"), each
 * left out where the file says nothing. */
#ifndef AUDIT_CALENDAR_FILE_H
#define AUDIT_CALENDAR_FILE_H

#include "lib/base/error.h"

#include <jansson.h>
#include <stdbool.h>

enum calendar_kind { CALENDAR_HOLIDAYS, CALENDAR_LEAVE, CALENDAR_PEOPLE };

/* Appends to rows, an array. What begins with BEGIN:VCALENDAR or is named .ics is read as
 * that, all else as CSV with a header. ERROR_CONFIG: the file cannot be read; ERROR_DATA,
 * with its line: what is in it. */
bool calendar_file_read(const char *path, enum calendar_kind kind, json_t *rows, struct error *err);

/* The same from text already in memory. For calendar_file.c. */
bool calendar_csv_read(const char *path, const char *text, enum calendar_kind kind, json_t *rows, struct error *err);
bool calendar_ics_read(const char *path, const char *text, enum calendar_kind kind, json_t *rows, struct error *err);

#endif
