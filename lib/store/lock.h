/* One run at a time per organisation: a lock of the database's, named by the schema, so it
 * holds for all hosts, and ends with its connection however that ends. Taken twice by one
 * connection it is given back twice. */
#ifndef STORE_LOCK_H
#define STORE_LOCK_H

#include "lib/base/error.h"
#include "lib/store/db.h"

/* Outside a transaction. A lock in the way is waited for a little: ERROR_LATER then says who
 * has it, and since when. */
bool lock_take(struct db *db, struct error *err);

bool lock_give(struct db *db, struct error *err);

#endif
