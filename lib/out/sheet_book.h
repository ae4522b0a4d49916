/* Private to lib/out/sheet.c and sheet_row.c: a workbook while it is written. */
#ifndef OUT_SHEET_BOOK_H
#define OUT_SHEET_BOOK_H

#include "lib/out/cell.h"
#include "lib/out/sheet.h"

enum { SHEETS = 32, COLUMNS = 64, HEAD_ROW = 3 };

struct sheet_book {
	lxw_workbook *workbook;
	lxw_worksheet *sheets[SHEETS];
	lxw_worksheet *sheet;             /* the one in work, of sheets */
	lxw_format *looks[LOOK_COUNT];
	struct sheet_about about;         /* its strings are ours */
	char *fresh;
	int sheet_count;
	lxw_row_t row;                    /* the next one */
	lxw_row_t first;                  /* of the columns in force */
	bool is_filtered;                 /* head and rows are the whole sheet */
	int columns_wide;
	const struct sheet_column *columns;
	int numbers[COLUMNS], id_numbers[COLUMNS];
	double widths[COLUMNS];           /* of the sheet */
	bool is_bound;                    /* numbers are those of the rows that come */
	long links, links_in_all;
};

/* Whether the library took a cell, and the disk what came before it. */
bool sheet_written(const struct sheet_book *book, lxw_error result, struct error *err);

/* Makes the row in work as high as its lines. */
bool sheet_set_height(struct sheet_book *book, int lines, struct error *err);

#endif
