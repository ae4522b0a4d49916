#include "reports/letter.h"

#include "lib/base/text.h"
#include "reports/workbook.h"

#include <string.h>

static bool is_kind(const struct letter *letter, const char *kind)
{
	return strcmp(letter->kind, kind) == 0;
}

/* "Sales review, team of …". New. */
static char *title_of(const struct letter *letter)
{
	if (is_kind(letter, "ritual"))
		return string_new(letter->name);
	if (is_kind(letter, "unassigned"))
		return string_new("Sales review, what belongs to no team");
	if (is_kind(letter, "manager"))
		return string_format("Sales review, team of %s", letter->name);
	return string_new("Sales review");
}

/* "Open fails: 12, ▲ 3 since 29 Jun" */
static bool put_figures(struct db *db, struct text *words, struct error *err)
{
	scoped_result PGresult *figures = NULL;
	if (!db_rows(db, "reports/summary_figures", NO_PARAMS, &figures, err))
		return false;
	for (int row = 0; row < PQntuples(figures); row++) {
		const char *teams = db_value(figures, row, "teams"), *change = db_value(figures, row, "change");
		text_format(words, "%s: %s%s%s, %s\n", db_value(figures, row, "what"), db_value(figures, row, "now"),
			    *teams ? ", with the teams beneath " : "", teams, change);
	}
	return true;
}

/* Lines within become one. */
static void put_line(struct text *words, const char *line)
{
	for (; *line; line++)
		if (*line == '\n')
			text_put(words, "; ");
		else
			text_char(words, *line);
}

/* Severity in words, for a plain text has no colours. */
static void put_action(struct text *words, int number, const PGresult *rows, int row)
{
	const char *severity = db_value(rows, row, "severity"), *rep = db_value(rows, row, "rep"), *label = db_value(rows, row, "label");
	if (*severity)
		text_format(words, "%d. ", number);
	put_line(words, db_value(rows, row, "what"));
	if (*severity)
		text_format(words, " (%s%s%s%s%s)", severity, *rep ? ", " : "", rep, *label ? ", " : "", label);
	text_char(words, '\n');
}

static bool put_actions(struct db *db, struct text *words, struct error *err)
{
	enum { MOST = 8 };
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "reports/summary_todo", NO_PARAMS, &rows, err))
		return false;
	int count = PQntuples(rows);
	text_put(words, count ? "\nFirst today:\n" : "\nThere is nothing to do today.\n");
	for (int row = 0; row < count && row < MOST; row++)
		put_action(words, row + 1, rows, row);
	if (count > MOST)
		text_put(words, "The workbook has the others.\n");
	return true;
}

static void put_where(struct text *words, const struct letter *letter)
{
	if (letter->lies == NULL)
		text_put(words, "The workbook is attached.");
	else if (letter->too_large)
		text_format(words, "The workbook has %s and is too large to be attached; it lies at %s", letter->too_large, letter->lies);
	else
		text_format(words, "The workbook lies at %s", letter->lies);
	text_char(words, '\n');
}

static bool put_scope(struct db *db, struct text *words, const struct letter *letter, struct error *err)
{
	if (*letter->whose && !db_run(db, "reports/team", PARAMS(letter->whose), err))
		return false;
	return put_figures(db, words, err) && put_actions(db, words, err);
}

static bool put_body(struct db *db, struct text *words, const struct letter *letter, struct error *err)
{
	if (letter->instead_of)
		text_format(words, "A trial: this would have gone to %s.\n\n", letter->instead_of);
	put_where(words, letter);
	if (is_kind(letter, "ritual")) {
		text_format(words, "It is written %s; this is its day.\n", letter->rhythm);
		return true;
	}
	if (*letter->news)
		text_format(words, "New: %s.\n\n", letter->news);
	else
		text_put(words, "Nothing is new since the last one.\n\n");
	if (!put_scope(db, words, letter, err))
		return false;
	text_format(words, "\nFill in the yellow cells and hand the file back: what you decide is in the next one.\n%s\n", workbook_purpose);
	return true;
}

bool letter_write(struct db *db, const struct settings *settings, const struct run *run, const struct letter *letter,
		  char **ret_subject, char **ret_text, struct error *err)
{
	scoped_result PGresult *facts = NULL;
	const char *organisation = settings_get(settings, "org", "name");
	scoped_text struct text words = { 0 };
	if (!db_rows(db, "reports/about", PARAMS(settings_get(settings, "org", "timezone")), &facts, err))
		return false;
	scoped_free char *title = title_of(letter);
	text_format(&words, "%s, %s, as of %s.\n", title, organisation, db_value(facts, 0, "as_of"));
	struct error late = { 0 };
	bool good = put_body(db, &words, letter, err);
	if (!run_scope(db, settings, run, good ? err : &late) || !good)
		return false;
	*ret_subject = string_format("%s%s%s%s, %s, %s", letter->instead_of ? "[for " : "", letter->instead_of ? letter->instead_of : "",
				     letter->instead_of ? "] " : "", title, organisation, run->as_of_day);
	*ret_text = text_give(&words);
	return true;
}

bool letter_summary(struct db *db, const struct settings *settings, const struct run *run, const char *news, char **ret_text,
		    struct error *err)
{
	scoped_text struct text words = { 0 };
	text_format(&words, "Sales review of %s, night of %s\n", settings_get(settings, "org", "name"), run->as_of_day);
	if (!put_figures(db, &words, err))
		return false;
	if (*news)
		text_format(&words, "New: %s\n", news);
	*ret_text = text_give(&words);
	return true;
}
