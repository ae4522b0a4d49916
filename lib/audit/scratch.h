/* A schema that lasts as long as one transaction: made in it, never committed, so that
 * nothing of it is left when the process dies. */
#ifndef AUDIT_SCRATCH_H
#define AUDIT_SCRATCH_H

#include "lib/audit/catalogue.h"
#include "lib/base/error.h"
#include "lib/store/db.h"

#include <stdbool.h>

/* A name that no other process has. New. */
char *scratch_name(void);

/* Begins the transaction on a connection that was opened with such a name: our tables,
 * the catalogue with the thresholds of its headers, and given_…(). */
bool scratch_begin(struct db *db, const struct catalogue *catalogue, struct error *err);

/* Rolls it back, and drops what a test that committed has left, or one before it that is dead. */
bool scratch_end(struct db *db, struct error *err);

#endif
