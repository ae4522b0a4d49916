/* A workbook (.xlsx) as Excel, LibreOffice and others save it, read row by row for the
 * values of its cells: nothing else of it is looked at, nothing is reckoned. Foreign
 * bytes: all is within the limits below, a DOCTYPE is refused, names inside lead nowhere
 * but into the file itself. Memory is what its shared strings take, and one row.
 *
 * Errors: ERROR_DATA with the file, its part and the reason; an encrypted workbook, an
 * .xls, an .ods are told apart in words. */
#ifndef OUT_XLSX_READ_H
#define OUT_XLSX_READ_H

#include "lib/base/error.h"
#include "lib/base/scope.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	XLSX_FILE_MOST = 64 << 20,      /* bytes, packed */
	XLSX_PART_MOST = 256 << 20,     /* of one part, unpacked */
	XLSX_ALL_MOST = 512 << 20,      /* of all that is read */
	XLSX_SHARED_MOST = 64 << 20,    /* of the shared strings, held in memory */
	XLSX_ENTRIES_MOST = 1000,       /* parts of the file */
	XLSX_SHEETS_MOST = 256,
	XLSX_STRINGS_MOST = 2000000,
	XLSX_CELLS_MOST = 5000000,      /* of the whole workbook */
	XLSX_TEXT_MOST = 4 * 32767,     /* bytes of one cell's text: Excel takes 32,767 characters */
	XLSX_COLUMNS = 256,             /* those further right are passed over */
};

struct xlsx;

/* Opens a regular file. New. */
bool xlsx_open(const char *path, struct xlsx **ret, struct error *err);
void xlsx_free(struct xlsx *book);
SCOPED(xlsx, struct xlsx *, xlsx_free)
#define scoped_xlsx __attribute__((cleanup(scope_xlsx)))

/* All borrowed. "" where the file does not say. */
const char *xlsx_sha256(const struct xlsx *book);                      /* of the file, in hex */
const char *xlsx_property(const struct xlsx *book, const char *name);  /* a custom one */
const char *xlsx_saved_by(const struct xlsx *book);
const char *xlsx_saved_at(const struct xlsx *book);                    /* as it is written there */
const char *xlsx_sheet(const struct xlsx *book, size_t number);        /* its name; NULL: there are no more */

enum xlsx_kind { XLSX_EMPTY, XLSX_TEXT, XLSX_NUMBER, XLSX_BOOLEAN, XLSX_FAILED };

/* The value that is stored; of a formula the one it had last. */
struct xlsx_cell {
	enum xlsx_kind kind;
	bool is_formula;
	const char *text;   /* of a boolean TRUE or FALSE; never NULL */
};

/* cells are those of columns A, B, …, valid during the call; rows without any are left out. */
struct xlsx_row {
	long number;        /* from 1, as people see it */
	size_t count;
	const struct xlsx_cell *cells;
};
typedef bool (*xlsx_row_fn)(const struct xlsx_row *row, void *context, struct error *err);

/* A sheet's rows from top to bottom. When row() returns false, so does this, at once. */
bool xlsx_rows(struct xlsx *book, size_t sheet, xlsx_row_fn row, void *context, struct error *err);

/* A number of days as programs store dates: YYYY-MM-DD. False where it is none from 1950
 * to 2150. */
bool xlsx_date(const struct xlsx *book, const char *number, char ret[static 11]);

#endif
