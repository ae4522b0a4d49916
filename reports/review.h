/* What comes back in a workbook: the cells to fill in of the sheets Findings and Coaching
 * flags. Columns are found by their titles, wherever they are and whatever the sheet is
 * called now; each row says by its mark what it was written from. */
#ifndef REPORTS_REVIEW_H
#define REPORTS_REVIEW_H

#include "lib/base/error.h"
#include "lib/store/db.h"

/* Titles, as they are written. */
#define REVIEW_DECISION "Decision"
#define REVIEW_NOTE "Note"
#define REVIEW_ON "On"
#define REVIEW_FINDING "Finding"
#define REVIEW_FLAG "Flag"
#define REVIEW_MARK "Mark"
#define REVIEW_RECORD "Record"
#define REVIEW_REP "Rep"

/* The words of their lists; end with NULL. */
extern const char *const review_finding_words[];
extern const char *const review_flag_words[];

/* What the document says of itself; "" where it does not. */
struct review_book {
	char sha256[65];
	char organisation[100], owner[100];
	char saved_by[100];
	char saved_at[24];     /* YYYY-MM-DDTHH:MM:SSZ */
};

/* Fills stage_decision with the rows that have something in them, inside the caller's
 * transaction. ERROR_DATA: what lib/out/xlsx_read.h refuses, a workbook of another
 * organisation than the one named, one without such a sheet. */
bool review_read(const char *path, const char *organisation, struct db *db, struct review_book *ret, struct error *err);

#endif
