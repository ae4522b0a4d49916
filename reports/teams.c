#include "reports/teams.h"

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/out/books.h"
#include "lib/out/replace.h"
#include "reports/manifest.h"
#include "reports/workbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct work {
	const struct settings *settings;
	const struct run *run;
	const char *folder;
	const PGresult *books;
	char **paths;
};

static char *title_of(const char *kind, const char *name)
{
	if (strcmp(kind, "unassigned") == 0)
		return string_new("Sales review: what belongs to no team");
	return string_format(strcmp(kind, "rep") == 0 ? "Review of %s" : "Sales review: team of %s", name);
}

/* The connection may be new, and has the last one's scope else. */
static bool fill_book(struct db *db, size_t one, void *context, struct sheet_book **ret, struct error *err)
{
	const struct work *work = context;
	const char *kind = db_value(work->books, (int)one, "kind"), *whose = db_value(work->books, (int)one, "whose");
	bool is_rep = strcmp(kind, "rep") == 0;
	struct run run = *work->run;
	snprintf(run.rep, sizeof run.rep, "%s", is_rep ? whose : "");
	if (!run_scope(db, work->settings, &run, err) ||
	    (!is_rep && !db_run(db, "reports/team", PARAMS(whose), err)))
		return false;
	scoped_free char *title = title_of(kind, db_value(work->books, (int)one, "name"));
	const struct workbook workbook = {
		.name = db_value(work->books, (int)one, "file"),
		.who = title,
		.owner = strcmp(kind, "manager") == 0 ? db_value(work->books, (int)one, "name") : NULL,
	};
	return workbook_fill(db, work->settings, &run, work->folder, &workbook, ret, &work->paths[one], err);
}

static bool make_folders(const PGresult *books, const char *folder, struct error *err)
{
	for (int row = 0; row < PQntuples(books); row++) {
		const char *file = db_value(books, row, "file");
		scoped_free char *place = string_format("%s/%.*s", folder, (int)strcspn(file, "/"), file);
		if (!replace_folder(place, err))
			return false;
	}
	return true;
}

static bool write_books(struct db *db, struct work *work, struct error *err)
{
	size_t count = (size_t)PQntuples(work->books);
	scoped_free struct error *errors = memory_new(count + 1, sizeof *errors);
	const struct books_work books = { .fill = fill_book, .context = work, .count = count };
	size_t failed = books_write(db, &books, 0, errors);
	bool told = false;
	for (size_t one = 0; one < count; one++) {
		if (errors[one].kind == ERROR_NONE)
			continue;
		if (told)
			log_line(LOG_WARN, "%s", errors[one].text);
		else
			*err = errors[one];
		told = true;
	}
	return failed == 0 || error_context(err, "workbooks not written: %zu of %zu", failed, count);
}

static bool tell_unknown(struct db *db, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "audit/delegates_unknown", NO_PARAMS, &rows, err))
		return false;
	for (int row = 0; row < PQntuples(rows); row++)
		log_line(LOG_WARN, "[managers] delegates: '%s' is no user of the CRM", db_value(rows, row, "who"));
	return true;
}

bool report_teams(struct db *db, const struct settings *settings, const struct run *run, const char *folder,
		  char ***ret_paths, struct error *err)
{
	scoped_result PGresult *books = NULL;
	if (*run->rep)
		return error_set(err, ERROR_BUG, "managers' workbooks are for all reps, the scope is %s", run->rep);
	if (!tell_unknown(db, err) || !db_rows(db, "reports/workbooks", NO_PARAMS, &books, err) ||
	    !make_folders(books, folder, err))
		return false;
	size_t count = (size_t)PQntuples(books);
	scoped_list char **paths = memory_new(count + 2, sizeof *paths);
	struct work work = { settings, run, folder, books, paths };
	bool good = write_books(db, &work, err);
	struct error late = { 0 };
	if (!run_scope(db, settings, run, good ? err : &late) || !good)
		return false;
	if (!manifest_write(db, settings, folder, &paths[count], err))
		return false;
	*ret_paths = steal(paths);
	return true;
}
