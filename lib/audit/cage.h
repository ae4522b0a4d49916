/* How a check's SQL is run: one that is compiled in as it is, one of the user's own in a
 * cage, since it may be anybody's. There it cannot write, take a role, read files or another
 * organisation, outlast its time, or let go of the run's lock: the first by a transaction
 * that is read-only and rolled back, the last by locks that the transaction holds too, the
 * others by the rights of a role that may read this organisation alone. Without that role
 * (lib/store/roles.h) it reads whatever the login may, and can end its own session. */
#ifndef AUDIT_CAGE_H
#define AUDIT_CAGE_H

#include "lib/audit/check.h"
#include "lib/base/error.h"
#include "lib/store/db.h"

#include <stdbool.h>

/* Puts what the check finds into stage_finding, inside the caller's transaction, which goes
 * on also after an error. seconds: how long one of the user's own may take. Errors:
 * ERROR_DATA, or as the server says. */
bool cage_check(struct db *db, const struct check *check, long seconds, struct error *err);

/* Runs a check as it was in the night before; *ret what hinders it, or NULL. New. */
bool cage_past(struct db *db, const char *check, long seconds, char **ret, struct error *err);

#endif
