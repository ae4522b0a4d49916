/* The objects that we read, whatever the source. */
#ifndef CRM_OBJECTS_H
#define CRM_OBJECTS_H

#include "lib/crm/source.h"

enum { OBJECTS_COUNT = 30 };

/* Users first: they say which zone a rep's day is in. Ends with a NULL name. */
extern const struct source_object objects_all[];

/* By the CRM's name, in any case of letters; NULL: we don't read it. Borrowed. */
const struct source_object *objects_find(const char *sobject);

#endif
