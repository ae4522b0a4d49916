/* Rows in the CSV form of the CRM's Bulk API: everything quoted, LF, datetimes as
 * 2024-09-24T03:26:07.000Z, whole numbers with .0, nothing for null. */
#ifndef STANDIN_CSV_H
#define STANDIN_CSV_H

#include "lib/base/text.h"
#include "tests/standin/select.h"

void csv_header(struct text *text, const struct select *query);
void csv_record(struct text *text, const struct select *query, size_t row);

#endif
