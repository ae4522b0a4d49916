/* The words that go out with a workbook: the subject and text of its mail, and the night's
 * summary for a chat. The text says the five figures of the workbook's Summary and what is
 * first to do today. */
#ifndef REPORTS_LETTER_H
#define REPORTS_LETTER_H

#include "lib/base/error.h"
#include "lib/base/settings.h"
#include "lib/store/db.h"
#include "lib/store/run.h"

struct letter {
	const char *kind;        /* a workbook's: organisation, manager, unassigned; or ritual */
	const char *whose;       /* the manager, 'unassigned', '' */
	const char *name;        /* the manager's, the review's title */
	const char *rhythm;      /* of a ritual */
	const char *news;        /* what is new, in words, or "" */
	const char *instead_of;  /* whose it is where somebody else gets it for a trial, or NULL */
	const char *lies;        /* where the workbook lies; NULL: it is attached */
	const char *too_large;   /* why it is not, "31 MB"; or NULL */
};

/* The session's scope is the run's, all reps, and is so again: also where it fails, since what
 * follows a night's delivery counts in it. Both new. */
bool letter_write(struct db *db, const struct settings *settings, const struct run *run, const struct letter *letter,
		  char **ret_subject, char **ret_text, struct error *err);

/* The night in a few lines, of the organisation: figures and names of checks, nobody's name. New. */
bool letter_summary(struct db *db, const struct settings *settings, const struct run *run, const char *news, char **ret_text,
		    struct error *err);

#endif
