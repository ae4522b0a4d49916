/* The first sheet: five figures, what to do today, the teams beneath, what was not
 * checked, the trend. As wide as a phone. */
#ifndef REPORTS_SUMMARY_H
#define REPORTS_SUMMARY_H

#include "lib/out/sheet.h"
#include "lib/store/db.h"

/* says is the line under the title; reps how many were looked at. */
bool summary_write(struct sheet_book *book, struct db *db, const char *title, const char *says,
		   const char *reps, struct error *err);

#endif
