#include "lib/store/roles.h"

#include "lib/base/text.h"

bool roles_ready(struct db *db, bool *ret_ready, bool *ret_may_make, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "store/roles_ready", NO_PARAMS, &rows, err))
		return false;
	*ret_ready = PQntuples(rows) == 1 && db_flag(rows, 0, "is_ready");
	*ret_may_make = PQntuples(rows) == 1 && db_flag(rows, 0, "may_make");
	return true;
}

bool roles_lacking(struct db *db, PGresult **ret, struct error *err)
{
	return db_rows(db, "store/roles_lacking", NO_PARAMS, ret, err);
}

bool roles_make_within(struct db *db, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_run(db, "store/roles_lock", NO_PARAMS, err) || !roles_lacking(db, &rows, err))
		return false;
	for (int row = 0; row < PQntuples(rows); row++)
		if (!db_exec(db, db_value(rows, row, "statement"), err))
			return error_context(err, "database roles");
	return true;
}

/* READ COMMITTED: whoever had to wait for another's turn sees what that has done. */
bool roles_make(struct db *db, struct error *err)
{
	if (!db_exec(db, "BEGIN ISOLATION LEVEL READ COMMITTED", err))
		return false;
	if (db_exec(db, "SET LOCAL lock_timeout = '30s'", err) && roles_make_within(db, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

bool roles_take(struct db *db, enum role role, struct error *err)
{
	static const char *const parts[] = { [ROLE_LOADER] = "loader", [ROLE_CHECKER] = "checker", [ROLE_READER] = "reader" };
	bool is_ready, may_make;
	if (role == ROLE_LOGIN)
		return db_as(db, NULL, err);
	if (!roles_ready(db, &is_ready, &may_make, err))
		return false;
	if (!is_ready)
		return true;
	scoped_free char *name = NULL;
	return db_text(db, "store/role_name", PARAMS(parts[role]), &name, err) && db_as(db, name, err);
}

bool roles_leave(struct db *db, bool good, struct error *err)
{
	struct error late = { 0 };
	bool back = db_as(db, NULL, &late);
	if (good && !back)
		*err = late;
	return good && back;
}
