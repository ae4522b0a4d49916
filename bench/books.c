/* The bench's workbooks: rows of the table "cells" as they come from the database, one by
 * one, into a sheet of 15 columns, by lib/out or by bare libxlsxwriter.
 *     books out|bare|links CONNINFO ROWS PATH
 *     books many CONNINFO ROWS BOOKS SIDE_BY_SIDE FOLDER
 * Prints seconds and the peak of memory in KiB. */
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/out/books.h"
#include "lib/out/cell.h"
#include "lib/out/sheet.h"

#include <string.h>
#include <sysexits.h>
#include <time.h>

static const struct sheet_column columns[] = {
	{ "rep", "Rep", 22, .format = SHEET_TEXT },
	{ "account", "Account", 30, .format = SHEET_TEXT },
	{ "opportunity", "Opportunity", 30, .format = SHEET_TEXT },
	{ "stage", "Stage", 16, .format = SHEET_TEXT },
	{ "check_title", "Check", 30, .format = SHEET_TEXT },
	{ "severity", "Severity", 10, .format = SHEET_SEVERITY },
	{ "finding_id", "Finding", 12, .format = SHEET_TEXT },
	{ "record_id", "Record", 20, .format = SHEET_TEXT },
	{ "day", "Day", 12, .format = SHEET_DATE },
	{ "at", "At", 18, .format = SHEET_INSTANT },
	{ "days", "Days", 8, .format = SHEET_INTEGER },
	{ "amount", "Amount", 14, .format = SHEET_MONEY },
	{ "share", "Share", 8, .format = SHEET_PERCENT },
	{ "is_new", "New", 8, .format = SHEET_TEXT },
	{ "why", "Why", 60, .format = SHEET_TEXT },
	{ 0 },
};

/* The same, and two links a row. */
static const struct sheet_column link_columns[] = {
	{ "rep", "Rep", 22, .format = SHEET_TEXT },
	{ "account", "Account", 30, .format = SHEET_LINK, .id_key = "finding_id" },
	{ "opportunity", "Opportunity", 30, .format = SHEET_LINK, .id_key = "record_id" },
	{ "stage", "Stage", 16, .format = SHEET_TEXT },
	{ "why", "Why", 60, .format = SHEET_WRAP },
	{ 0 },
};

static bool fill_rows(struct db *db, const struct sheet_column *shown, long from, long to, const char *path,
		      struct sheet_book **ret, struct error *err)
{
	scoped_free char *first = string_format("%ld", from), *last = string_format("%ld", to);
	const struct sheet_about about = { .path = path, .title = "Bench", .as_of = "the end of a day", .day = "2025-06-30",
					   .record_url = "https://crm.example/lightning/r/{id}/view" };
	const struct sheet_page page = { .name = "Findings", .title = "Findings", .says = "All.", .rows = to - from + 1,
					 .columns = shown };
	scoped_sheet_book struct sheet_book *book = NULL;
	if (!sheet_book_new(&about, &book, err) || !sheet_begin(book, &page, err) ||
	    !db_each(db, "bench/cells", PARAMS(first, last), sheet_row, book, err))
		return false;
	*ret = steal(book);
	return true;
}

static bool write_rows(struct db *db, const struct sheet_column *shown, long rows, const char *path, struct error *err)
{
	scoped_sheet_book struct sheet_book *book = NULL;
	return fill_rows(db, shown, 1, rows, path, &book, err) && sheet_save(book, err);
}

/* What one would write without lib/out: each cell by its type, no result looked at. */
struct bare {
	lxw_worksheet *sheet;
	lxw_format *looks[LOOK_COUNT];
	lxw_row_t row;
};

static bool put_bare(const PGresult *row, void *context, struct error *err)
{
	(void)err;
	struct bare *bare = context;
	for (lxw_col_t at = 0; columns[at].key; at++) {
		const char *value = PQgetvalue(row, 0, at);
		lxw_datetime time = { 0 };
		switch (columns[at].format) {
		case SHEET_DATE:
		case SHEET_INSTANT:
			sscanf(value, "%d-%d-%d %d:%d", &time.year, &time.month, &time.day, &time.hour, &time.min);
			worksheet_write_datetime(bare->sheet, bare->row, at, &time,
						 bare->looks[columns[at].format == SHEET_DATE ? LOOK_DATE : LOOK_INSTANT]);
			break;
		case SHEET_INTEGER:
		case SHEET_MONEY:
		case SHEET_PERCENT:
			worksheet_write_number(bare->sheet, bare->row, at, strtod(value, NULL),
					       bare->looks[columns[at].format == SHEET_MONEY ? LOOK_MONEY : LOOK_INTEGER]);
			break;
		default:
			worksheet_write_string(bare->sheet, bare->row, at, value, bare->looks[LOOK_PLAIN]);
		}
	}
	bare->row++;
	return true;
}

