/* Findings and coaching flags for other programs, in the session's scope. */
#ifndef REPORTS_FINDINGS_H
#define REPORTS_FINDINGS_H

#include "lib/base/error.h"
#include "lib/base/settings.h"
#include "lib/store/db.h"
#include "lib/store/run.h"

/* Writes FOLDER/findings.json and FOLDER/coaching.json, making the folder where there
 * is none; _csv the same as .csv. *ret_path is the first of the two, new. See
 * lib/out/export.h for their form and the errors. */
bool report_findings_json(struct db *db, const struct settings *settings, const struct run *run,
			  const char *folder, char **ret_path, struct error *err);
bool report_findings_csv(struct db *db, const struct settings *settings, const struct run *run,
			 const char *folder, char **ret_path, struct error *err);

#endif
