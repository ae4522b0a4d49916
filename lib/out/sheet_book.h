/* Private to lib/out/sheet*.c: a workbook while it is written. */
#ifndef OUT_SHEET_BOOK_H
#define OUT_SHEET_BOOK_H

#include "lib/out/cell.h"
#include "lib/out/sheet.h"

enum { SHEETS = 64, COLUMNS = 64, HEAD_ROW = 3 };

struct sheet_book {
	lxw_workbook *workbook;
	lxw_worksheet *sheets[SHEETS];
	lxw_worksheet *sheet;             /* the one in work, of sheets */
	struct sheet_page page;           /* what it shows; its strings are ours */
	int part;                         /* of the page's sheets, from 1 */
	lxw_format *looks[LOOK_COUNT];
	struct sheet_about about;         /* its strings are ours */
	char *fresh;
	int sheet_count;
	off_t row_bytes[SHEETS];          /* what the rows of a sheet took, once all are there */
	lxw_row_t row;                    /* the next one */
	lxw_row_t first;                  /* of the columns in force */
	bool is_filtered;                 /* head and rows are the whole sheet */
	int columns_wide;                 /* that titles and sentences span */
	const struct sheet_column *columns;
	int numbers[COLUMNS], id_numbers[COLUMNS];
	double widths[COLUMNS];           /* of the sheet */
	bool is_bound;                    /* numbers are those of the rows that come */
	long links;                       /* of the library's own kind */
};

/* Whether the library took a cell, and the disk what came before it. */
bool sheet_written(const struct sheet_book *book, lxw_error result, struct error *err);

/* A page's own copy of its strings, and their end. */
struct sheet_page sheet_page_copy(const struct sheet_page *page);
void sheet_page_done(struct sheet_page *page);

/* The page in work goes on with a further sheet: this one is full. */
bool sheet_continue(struct sheet_book *book, struct error *err);

/* What looks at the sheet's columns from the side: how they come on paper. shape is not NULL. */
bool sheet_paper(struct sheet_book *book, const struct sheet_column *shape, bool is_upright, struct error *err);

/* How many there are; and how many come before a new page begins, without the hidden. */
int sheet_columns(const struct sheet_column *columns);
int sheet_columns_wide(const struct sheet_column *columns);

/* Lines, filters and lists of choices, which want to know the last row. */
bool sheet_end_table(struct sheet_book *book, struct error *err);

bool sheet_refuse(const struct sheet_book *book, const char *reason, struct error *err);

/* Makes the row in work as high as its lines. */
bool sheet_set_height(struct sheet_book *book, int lines, struct error *err);

#endif
