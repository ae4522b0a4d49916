/* What only we hold goes when it is old: [retention] says when, sql/retention what. What the
 * CRM itself still shows stays: the next pull would bring it back. */
#ifndef AUDIT_RETENTION_H
#define AUDIT_RETENTION_H

#include "lib/base/error.h"
#include "lib/base/settings.h"
#include "lib/store/db.h"

#include <stdbool.h>

struct catalogue;

/* That no days of [retention] are fewer than what a check that is switched on, or another
 * setting, looks back. ERROR_CONFIG with file, line, who needs how many, and the mend. */
bool retention_settings(const struct catalogue *catalogue, const struct settings *settings, struct error *err);

/* Removes what is older, counted from the session's day, in small transactions of its own; what a
 * night has no time for the next one goes on with. Notes down for the run how much of what
 * went, and calls say() for it ("412 runs of more than 400 days ago"). */
typedef void (*retention_say_fn)(const char *line);
bool retention_run(struct db *db, const struct settings *settings, const char *run_id, retention_say_fn say,
		   struct error *err);

/* Gives the room of rows that are gone back to the tables, as autovacuum would; where the
 * server's is off nobody else does. */
bool retention_vacuum(struct db *db, struct error *err);

#endif
