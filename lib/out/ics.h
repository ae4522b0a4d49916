/* An invitation to a meeting as an iCalendar file (RFC 5545, METHOD:REQUEST), which mail
 * and calendar programs offer to send and to put into the calendar. Texts are UTF-8 and
 * may hold anything, line ends too: libical escapes and folds them. */
#ifndef OUT_ICS_H
#define OUT_ICS_H

#include "lib/base/error.h"

#include <stdbool.h>

struct ics_person {
	const char *email;
	const char *name;      /* "" for none */
};

/* Times are UTC, as 20260719T163000Z. All is borrowed. */
struct ics_invitation {
	const char *uid;       /* the same for the same meeting, whatever becomes of it */
	int sequence;          /* grows when it changes, or programs keep what they have */
	const char *stamp;     /* when it was written */
	const char *starts, *ends;
	const char *summary, *description;
	struct ics_person organizer, attendee;
};

/* The file's text. ERROR_BUG for a time that is none. New. */
bool ics_text(const struct ics_invitation *invitation, char **ret, struct error *err);

/* Writes it to path, whole or not at all. Errors also those of lib/out/replace.h. */
bool ics_write(const struct ics_invitation *invitation, const char *path, struct error *err);

#endif
