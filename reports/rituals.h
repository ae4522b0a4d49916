/* The workbooks of reviews that have a rhythm: pipeline, leads, rep-review. When each is due
 * is in sql/schema/025_team.sql. */
#ifndef REPORTS_RITUALS_H
#define REPORTS_RITUALS_H

#include "lib/base/error.h"
#include "lib/base/settings.h"
#include "lib/store/db.h"
#include "lib/store/run.h"

/* Writes FOLDER/rituals/NAME.xlsx, and with the pipeline's closings.csv, as the CRM's own
 * loader takes it; the session's scope is the run's, all reps. *ret_paths is new.
 * ERROR_USAGE for a name that is no ritual's; those of reports/workbook.h. */
bool report_ritual(struct db *db, const struct settings *settings, const struct run *run, const char *folder,
		   const char *name, char ***ret_paths, struct error *err);

/* The names of those that have a workbook in FOLDER/rituals, with spaces between. New. */
char *rituals_present(const char *folder);

#endif
