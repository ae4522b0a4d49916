/* The workbooks beside the organisation's: one per manager about the own reps, with the
 * teams beneath summed up, one for what belongs to nobody, and where [report] reps says so
 * one per rep. Which there are is in run_workbook (sql/schema/025_team.sql). */
#ifndef REPORTS_TEAMS_H
#define REPORTS_TEAMS_H

#include "lib/base/error.h"
#include "lib/base/settings.h"
#include "lib/store/db.h"
#include "lib/store/run.h"

/* Writes FOLDER/managers/… and FOLDER/reps/…, side by side where the run is committed; then
 * FOLDER/workbooks.json, which says who gets which file, the organisation's too. Files that
 * the manifest before names and this one doesn't are removed. The session's scope is the
 * run's, all reps, and is so again after it. *ret_paths, new, are the workbooks and the
 * manifest. Errors: those of reports/workbook.h, of the first workbook that failed, the
 * others being written; ERROR_WRITE for a file that stays. */
bool report_teams(struct db *db, const struct settings *settings, const struct run *run, const char *folder,
		  char ***ret_paths, struct error *err);

#endif
