/* A run: one look at the organisation from one instant, written into the run log.
 * Its settings, instant and scope are known to the SQL through settings of the
 * session (sql/schema/005_views.sql), never through now(). */
#ifndef STORE_RUN_H
#define STORE_RUN_H

#include "lib/base/error.h"
#include "lib/base/settings.h"
#include "lib/store/db.h"

#include <stdbool.h>

struct run {
	char id[24];
	char as_of[48];       /* ISO with offset */
	char as_of_day[16];   /* YYYY-MM-DD in the org's zone */
	char rep[80];         /* "" for all; ids are cut at 64 when read */
	char seen_at[48];     /* from when on this run's pull saw what changed */
};

/* The instant and day that --as-of means ("" is now). ERROR_USAGE with the forms
 * that are taken when it is neither a date nor a timestamp. */
bool run_as_of(struct db *db, const struct settings *settings, const char *as_of, struct run *ret,
	       struct error *err);

/* Holds the organisation's lock until the connection closes; ERROR_LATER when
 * another run has it. */
bool run_lock(struct db *db, struct error *err);

/* Writes the run's row and the settings that SQL reads, sets the scope, and tells the
 * log. run has its instant from run_as_of(); rep may be set by the caller. */
bool run_start(struct db *db, const struct settings *settings, const char *job, struct run *run,
	       struct error *err);

/* Sets the session's scope to a run; run_start() does it too. */
bool run_scope(struct db *db, const struct settings *settings, const struct run *run, struct error *err);

/* The published run, and the session's scope set to it. *ret_found is false when
 * there is none yet. */
bool run_published(struct db *db, const struct settings *settings, struct run *ret, bool *ret_found,
		   struct error *err);

bool run_finish(struct db *db, const struct run *run, bool good, const char *message, struct error *err);

/* Flips the one pointer that readers follow. */
bool run_publish(struct db *db, const struct run *run, struct error *err);

/* The wall clock as SQL takes it, ISO in UTC. */
void run_now(char *ret, size_t room);

#endif