static bool write_bare(struct db *db, const char *rows, const char *path, struct error *err)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = (char[]){ "." } };
	lxw_workbook *workbook = workbook_new_opt(path, &options);
	struct bare bare = { .sheet = workbook_add_worksheet(workbook, "Findings"), .row = 4 };
	cell_looks(workbook, bare.looks);
	for (lxw_col_t at = 0; columns[at].key; at++) {
		worksheet_set_column(bare.sheet, at, at, columns[at].width, NULL);
		worksheet_write_string(bare.sheet, 3, at, columns[at].title, bare.looks[LOOK_HEAD]);
	}
	worksheet_freeze_panes(bare.sheet, 4, 0);
	bool good = db_each(db, "bench/cells", PARAMS("1", rows), put_bare, &bare, err);
	worksheet_autofilter(bare.sheet, 3, 0, bare.row - 1, 14);
	return workbook_close(workbook) == LXW_NO_ERROR && good;
}

struct many {
	long rows;
	const char *folder;
};

static bool fill_part(struct db *db, size_t one, void *context, struct sheet_book **ret, struct error *err)
{
	const struct many *many = context;
	scoped_free char *path = string_format("%s/%zu.xlsx", many->folder, one);
	return fill_rows(db, columns, (long)one * many->rows + 1, ((long)one + 1) * many->rows, path, ret, err);
}

/* in_turns: by a transaction that has written, as a night's has */
static bool write_many(struct db *db, bool in_turns, char **words, struct error *err)
{
	struct many many = { atol(words[0]), words[3] };
	const struct books_work work = { .fill = fill_part, .context = &many, .count = (size_t)atol(words[1]) };
	scoped_free struct error *errors = memory_new(work.count, sizeof *errors);
	if (!db_begin(db, err) || (in_turns && !db_exec(db, "SELECT pg_current_xact_id()", err)))
		return false;
	size_t failed = books_write(db, &work, atoi(words[2]), errors);
	for (size_t one = 0; one < work.count && failed; one++)
		if (errors[one].kind != ERROR_NONE)
			return error_set(err, errors[one].kind, "%s", errors[one].text);
	return db_commit(db, err);
}

/* VmHWM: what wait4() tells has the parent's memory in it. */
static long peak_memory(void)
{
	scoped_file FILE *file = fopen("/proc/self/status", "re");
	char line[256];
	long peak = 0;
	while (file && fgets(line, sizeof line, file))
		sscanf(line, "VmHWM: %ld", &peak);
	return peak;
}

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static bool write_as_asked(struct db *db, int count, char **words, struct error *err)
{
	if (count == 5 && strcmp(words[1], "bare") == 0)
		return write_bare(db, words[3], words[4], err);
	if (count == 5 && strcmp(words[1], "out") == 0)
		return write_rows(db, columns, atol(words[3]), words[4], err);
	if (count == 5 && strcmp(words[1], "links") == 0)
		return write_rows(db, link_columns, atol(words[3]), words[4], err);
	if (count == 7 && (strcmp(words[1], "many") == 0 || strcmp(words[1], "turns") == 0))
		return write_many(db, strcmp(words[1], "turns") == 0, words + 3, err);
	return error_set(err, ERROR_USAGE, "books out|bare|links CONNINFO ROWS PATH, or many|turns CONNINFO ROWS BOOKS SIDE FOLDER");
}

int main(int count, char **words)
{
	struct error err = { 0 };
	scoped_db struct db *db = NULL;
	double began = now();
	log_setup(LOG_INFO, LOG_TEXT);
	if (!db_open(count > 2 ? words[2] : "", "public", &db, &err) || !write_as_asked(db, count, words, &err)) {
		fprintf(stderr, "books: %s\n", err.text);
		return EX_SOFTWARE;
	}
	printf("%.3f %ld\n", now() - began, peak_memory());
	return 0;
}
