#include "reports/summary.h"

#include "lib/base/text.h"

#include <string.h>

/* Four columns for all tables, 54 characters in all: the 400 dots of a phone. */
static const struct sheet_column figure_columns[] = {
	{ "what", "Figure", 12, .format = SHEET_TEXT },
	{ "now", "Now", 8.5, .format = SHEET_INTEGER },
	{ "change", "Change", 21, .format = SHEET_WRAP },
	{ "", "", 12, .format = SHEET_TEXT },
	{ 0 },
};

/* For who has teams beneath, these counted too. */
static const struct sheet_column upper_columns[] = {
	{ "what", "Figure", 0, .format = SHEET_TEXT },
	{ "now", "Now", 0, .format = SHEET_INTEGER },
	{ "change", "Change", 0, .format = SHEET_WRAP },
	{ "teams", "With teams", 0, .format = SHEET_INTEGER },
	{ 0 },
};

static const struct sheet_column todo_columns[] = {
	{ "rep", "Rep", 0, .format = SHEET_WRAP },
	{ "severity", "Severity", 0, .format = SHEET_SEVERITY },
	{ "what", "What", 0, .format = SHEET_WRAP },
	{ "label", "Record", 0, .format = SHEET_LINK, .id_key = "record_id" },
	{ 0 },
};

static const struct sheet_column team_columns[] = {
	{ "team", "Team of", 0, .format = SHEET_WRAP },
	{ "fails", "Fails", 0, .format = SHEET_INTEGER },
	{ "words", "Beside them", 0, .format = SHEET_WRAP },
	{ "flagged", "To coach", 0, .format = SHEET_INTEGER },
	{ 0 },
};

static const struct sheet_column ritual_columns[] = {
	{ "title", "Review", 0, .format = SHEET_WRAP },
	{ "state", "State", 0, .format = SHEET_STATUS },
	{ "words", "When", 0, .format = SHEET_WRAP },
	{ "file", "File", 0, .format = SHEET_WRAP },
	{ 0 },
};

static const struct sheet_column unchecked_columns[] = {
	{ "what", "What", 0, .format = SHEET_WRAP },
	{ "result", "Result", 0, .format = SHEET_WRAP },
	{ "why", "Why", 0, .format = SHEET_WRAP },
	{ "", "", 0, .format = SHEET_TEXT },
	{ 0 },
};

static const struct sheet_column trend_columns[] = {
	{ "as_of_day", "Day", 0, .format = SHEET_DATE },
	{ "fails", "Fails", 0, .format = SHEET_INTEGER },
	{ "warns", "Warnings", 0, .format = SHEET_INTEGER },
	{ "", "", 0, .format = SHEET_TEXT },
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

static bool put_trend(struct sheet_book *book, struct db *db, struct error *err)
{
	const int lines[] = { 1, 2 };
	return put_block(book, db, "Trend: the last 14 days that were looked at", "reports/summary_trend",
			 trend_columns, "No run is finished yet.", err) &&
	       sheet_chart(book, "Open findings", 0, 2, lines, err);
}

static bool put_figures(struct sheet_book *book, struct db *db, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "reports/summary_figures", NO_PARAMS, &rows, err) || !sheet_heading(book, "Where we stand", err))
		return false;
	return put_rows(book, rows, *db_value(rows, 0, "teams") ? upper_columns : figure_columns, err);
}

/* A block that most workbooks have no rows for, and then no place. */
static bool put_if_any(struct sheet_book *book, struct db *db, const char *heading, const char *sql,
		       const struct sheet_column *columns, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, sql, NO_PARAMS, &rows, err))
		return false;
	return PQntuples(rows) == 0 || (sheet_heading(book, heading, err) && put_rows(book, rows, columns, err));
}

bool summary_write(struct sheet_book *book, struct db *db, const char *title, const char *says,
		   const char *reps, struct error *err)
{
	const struct sheet_page page = { .name = "Summary", .title = title, .says = says, .shape = figure_columns };
	scoped_free char *calm = string_format(strcmp(reps, "0") == 0 ? "Nothing: no reps are yours alone; see the teams."
						: "Nothing new: reps looked at: %s.", reps);
	return sheet_begin(book, &page, err) &&
	       put_figures(book, db, err) &&
	       put_block(book, db, "What to do today", "reports/summary_todo", todo_columns, calm, err) &&
	       put_if_any(book, db, "The teams beneath, most fails first", "reports/summary_teams", team_columns, err) &&
	       put_if_any(book, db, "Reviews", "reports/summary_rituals", ritual_columns, err) &&
	       put_block(book, db, "What was not checked, and why", "reports/summary_unchecked",
			 unchecked_columns, "Everything was checked.", err) &&
	       put_trend(book, db, err);
}
