/* One rep's workbook: what the manager sees about that rep, and nobody else's rows. */
#ifndef REPORTS_REP_H
#define REPORTS_REP_H

#include "lib/base/error.h"
#include "lib/base/settings.h"
#include "lib/store/db.h"
#include "lib/store/run.h"

/* Writes FOLDER/rep-<alias, else name>.xlsx; run->rep names the rep and the session's
 * scope is set to it. Two reps who would share a file get their ids into its name.
 * ERROR_USAGE when the run knows no such rep. *ret_path is new. */
bool report_rep(struct db *db, const struct settings *settings, const struct run *run,
		const char *folder, char **ret_path, struct error *err);

#endif
