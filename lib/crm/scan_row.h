/* One record of a JSON answer as the values of a stage row, read where it stands: what
 * record_values() gives, without a tree. */
#ifndef CRM_SCAN_ROW_H
#define CRM_SCAN_ROW_H

#include "lib/base/scope.h"
#include "lib/crm/scan.h"
#include "lib/store/stage.h"

struct scan_row;

/* fields, ends with NULL. A field with dots, "Owner.Name", is looked for in the nested
 * records. stamp is the field of scan_row_stamp(), or NULL. New. */
struct scan_row *scan_row_new(char *const *fields, const char *stamp);
void scan_row_free(struct scan_row *row);
SCOPED(scan_row, struct scan_row *, scan_row_free)
#define scoped_scan_row __attribute__((cleanup(scope_scan_row)))

/* The scan stands on the record's bracket, then behind it. Text as it is, numbers in the
 * shortest form that reads back the same, true and false, compact JSON for what is
 * nested; NULL for null and for what is absent. Of a key that comes twice the last one
 * counts. NULL where it is no JSON, as the scan says. Borrowed, until the next call or
 * until the JSON goes. */
const struct stage_value *scan_row_take(struct scan_row *row, struct scan *scan);

/* Of the last record; empty where it is no text. */
struct stage_value scan_row_id(const struct scan_row *row);
struct stage_value scan_row_stamp(const struct scan_row *row);

#endif
