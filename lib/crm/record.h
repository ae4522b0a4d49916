/* One record of a JSON answer as the values of a stage row. */
#ifndef CRM_RECORD_H
#define CRM_RECORD_H

#include "lib/base/scope.h"
#include "lib/store/stage.h"

#include <jansson.h>

struct record;

/* fields, ends with NULL, is borrowed for life. A field with dots, "Owner.Name", is
 * looked for in the nested records. New. */
struct record *record_new(char *const *fields);
void record_free(struct record *record);
SCOPED(record, struct record *, record_free)
#define scoped_record __attribute__((cleanup(scope_record)))

/* Text as it is, numbers in the shortest form that reads back the same, true and
 * false, compact JSON for what is nested; NULL for null and for what is absent.
 * Borrowed, until the next call or until json goes. */
const struct stage_value *record_values(struct record *record, const json_t *json);

#endif
