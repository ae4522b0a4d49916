/* The manager's workbook: everything about every rep, for the run in scope. */
#ifndef REPORTS_MANAGER_H
#define REPORTS_MANAGER_H

#include "lib/base/error.h"
#include "lib/base/settings.h"
#include "lib/store/db.h"
#include "lib/store/run.h"

/* Writes FOLDER/manager.xlsx; the session's scope is the run's, all reps. See
 * reports/workbook.h for the rest. *ret_path is new. */
bool report_manager(struct db *db, const struct settings *settings, const struct run *run,
		    const char *folder, char **ret_path, struct error *err);

#endif
