#include "reports/rituals.h"

#include "lib/base/text.h"
#include "lib/out/export.h"
#include "reports/pages.h"
#include "reports/workbook.h"

#include <string.h>
#include <unistd.h>

static const struct workbook rituals[] = {
	{ "pipeline", "Pipeline review", pipeline_pages, NULL },
	{ "leads", "Lead review", lead_pages, NULL },
	{ "rep-review", "Rep review", rep_review_pages, NULL },
};

/* quoted: libpq folds other names to lower case */
static const char *const closing_columns[] = { "\"Id\"", "\"StageName\"", "\"Reason\"", NULL };
static const struct export_form closings = { .name = "closings", .sql = "reports/closings_file", .columns = closing_columns };

static const struct workbook *find(const char *name)
{
	for (size_t at = 0; at < sizeof rituals / sizeof rituals[0]; at++)
		if (strcmp(rituals[at].name, name) == 0)
			return &rituals[at];
	return NULL;
}

bool report_ritual(struct db *db, const struct settings *settings, const struct run *run, const char *folder,
		   const char *name, char ***ret_paths, struct error *err)
{
	const struct workbook *ritual = find(name);
	if (ritual == NULL)
		return error_set(err, ERROR_USAGE, "no review is called %s; there are pipeline, leads and rep-review", name);
	scoped_free char *place = string_format("%s/rituals", folder);
	scoped_list char **paths = memory_new(3, sizeof *paths);
	if (!workbook_write(db, settings, run, place, ritual, &paths[0], err))
		return false;
	/* the loader's file is nothing without the records' ids */
	if (ritual->pages == pipeline_pages && !db_is_redacted(db)) {
		paths[1] = string_format("%s/closings.csv", place);
		if (!export_csv(db, run, &closings, paths[1], err))
			return false;
	}
	*ret_paths = steal(paths);
	return true;
}

char *rituals_present(const char *folder)
{
	struct text present = { 0 };
	for (size_t at = 0; at < sizeof rituals / sizeof rituals[0]; at++) {
		scoped_free char *path = string_format("%s/rituals/%s.xlsx", folder, rituals[at].name);
		if (access(path, F_OK) == 0)
			text_format(&present, "%s%s", present.length ? " " : "", rituals[at].name);
	}
	return text_give(&present);
}
