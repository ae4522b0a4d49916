/* A workbook (.xlsx), written row by row from top to bottom, so that memory stays
 * flat whatever its size. Every cell is typed; text is text, whatever it looks
 * like; no value is run as a formula. Nothing is cut in silence: rows beyond what a
 * sheet takes go on with the next, "Findings (2)", and both say so on top; links that
 * take several lines, which LibreOffice would cut, and those beyond link_limit are
 * HYPERLINK() formulas with the label as their stored value, and those beyond it that a
 * formula can't hold are the label with the id in brackets.
 *
 * Pages are declared as tables of columns; rows come as one-row results:
 *     sheet_begin(book, &page, err) && db_each(db, sql, params, sheet_row, book, err)
 * The same rows give the same bytes. Errors: ERROR_CREATE, ERROR_WRITE with sheet,
 * path and reason, also when the disk gets full while closing; ERROR_BUG for a column that the SQL lacks. After an error only
 * sheet_book_free() makes sense; the file of the night before is untouched. */
#ifndef OUT_SHEET_H
#define OUT_SHEET_H

#include "lib/base/error.h"
#include "lib/base/scope.h"

#include <libpq-fe.h>
#include <stdbool.h>

enum sheet_format {
	SHEET_TEXT,
	SHEET_WRAP,       /* text over several lines */
	SHEET_INTEGER,
	SHEET_DECIMAL,    /* one decimal */
	SHEET_MONEY,      /* shown whole, without a currency */
	SHEET_PERCENT,    /* 0.25 shows as 25% */
	SHEET_DATE,       /* from YYYY-MM-DD */
	SHEET_INSTANT,    /* from 'YYYY-MM-DD HH:MM', already in the org's zone */
	SHEET_ANY,        /* a number where it is one, else text */
	SHEET_LINK,       /* the key's text, leading to the record of id_key */
	SHEET_SEVERITY,   /* fail, warn */
	SHEET_STATUS,     /* new, reopened, escalated, ongoing, waived; late, overdue */
	SHEET_DECISION,   /* to fill in, from a list of choices */
	SHEET_NOTE,       /* to fill in */
};

/* A value that is not what its format says (a date of the year 1021) stays text. */
struct sheet_column {
	const char *key;      /* of the SQL's column; "" leaves the cell empty */
	const char *title;
	double width;         /* in characters; 0 leaves it as the sheet has it */
	enum sheet_format format;
	const char *id_key;   /* SHEET_LINK alone */
	bool is_quiet;        /* grey: for comparison */
	bool is_hidden;       /* for programs: there, but neither shown nor printed */
	bool begins_page;     /* on paper; the first column stands on every page */
	const char *const *choices;   /* SHEET_DECISION alone; ends with NULL */
};

/* A property of the document that programs keep through saving. */
struct sheet_property {
	const char *name, *value;
};

struct sheet_about {
	const char *path;
	const char *title;
	const char *as_of;        /* in words, for every page's foot */
	const char *day;          /* YYYY-MM-DD: the file's date */
	const char *record_url;   /* with {id}; "": no links, ids in brackets instead */
	const char *temp_folder;  /* for the rows meanwhile, 1 KB each; NULL, "": beside path */
	const struct sheet_property *properties;   /* ends with a NULL name; NULL: none. Read by sheet_book_new() alone */
	long row_limit;           /* of a sheet; 0: Excel's own */
	long link_limit;          /* of the book's links that are no formulas; 0: 500 (2.4 KiB of memory each) */
};

struct sheet_page {
	const char *name;         /* made to what Excel takes, see sheet_name.h */
	const char *title;
	const char *says;         /* a sentence on what is shown and how much */
	long long rows;           /* how many will come, on all its sheets */
	const struct sheet_column *columns;   /* ends with a NULL key; NULL: no head yet */
	const struct sheet_column *shape;     /* for small tables, upright on paper: whose widths they have; NULL: columns' */
};

struct sheet_book;

/* Nothing is at about.path before sheet_save(); its folder must exist. The strings
 * are copied. New. */
bool sheet_book_new(const struct sheet_about *about, struct sheet_book **ret, struct error *err);
void sheet_book_free(struct sheet_book *book);   /* throws away what was not saved */
SCOPED(sheet_book, struct sheet_book *, sheet_book_free)
#define scoped_sheet_book __attribute__((cleanup(scope_sheet_book)))

/* The next sheet: title, sentence, and the head of its columns, which stays in
 * sight, filters and repeats on every printed page. columns are borrowed. */
bool sheet_begin(struct sheet_book *book, const struct sheet_page *page, struct error *err);

/* A row of the columns in force; context is the book. For db_each(). */
bool sheet_row(const PGresult *row, void *book, struct error *err);
bool sheet_row_of(struct sheet_book *book, const PGresult *rows, int row, struct error *err);

/* For sheets of several small tables: an empty row and a heading; a sentence; the
 * head of other columns. */
bool sheet_heading(struct sheet_book *book, const char *text, struct error *err);
bool sheet_says(struct sheet_book *book, const char *text, struct error *err);
bool sheet_head(struct sheet_book *book, const struct sheet_column *columns, struct error *err);

/* Lines of the rows since the last head: their first column against the others that
 * are named, in a chart that begins at column place, beside its rows; 0: below them, as
 * wide as a phone, heading and rows with it on a page of their own, and nothing may come after it. */
bool sheet_chart(struct sheet_book *book, const char *title, int place, int count,
		 const int *columns, struct error *err);

/* Writes the file. Once per book. */
bool sheet_save(struct sheet_book *book, struct error *err);

#endif
