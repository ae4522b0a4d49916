#include "reports/review.h"

#include "lib/base/days.h"
#include "lib/base/text.h"
#include "lib/out/xlsx_read.h"
#include "lib/store/run.h"
#include "reports/workbook.h"

#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

const char *const review_finding_words[] = { "fix", "accept", "waive", "dispute", "coached", NULL };
const char *const review_flag_words[] = { "scheduled", "done", "dismissed", NULL };

enum { HEAD_WITHIN = 50, BATCH = 500, LABEL_MOST = 200 };
enum title { DECISION, NOTE, ON, FINDING, FLAG, MARK, RECORD, REP, TITLES };

static const char *const titles[TITLES] = {
	REVIEW_DECISION, REVIEW_NOTE, REVIEW_ON, REVIEW_FINDING, REVIEW_FLAG, REVIEW_MARK, REVIEW_RECORD, REVIEW_REP,
};

struct reading {
	struct db *db;
	struct xlsx *book;
	const char *sheet;
	bool has_head, is_flags;
	int columns[TITLES];   /* -1: there is none */
	int place;
	json_t *rows;
	int sheets;            /* that have such columns */
};

/* Of a foreign text what fits, on one line, whole characters alone. */
static void keep_short(char *ret, size_t room, const char *text)
{
	size_t used = 0, left = strlen(text);
	while (left > 0) {
		size_t length = utf8_length(text, left);
		if (length == 0 || used + length >= room)
			break;
		memcpy(ret + used, text, length);
		if (length == 1 && (unsigned char)*text < ' ')
			ret[used] = ' ';
		used += length;
		text += length;
		left -= length;
	}
	ret[used] = '\0';
}

/* ---- the head */

static bool find_titles(const struct xlsx_row *row, struct reading *reading, bool *ret_twice)
{
	for (int title = 0; title < TITLES; title++)
		reading->columns[title] = -1;
	*ret_twice = false;
	for (size_t at = 0; at < row->count; at++) {
		scoped_free char *text = string_new(row->cells[at].text);
		for (int title = 0; title < TITLES; title++) {
			if (!string_same(string_trim(text), titles[title]))
				continue;
			*ret_twice = *ret_twice || (reading->columns[title] >= 0 && title < RECORD);
			reading->columns[title] = (int)at;
		}
	}
	const int *columns = reading->columns;
	reading->is_flags = columns[FLAG] >= 0;
	return columns[DECISION] >= 0 && columns[NOTE] >= 0 && columns[MARK] >= 0 &&
	       (columns[FINDING] >= 0 || (columns[FLAG] >= 0 && columns[ON] >= 0));
}

static bool read_head(const struct xlsx_row *row, struct reading *reading, struct error *err)
{
	bool is_twice;
	if (row->number > HEAD_WITHIN || !find_titles(row, reading, &is_twice))
		return true;
	if (is_twice)
		return error_set(err, ERROR_DATA, "sheet %.60s, row %ld: two columns have the same title", reading->sheet, row->number);
	reading->has_head = true;
	reading->sheets++;
	return true;
}

/* ---- a row */

static const struct xlsx_cell *cell_of(const struct xlsx_row *row, const struct reading *reading, enum title title)
{
	static const struct xlsx_cell empty = { XLSX_EMPTY, false, "" };
	int column = reading->columns[title];
	return column >= 0 && (size_t)column < row->count ? &row->cells[column] : &empty;
}

static char *text_of(const struct xlsx_row *row, const struct reading *reading, enum title title)
{
	scoped_free char *text = string_new(cell_of(row, reading, title)->text);
	return string_new(string_trim(text));
}

