/* The organisation's schema: numbered migrations under sql/schema/. An upgrade is one
 * transaction: cut off or failed at any step, the schema is what it was, and so is what an
 * older program can do with it. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "lib/base/error.h"
#include "lib/store/db.h"

/* The newest version this program knows. */
int schema_known(void);

/* The version in the database; 0 when there is none yet. One newer than the program
 * is refused: ERROR_CONFIG. */
bool schema_current(struct db *db, int *ret, struct error *err);

/* Calls each() with the name of every migration after that version, "schema/027_…". */
void schema_steps(int version, void (*each)(const char *name));

/* Brings the schema up to date. *ret_applied counts the migrations applied. Two at once
 * take turns; while a run is under way, ERROR_LATER. */
bool schema_upgrade(struct db *db, int *ret_applied, struct error *err);

/* All of it at once, inside the caller's transaction, for a schema that lasts no longer. */
bool schema_make(struct db *db, struct error *err);

#endif
