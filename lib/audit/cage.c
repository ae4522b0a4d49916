#include "lib/audit/cage.h"

#include "lib/base/scope.h"

#include <stdio.h>
#include <time.h>

static long long milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What is done inside: ours to say, the user's to fill. */
typedef bool (*inside_fn)(struct db *db, void *context, struct error *err);

static bool enter(struct db *db, long seconds, char **ret_timeout, struct error *err)
{
	char most[32];
	snprintf(most, sizeof most, "%ld", seconds * 1000);
	return db_text(db, "audit/cage_hold", PARAMS(most), ret_timeout, err) && db_exec(db, "SAVEPOINT cage", err);
}

/* Whatever it has done with locks, the session has again those of before and no others. */
static bool leave(struct db *db, bool good, const char *timeout, struct error *err)
{
	return db_exec(db, good ? "RELEASE SAVEPOINT cage" : "ROLLBACK TO SAVEPOINT cage", err) &&
	       db_exec(db, "SELECT pg_advisory_unlock_all()", err) && db_run(db, "audit/cage_leave", PARAMS(timeout), err);
}

static bool inside(struct db *db, long seconds, inside_fn what, void *context, struct error *err)
{
	scoped_free char *timeout = NULL;
	struct error why = { 0 };
	if (!enter(db, seconds, &timeout, err))
		return false;
	long long began = milliseconds();
	bool good = what(db, context, &why);
	bool is_late = milliseconds() - began >= seconds * 1000;
	if (why.kind == ERROR_UNAVAILABLE || !leave(db, good, timeout, err)) {
		if (why.kind == ERROR_UNAVAILABLE)
			*err = why;
		return false;
	}
	if (!good && is_late)
		return error_set(err, ERROR_DATA, "ran longer than %ld s; raise [checks] timeout_seconds or make it quicker", seconds);
	if (!good)
		*err = why;
	return good;
}

/* The server says of a text that is read alone on which line it is wrong. */
static bool run_own(struct db *db, void *context, struct error *err)
{
	const struct check *check = context;
	scoped_result PGresult *described = NULL;
	return db_describe(db, check->path, check->sql, &described, err) &&
	       db_run_script(db, check->path, "audit/check_run_caged", PARAMS(check->id, check->sql), err);
}

bool cage_check(struct db *db, const struct check *check, long seconds, struct error *err)
{
	if (check->path == NULL)
		return db_run(db, "audit/check_run", PARAMS(check->id, check->sql), err);
	struct check own = *check;
	return inside(db, seconds, run_own, &own, err);
}

struct past {
	const char *check;
	char *hindered;
};

static bool run_past(struct db *db, void *context, struct error *err)
{
	struct past *past = context;
	return db_text(db, "audit/past_check", PARAMS(past->check), &past->hindered, err);
}

bool cage_past(struct db *db, const char *check, long seconds, char **ret, struct error *err)
{
	struct past past = { .check = check };
	if (!inside(db, seconds, run_past, &past, err))
		return false;
	*ret = past.hindered;
	return true;
}
