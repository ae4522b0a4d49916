/* Objects with more fields than one query takes: the others are asked for by the Ids
 * of each page. A row that changed between two of the queries is read once more, so
 * that what is sent is of one moment. */
#ifndef CRM_WIDE_H
#define CRM_WIDE_H

#include "lib/crm/reading.h"

/* Completes records, a page whose query had the fields up to from. Rows that are gone
 * from the server meanwhile are taken out; others may stand elsewhere in it. */
bool wide_complete(struct reading *reading, json_t *records, size_t from, struct error *err);

#endif
