/* What a night found, as JSON and CSV for other programs, in the session's scope. What the
 * columns mean is in reports/README.md; a test holds the two against each other. */
#ifndef REPORTS_EXPORTS_H
#define REPORTS_EXPORTS_H

#include "lib/base/error.h"
#include "lib/store/db.h"
#include "lib/store/run.h"

/* Writes findings, coaching, checks, reps and pipeline as FOLDER/NAME.FORMAT, "json" or "csv",
 * making the folder where there is none. *ret_paths, new, are those files. See
 * lib/out/export.h for their form and the errors. */
bool report_exports(struct db *db, const struct run *run, const char *folder, const char *format, char ***ret_paths,
		    struct error *err);

#endif
