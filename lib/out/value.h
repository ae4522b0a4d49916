/* A value of the database for other programs. Its form follows the column's type,
 * which the result knows. */
#ifndef OUT_VALUE_H
#define OUT_VALUE_H

#include "lib/base/text.h"

#include <jansson.h>
#include <libpq-fe.h>
#include <stdbool.h>

bool value_is_number(Oid type);

/* Numbers, true and false, null, and JSON are what they are, everything else is text.
 * Bytes that are no UTF-8 are U+FFFD. NULL for JSON that cannot be read. New. */
json_t *value_json(const PGresult *rows, int row, int column);

/* Adds it as RFC 4180 has it. Text that a spreadsheet would take for a formula gets an
 * apostrophe in front. */
void value_csv(const PGresult *rows, int row, int column, struct text *line);

/* How JSON is dumped: 0.1 and not 0.10000000000000001. */
enum { VALUE_JSON_FORM = JSON_REAL_PRECISION(15) };

#endif
