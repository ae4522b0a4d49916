/* The business calendar of a run: [calendar] and the files it names, into the tables of
 * sql/schema/013_calendar.sql. */
#ifndef AUDIT_CALENDAR_H
#define AUDIT_CALENDAR_H

#include "lib/base/error.h"
#include "lib/base/settings.h"
#include "lib/base/text.h"
#include "lib/store/db.h"

#include <stdbool.h>

/* Fills the tables, inside the caller's transaction and after the pull: persons are users
 * of the CRM. Who is none is said in the log. ERROR_CONFIG, ERROR_DATA: a file. */
bool calendar_load(struct db *db, const struct settings *settings, struct error *err);

/* Reads the files alone, and says in words what the calendar is. */
bool calendar_check(const struct settings *settings, struct text *words, struct error *err);

#endif
