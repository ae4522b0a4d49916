/* The organisation's schema: numbered migrations under sql/schema/, each applied
 * in a transaction of its own. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "lib/base/error.h"
#include "lib/store/db.h"

/* The schema's name for an organisation: lower case, anything but letters, digits
 * and underscores made an underscore. New. */
char *schema_name(const char *organisation);

/* The newest version this program knows. */
int schema_known(void);

/* The version in the database; 0 when there is none yet. */
bool schema_current(struct db *db, int *ret, struct error *err);

/* Brings the schema up to date. A schema newer than the program is refused
 * (ERROR_CONFIG). *ret_applied counts the migrations applied. */
bool schema_upgrade(struct db *db, int *ret_applied, struct error *err);

/* As schema_upgrade(), but only looks: ERROR_CONFIG when the schema is missing,
 * older or newer. */
bool schema_check(struct db *db, struct error *err);

#endif
