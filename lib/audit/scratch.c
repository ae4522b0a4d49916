#include "lib/audit/scratch.h"

#include "lib/base/text.h"
#include "lib/store/roles.h"
#include "lib/store/schema.h"
#include "lib/store/sql.h"

#include <time.h>
#include <unistd.h>

char *scratch_name(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return string_format("crmaudit_test_%d_%lx%lx", getpid(), (unsigned long)now.tv_sec, (unsigned long)now.tv_nsec);
}

static bool drop_leftovers(struct db *db, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "testing/leftovers", NO_PARAMS, &rows, err))
		return false;
	for (int row = 0; row < PQntuples(rows); row++)
		if (!db_exec(db, db_value(rows, row, "statement"), err))
			return false;
	return db_exec(db, "SELECT pg_advisory_unlock_all()", err);
}

/* Where and when the cases of sql/testing/given.sql look from. */
static bool set_scope(struct db *db, struct error *err)
{
	return db_run(db, "store/scope",
		      PARAMS("1", "2026-06-30T19:00:00Z", "2026-06-30", "America/Los_Angeles", "UTC", ""), err);
}

static bool mark(struct db *db, struct error *err)
{
	scoped_free char *statement = NULL;
	return db_text(db, "testing/mark", PARAMS(db_schema(db)), &statement, err) && db_exec(db, statement, err);
}

/* The cage of the user's own checks wants its role; it goes with the transaction. */
static bool make_roles(struct db *db, const struct catalogue *catalogue, struct error *err)
{
	bool has_own = false, is_ready = true, may_make = false;
	for (size_t i = 0; i < catalogue->count; i++)
		has_own = has_own || catalogue->checks[i].path != NULL;
	if (!has_own || !roles_ready(db, &is_ready, &may_make, err) || is_ready || !may_make)
		return !has_own || is_ready || !may_make;
	return roles_make_within(db, err);
}

/* given_…() are many statements, which db_run() would not take. */
static bool fill(struct db *db, const struct catalogue *catalogue, struct error *err)
{
	return schema_make(db, err) && make_roles(db, catalogue, err) && mark(db, err) && set_scope(db, err) &&
	       db_run(db, "sources/fields", NO_PARAMS, err) &&
	       db_exec(db, sql_find("testing/given"), err) && catalogue_store(catalogue, NULL, db, err);
}

bool scratch_begin(struct db *db, const struct catalogue *catalogue, struct error *err)
{
	if (!drop_leftovers(db, err) || !db_run(db, "testing/lock", PARAMS(db_schema(db)), err) || !db_begin(db, err))
		return false;
	if (fill(db, catalogue, err))
		return true;
	db_rollback(db);
	return error_context(err, "the schema for tests");
}

bool scratch_end(struct db *db, struct error *err)
{
	db_rollback(db);
	return drop_leftovers(db, err);
}
