#include "reports/rep.h"

#include "lib/base/text.h"
#include "reports/workbook.h"

bool report_rep(struct db *db, const struct settings *settings, const struct run *run,
		const char *folder, char **ret_path, struct error *err)
{
	scoped_result PGresult *named = NULL;
	if (*run->rep == '\0')
		return error_set(err, ERROR_BUG, "a rep's workbook needs a scope of one rep");
	if (!db_rows(db, "reports/rep_file", PARAMS(run->rep), &named, err))
		return false;
	if (PQntuples(named) == 0)
		return error_set(err, ERROR_USAGE, "run %s knows no rep %s; see [reps]", run->id, run->rep);
	if (!db_run(db, "reports/rep_findings", NO_PARAMS, err))
		return false;
	scoped_free char *who = string_format("Review of %s", db_value(named, 0, "name"));
	const struct workbook workbook = { .name = db_value(named, 0, "file"), .who = who };
	return workbook_write(db, settings, run, folder, &workbook, ret_path, err);
}
