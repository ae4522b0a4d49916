/* A query's rows as JSON or CSV for other programs, in the session's scope. Rows are
 * streamed, so memory stays flat. The form names the columns, in order: what other
 * programs rely on; when their meaning changes, its version goes up.
 *
 * JSON: {"version", "name", "run", "as_of", "as_of_day", "rows": [{…}, …]}; numbers,
 * booleans, null and jsonb are what they are, everything else is text.
 * CSV: RFC 4180, UTF-8, the version as first column. Text that begins with = + - @,
 * full-width or not, a tab or a line end gets a ' in front, so that a spreadsheet does
 * not run it; who reads it by a program takes a leading ' before one of these off.
 *
 * Files are replaced as a whole (lib/out/replace.h). Errors: ERROR_CREATE,
 * ERROR_WRITE, ERROR_BUG for a column that the SQL lacks, those of the database. */
#ifndef OUT_EXPORT_H
#define OUT_EXPORT_H

#include "lib/base/error.h"
#include "lib/store/db.h"
#include "lib/store/run.h"

struct export_form {
	const char *name;     /* of the rows: "findings" */
	const char *sql;
	int version;          /* 0: the form is another program's, and names none (CSV alone) */
	const char *const *columns;   /* of the SQL's; ends with NULL */
};

bool export_json(struct db *db, const struct run *run, const struct export_form *form, const char *path,
		 struct error *err);
bool export_csv(struct db *db, const struct run *run, const struct export_form *form, const char *path,
		struct error *err);

#endif
