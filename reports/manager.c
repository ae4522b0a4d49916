#include "reports/manager.h"

#include "reports/workbook.h"

bool report_manager(struct db *db, const struct settings *settings, const struct run *run,
		    const char *folder, char **ret_path, struct error *err)
{
	if (*run->rep)
		return error_set(err, ERROR_BUG, "manager.xlsx is for all reps, the scope is %s", run->rep);
	const struct workbook workbook = { .name = "manager", .who = "Sales review" };
	return workbook_write(db, settings, run, folder, &workbook, ret_path, err);
}
