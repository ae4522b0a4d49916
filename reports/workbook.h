/* A whole workbook for the session's scope: the summary, then the pages, then the
 * coverage. Every sheet is there every night, also when it has no rows. */
#ifndef REPORTS_WORKBOOK_H
#define REPORTS_WORKBOOK_H

#include "lib/base/error.h"
#include "lib/base/settings.h"
#include "lib/store/db.h"
#include "lib/store/run.h"

/* Properties of the document, by which "review" knows whose and of which night it is.
 * One of them, the owner, only a workbook that is one person's has. */
#define WORKBOOK_ORGANISATION "crmaudit organisation"
#define WORKBOOK_DAY "crmaudit day"
#define WORKBOOK_OWNER "crmaudit owner"

/* What the figures of people are for, a sentence. */
extern const char workbook_purpose[];

struct page;
struct sheet_book;
struct workbook {
	const char *name;             /* of its file, without the ending */
	const char *who;              /* what it calls itself, "Sales review" */
	const struct page *pages;     /* before the coverage; NULL: the summary and all */
	const char *owner;            /* whose it is, or NULL: decisions in it are that person's */
};

/* Writes FOLDER/NAME.xlsx, making the folder where there is none. The session's scope must
 * be the run's; for sheets that agree with each other, be inside db_begin(). *ret_path is new.
 * Errors: those of lib/out/sheet.h, ERROR_CREATE for the folder. */
bool workbook_write(struct db *db, const struct settings *settings, const struct run *run,
		    const char *folder, const struct workbook *workbook, char **ret_path, struct error *err);

/* The same up to sheet_save(), which the caller does. *ret is new. */
bool workbook_fill(struct db *db, const struct settings *settings, const struct run *run, const char *folder,
		   const struct workbook *workbook, struct sheet_book **ret, char **ret_path, struct error *err);

#endif
