#include "reports/coaching.h"

#include "lib/base/text.h"
#include "lib/out/ics.h"
#include "lib/out/replace.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool write_invitation(const PGresult *rows, int row, const char *path, struct error *err)
{
	const struct ics_invitation invitation = {
		.uid = db_value(rows, row, "uid"),
		.sequence = atoi(db_value(rows, row, "sequence")),
		.stamp = db_value(rows, row, "stamp"),
		.starts = db_value(rows, row, "starts"),
		.ends = db_value(rows, row, "ends"),
		.summary = db_value(rows, row, "summary"),
		.description = db_value(rows, row, "description"),
		.organizer = { db_value(rows, row, "manager_email"), db_value(rows, row, "manager") },
		.attendee = { db_value(rows, row, "rep_email"), db_value(rows, row, "rep") },
	};
	return ics_write(&invitation, path, err);
}

static bool remove_old(const char *path, struct error *err)
{
	if (unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR)
		return true;
	return error_set(err, ERROR_WRITE, "cannot remove %s, whose coaching flag is not open: %s", path, strerror(errno));
}

bool report_coaching(struct db *db, const char *folder, char ***ret_paths, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	scoped_free char *place = string_format("%s/coaching", folder);
	if (!db_rows(db, "reports/coaching_files", NO_PARAMS, &rows, err))
		return false;
	int count = PQntuples(rows), written = 0;
	scoped_list char **paths = memory_new((size_t)count + 1, sizeof *paths);
	for (int row = 0; row < count; row++) {
		scoped_free char *path = string_format("%s/%s.ics", place, db_value(rows, row, "file"));
		bool wanted = db_flag(rows, row, "is_wanted");
		if (wanted ? !replace_folder(place, err) || !write_invitation(rows, row, path, err) : !remove_old(path, err))
			return false;
		if (wanted)
			paths[written++] = steal(path);
	}
	*ret_paths = steal(paths);
	return true;
}
