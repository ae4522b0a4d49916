/* The database roles of an organisation, so that each step of a job has no more rights than
 * it needs. Their login is the operator's: it owns the schema and is a member of each.
 * Where it may not make roles and nobody has made them for it, jobs work without, and the
 * user's own checks keep their cage but for what lib/audit/cage.h says. */
#ifndef STORE_ROLES_H
#define STORE_ROLES_H

#include "lib/base/error.h"
#include "lib/store/db.h"

#include <stdbool.h>

enum role { ROLE_LOGIN, ROLE_LOADER, ROLE_CHECKER, ROLE_READER };

/* Whether jobs take the roles, and whether this login can bring about that they do. */
bool roles_ready(struct db *db, bool *ret_ready, bool *ret_may_make, struct error *err);

/* The statements that would bring the roles to their rights, column "statement", none where
 * nothing is lacking or too much. New. */
bool roles_lacking(struct db *db, PGresult **ret, struct error *err);

/* Runs them, in a transaction of its own, or inside the caller's. Safe to repeat. */
bool roles_make(struct db *db, struct error *err);
bool roles_make_within(struct db *db, struct error *err);

/* Does what follows with that role's rights alone; does nothing where they aren't ready. */
bool roles_take(struct db *db, enum role role, struct error *err);

/* Back to the login's. Gives good back, err untouched where it is false. Inside a
 * transaction that has failed its rollback does it. */
bool roles_leave(struct db *db, bool good, struct error *err);

#endif
