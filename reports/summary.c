#include "reports/summary.h"

#include "lib/base/text.h"

#include <string.h>

static const struct sheet_column figure_columns[] = {
	{ "what", "Figure", 36, .format = SHEET_WRAP },
	{ "now", "Now", 12, .format = SHEET_INTEGER },
	{ "before", "Before", 12, .format = SHEET_INTEGER, .is_quiet = true },
	{ "change", "Change", 58, .format = SHEET_WRAP },
	{ 0 },
};

static const struct sheet_column todo_columns[] = {
	{ "rep", "Rep", 0, .format = SHEET_WRAP },
	{ "severity", "Severity", 0, .format = SHEET_SEVERITY },
	{ "status", "Status", 0, .format = SHEET_STATUS },
	{ "why", "Why", 0, .format = SHEET_WRAP },
	{ "what", "What", 30, .format = SHEET_WRAP },
	{ "label", "Record", 46, .format = SHEET_LINK, .id_key = "record_id" },
	{ 0 },
};

static const struct sheet_column unchecked_columns[] = {
	{ "what", "What", 0, .format = SHEET_WRAP },
	{ "result", "Result", 0, .format = SHEET_TEXT },
	{ "kind", "Of", 0, .format = SHEET_TEXT },
	{ "why", "Why", 0, .format = SHEET_WRAP },
	{ 0 },
};

static const struct sheet_column trend_columns[] = {
	{ "as_of_day", "Day", 0, .format = SHEET_DATE },
	{ "fails", "Fails", 0, .format = SHEET_INTEGER },
	{ "warns", "Warnings", 0, .format = SHEET_INTEGER },
	{ 0 },
};

static bool put_rows(struct sheet_book *book, const PGresult *rows, const struct sheet_column *columns,
		     struct error *err)
{
	if (!sheet_head(book, columns, err))
		return false;
	for (int row = 0; row < PQntuples(rows); row++)
		if (!sheet_row_of(book, rows, row, err))
			return false;
	return true;
}

/* A small table under its heading, or the sentence that stands for no rows. */
static bool put_block(struct sheet_book *book, struct db *db, const char *heading, const char *sql,
		      const struct sheet_column *columns, const char *none, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, sql, NO_PARAMS, &rows, err) || !sheet_heading(book, heading, err))
		return false;
	if (PQntuples(rows) == 0)
		return sheet_says(book, none, err);
	return put_rows(book, rows, columns, err);
}

/* The chart hangs beside its rows and may be longer than they are. */
static bool put_trend(struct sheet_book *book, struct db *db, struct error *err)
{
	const int lines[] = { 1, 2 };
	return put_block(book, db, "Trend: the last 14 days that were looked at", "reports/summary_trend",
			 trend_columns, "No run is finished yet.", err) &&
	       sheet_chart(book, "Open findings", 3, 2, lines, err);
}

bool summary_write(struct sheet_book *book, struct db *db, const char *title, const char *says,
		   const char *reps, struct error *err)
{
	const struct sheet_page page = { .name = "Summary", .title = title, .says = says, .columns_wide = 6 };
	scoped_free char *calm = string_format("Nothing new: reps looked at: %s.", reps);
	return sheet_begin(book, &page, err) &&
	       put_block(book, db, "Where we stand", "reports/summary_figures", figure_columns, "", err) &&
	       put_block(book, db, "What to do today", "reports/summary_todo", todo_columns, calm, err) &&
	       put_block(book, db, "What was not checked, and why", "reports/summary_unchecked",
			 unchecked_columns, "Everything was checked.", err) &&
	       put_trend(book, db, err);
}