static char *word_of(const struct xlsx_row *row, const struct reading *reading)
{
	char *word = text_of(row, reading, DECISION);
	for (char *at = word; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return word;
}

/* YYYY-MM-DD where the cell is a date, in whichever form; else as it is. */
static char *day_of(const struct xlsx_row *row, const struct reading *reading)
{
	scoped_free char *text = text_of(row, reading, ON);
	char day[11];
	bool is_number = cell_of(row, reading, ON)->kind == XLSX_NUMBER;
	if (is_number ? xlsx_date(reading->book, text, day) : days_date(text, day))
		return string_new(day);
	return steal(text);
}

static char *word_problem(const char *word, const char *const *words)
{
	char shown[60];
	for (const char *const *known = words; *known; known++)
		if (strcmp(word, *known) == 0)
			return string_new("");
	const char *nearest = string_nearest(word, words);
	keep_short(shown, sizeof shown, word);
	scoped_text struct text list = { 0 };
	for (const char *const *known = words; *known; known++)
		text_format(&list, "%s%s", list.length ? ", " : "", *known);
	return nearest ? string_format("'%s' is no decision; did you mean %s?", shown, nearest)
		       : string_format("'%s' is no decision; there are %s", shown, list.bytes);
}

/* What the cells alone are wrong in; "" when nothing is. New. */
static char *problem_of(const struct xlsx_row *row, const struct reading *reading, const char *word, const char *day)
{
	static const enum title inputs[] = { DECISION, NOTE, ON };
	char date[11];
	for (size_t at = 0; at < sizeof inputs / sizeof inputs[0]; at++) {
		const struct xlsx_cell *cell = cell_of(row, reading, inputs[at]);
		if (cell->is_formula || cell->kind == XLSX_FAILED)
			return string_format("%s holds a formula: type the words", titles[inputs[at]]);
	}
	if (reading->is_flags && *day && !days_date(day, date))
		return string_new("On is no date such as 2026-09-30");
	if (*word)
		return word_problem(word, reading->is_flags ? review_flag_words : review_finding_words);
	return string_new(reading->is_flags && *day ? "a day without a decision" : "");
}

static bool put_rows(struct reading *reading, struct error *err)
{
	scoped_free char *rows = json_dumps(reading->rows, JSON_COMPACT);
	if (rows == NULL)
		return error_set(err, ERROR_BUG, "rows of sheet %.60s are no JSON", reading->sheet);
	json_array_clear(reading->rows);
	return db_run(reading->db, "audit/review_put", PARAMS(rows), err);
}

/* Nothing is in it, and nothing was. */
static bool is_blank(const char *word, const char *note, const char *day, const char *mark)
{
	static const char end[] = "-00000000";
	size_t length = strlen(mark);
	bool was_blank = length < sizeof end || strcmp(mark + length - strlen(end), end) == 0;
	return *word == '\0' && *note == '\0' && *day == '\0' && was_blank;
}

static bool read_row(const struct xlsx_row *row, struct reading *reading, struct error *err)
{
	scoped_free char *word = word_of(row, reading), *note = text_of(row, reading, NOTE);
	scoped_free char *mark = text_of(row, reading, MARK);
	scoped_free char *day = reading->is_flags ? day_of(row, reading) : string_new("");
	scoped_free char *problem = problem_of(row, reading, word, day);
	if (*problem == '\0' && is_blank(word, note, day, mark))
		return true;
	scoped_free char *number = text_of(row, reading, reading->is_flags ? FLAG : FINDING);
	char label[LABEL_MOST], sheet[LABEL_MOST];
	keep_short(label, sizeof label, cell_of(row, reading, reading->is_flags ? REP : RECORD)->text);
	keep_short(sheet, sizeof sheet, reading->sheet);
	json_array_append_new(reading->rows, json_pack("{s:i, s:s, s:s, s:i, s:s, s:s, s:s, s:s, s:s, s:s, s:s}",
		"place", ++reading->place, "subject", reading->is_flags ? "flag" : "finding", "sheet", sheet, "row", (int)row->number,
		"number", number, "mark", mark, "label", label, "decision", word, "note", note, "on_day", day, "problem", problem));
	return json_array_size(reading->rows) < BATCH || put_rows(reading, err);
}

static bool on_row(const struct xlsx_row *row, void *context, struct error *err)
{
	struct reading *reading = context;
	return reading->has_head ? read_row(row, reading, err) : read_head(row, reading, err);
}

/* ---- the document */

static bool is_instant(const char *text)
{
	static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
	for (size_t at = 0; at < sizeof form; at++)
		if (form[at] == 'd' ? !isdigit((unsigned char)text[at]) : text[at] != form[at])
			return false;
	return true;
}

static void describe(const struct xlsx *book, struct review_book *ret)
{
	char now[32];
	run_now(now, sizeof now);
	*ret = (struct review_book){ 0 };
	keep_short(ret->sha256, sizeof ret->sha256, xlsx_sha256(book));
	keep_short(ret->organisation, sizeof ret->organisation, xlsx_property(book, WORKBOOK_ORGANISATION));
	keep_short(ret->owner, sizeof ret->owner, xlsx_property(book, WORKBOOK_OWNER));
	keep_short(ret->saved_by, sizeof ret->saved_by, xlsx_saved_by(book));
	/* a clock that runs ahead may not make all that comes later look old */
	if (is_instant(xlsx_saved_at(book)))
		keep_short(ret->saved_at, sizeof ret->saved_at, strcmp(xlsx_saved_at(book), now) < 0 ? xlsx_saved_at(book) : now);
}

static bool read_sheets(struct reading *reading, const char *path, struct error *err)
{
	for (size_t at = 0; (reading->sheet = xlsx_sheet(reading->book, at)) != NULL; at++) {
		reading->has_head = false;
		if (!xlsx_rows(reading->book, at, on_row, reading, err) ||
		    (json_array_size(reading->rows) > 0 && !put_rows(reading, err)))
			return false;
	}
	return reading->sheets > 0 ||
	       error_set(err, ERROR_DATA, "%s: no sheet has the columns %s, %s, %s and %s: it is no workbook of findings", path,
			 REVIEW_FINDING, REVIEW_DECISION, REVIEW_NOTE, REVIEW_MARK);
}

bool review_read(const char *path, const char *organisation, struct db *db, struct review_book *ret, struct error *err)
{
	scoped_xlsx struct xlsx *book = NULL;
	struct review_book about;
	if (!xlsx_open(path, &book, err))
		return false;
	describe(book, &about);
	if (*about.organisation && strcmp(about.organisation, organisation) != 0)
		return error_set(err, ERROR_DATA, "%s: is of the organisation '%s', not '%s'", path, about.organisation, organisation);
	json_auto_t *rows = json_array();
	struct reading reading = { .db = db, .book = book, .rows = rows };
	if (!db_run(db, "audit/review_clear", NO_PARAMS, err) || !read_sheets(&reading, path, err))
		return false;
	*ret = about;
	return true;
}
