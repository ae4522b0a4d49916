/* What a value from the database becomes in a cell of a workbook, and how cells look. */
#ifndef OUT_CELL_H
#define OUT_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <xlsxwriter.h>

/* What Excel holds in one cell, in UTF-16 units. */
enum { CELL_LONGEST = 32767 };

/* The value as a cell can hold it: one that is too long is cut and ends with
 * "… (cut, N characters)", N of the whole; what XML has no place for is U+FFFD.
 * ret_cut may be NULL. New. */
char *cell_text(const char *value, bool *ret_cut);

/* Whether cell_text() would give the same again, as it does of nearly all: looked at first, since it is ten
 * times as fast. */
bool cell_is_plain(const char *value);

/* A plain decimal that a double holds exactly enough to show (15 digits). */
bool cell_number(const char *value, double *ret);

/* "2025-06-30" or "2025-06-30 14:05" or "… 14:05:07", from 1900 on, as calendars go. */
bool cell_datetime(const char *value, lxw_datetime *ret);

/* The template with {id} replaced; NULL when template or id is empty, or the
 * address is longer than Excel takes. New. */
char *cell_url(const char *template, const char *id);

/* A formula that shows the label and leads to the address, both quoted so that nothing
 * in them is run. NULL where a formula can't hold one of them: more than 255 UTF-16
 * units, a control character, an _xHHHH_. New. */
char *cell_link(const char *url, const char *label);

/* How many lines the value takes in a column of that width, at least 1: an estimate,
 * for programs that don't work out the height of a row themselves. */
int cell_lines(const char *value, double width);

enum cell_look {
	LOOK_PLAIN,
	LOOK_WRAP,
	LOOK_INTEGER,
	LOOK_DECIMAL,
	LOOK_MONEY,
	LOOK_PERCENT,
	LOOK_DATE,
	LOOK_INSTANT,
	LOOK_QUIET_INTEGER,
	LOOK_QUIET_DECIMAL,
	LOOK_QUIET_PERCENT,
	LOOK_LINK,
	LOOK_FAIL,
	LOOK_WARN,
	LOOK_NEW,
	LOOK_REOPENED,
	LOOK_ESCALATED,
	LOOK_QUIET,
	LOOK_INPUT,
	LOOK_HEAD,
	LOOK_HEAD_NUMBER,
	LOOK_TITLE,
	LOOK_HEADING,
	LOOK_SAYS,
	LOOK_LINE,
	LOOK_COUNT
};

/* Fills ret[LOOK_COUNT]; the formats belong to the workbook. False: no memory. */
bool cell_looks(lxw_workbook *workbook, lxw_format *ret[]);

#endif
