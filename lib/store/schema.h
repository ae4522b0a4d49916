/* The organisation's schema: numbered migrations under sql/schema/, each applied
 * in a transaction of its own. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "lib/base/error.h"
#include "lib/store/db.h"

/* The newest version this program knows. */
int schema_known(void);

/* The version in the database; 0 when there is none yet. One newer than the program
 * is refused: ERROR_CONFIG. */
bool schema_current(struct db *db, int *ret, struct error *err);

/* Brings the schema up to date. *ret_applied counts the migrations applied. */
bool schema_upgrade(struct db *db, int *ret_applied, struct error *err);

/* All of it at once, inside the caller's transaction, for a schema that lasts no longer. */
bool schema_make(struct db *db, struct error *err);

#endif
