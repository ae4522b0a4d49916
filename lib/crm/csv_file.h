/* One CSV export of an object, streamed: memory holds a row, never the file.
 * Lenient in form (byte-order mark, any line ends, comma, semicolon or tab, quotes
 * inside cells) and strict in shape: a row with another number of fields than the
 * header, or without Id, is rejected and counted, never guessed at. Blanks around
 * a value are part of it. */
#ifndef CRM_CSV_FILE_H
#define CRM_CSV_FILE_H

#include "lib/base/error.h"
#include "lib/crm/source.h"
#include "lib/store/stage.h"

#include <stddef.h>

/* Takes one row; values are in the order of the fields asked for, borrowed for
 * the call. Returning false ends the reading with what it put into err. */
typedef bool (*file_row_fn)(void *context, const struct stage_value *values, struct error *err);

/* The names in the header, ends with NULL, new (list_free). Columns without a
 * name are left out. ERROR_DATA: no header, no Id column, a name that comes
 * twice, or a file that is no text. */
bool csv_file_fields(const char *path, char ***ret, struct error *err);

/* Reads all rows. Fills expected (rows found), read, rejected and first_rejected
 * of *ret, no more. ERROR_DATA also when a field is not in the header, or a quote
 * swallows the rest of the file. */
bool csv_file_rows(const char *path, char *const *fields, file_row_fn row, void *context,
		   struct source_outcome *ret, struct error *err);

/* How many bytes to skip at the start of a file (its byte-order mark). ERROR_DATA,
 * with the mend, for what is no UTF-8 text: empty, UTF-16, zip, gzip, a web page. */
bool file_text_begin(const char *path, const char *bytes, size_t length, size_t *ret_skip,
		     struct error *err);

#endif
