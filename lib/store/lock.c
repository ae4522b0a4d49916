#include "lib/store/lock.h"

#include "lib/store/run.h"

static bool refuse(struct db *db, struct error *err)
{
	struct error unused;
	char now[32];
	run_now(now, sizeof now);
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "store/lock_holder", PARAMS(now), &rows, &unused) || PQntuples(rows) == 0)
		return error_set(err, ERROR_LATER, "another run of this organisation is under way; try again when it has ended");
	return error_set(err, ERROR_LATER, "another run of this organisation is under way: %s, server process %s, since %s; "
			 "try again when it has ended", db_value(rows, 0, "who"), db_value(rows, 0, "pid"),
			 db_value(rows, 0, "since"));
}

/* A run that was killed leaves its server process behind until that looks for its
 * client, so a lock in the way is waited for a little. */
bool lock_take(struct db *db, struct error *err)
{
	struct error why = { 0 };
	if (!db_exec(db, "SET lock_timeout = '5s'", err))
		return false;
	bool good = db_run(db, "store/lock", NO_PARAMS, &why);
	if (!good && why.kind != ERROR_LATER)
		return error_set(err, why.kind, "%s", why.text);
	return db_exec(db, "SET lock_timeout = 0", err) && (good || refuse(db, err));
}

bool lock_give(struct db *db, struct error *err)
{
	return db_run(db, "store/unlock", NO_PARAMS, err);
}
