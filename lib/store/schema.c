#include "lib/store/schema.h"

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/store/sql.h"

#include <stdlib.h>
#include <string.h>

/* "schema/003_merge" is migration 3. */
static int migration_number(const struct sql_file *file)
{
	static const char folder[] = "schema/";
	return strncmp(file->name, folder, sizeof folder - 1) == 0 ? atoi(file->name + sizeof folder - 1) : 0;
}

int schema_known(void)
{
	int newest = 0;
	for (const struct sql_file *file = sql_files; file->name; file++)
		if (migration_number(file) > newest)
			newest = migration_number(file);
	return newest;
}

static bool refuse_newer(int current, struct error *err)
{
	if (current <= schema_known())
		return true;
	return error_set(err, ERROR_CONFIG,
			 "the database schema has version %d, this program knows up to %d; install the newer crmaudit",
			 current, schema_known());
}

bool schema_current(struct db *db, int *ret, struct error *err)
{
	scoped_free char *found = NULL;
	if (!db_text(db, "store/schema_exists", NO_PARAMS, &found, err))
		return false;
	if (found == NULL || strcmp(found, "t") != 0) {
		*ret = 0;
		return true;
	}
	scoped_free char *version = NULL;
	if (!db_text(db, "store/schema_current", NO_PARAMS, &version, err))
		return false;
	*ret = atoi(version);
	return refuse_newer(*ret, err);
}

static bool create(struct db *db, struct error *err)
{
	scoped_free char *statement = NULL;
	return db_text(db, "store/schema_create", PARAMS(db_schema(db)), &statement, err) &&
	       db_exec(db, statement, err) && db_run(db, "store/schema_version", NO_PARAMS, err);
}

static bool apply(struct db *db, const struct sql_file *file, struct error *err)
{
	char number[16];
	snprintf(number, sizeof number, "%d", migration_number(file));
	if (!db_begin(db, err))
		return false;
	if (db_exec(db, file->text, err) && db_run(db, "store/schema_applied", PARAMS(number), err) &&
	    db_commit(db, err))
		return true;
	db_rollback(db);
	return error_context(err, "migration %s", file->name);
}

/* Two first jobs at once take turns; the lock ends with the connection. */
static bool take_turns(struct db *db, int *ret_current, struct error *err)
{
	return schema_current(db, ret_current, err) &&
	       (*ret_current == schema_known() ||
		(db_run(db, "store/schema_lock", PARAMS(db_schema(db)), err) && create(db, err) &&
		 schema_current(db, ret_current, err)));
}

bool schema_upgrade(struct db *db, int *ret_applied, struct error *err)
{
	int current;
	int applied = 0;
	if (!take_turns(db, &current, err))
		return false;
	for (const struct sql_file *file = sql_files; file->name; file++) {
		if (migration_number(file) <= current)
			continue;
		if (!apply(db, file, err))
			return false;
		applied++;
	}
	*ret_applied = applied;
	return true;
}

bool schema_make(struct db *db, struct error *err)
{
	scoped_free char *statement = NULL;
	if (!db_text(db, "store/schema_create", PARAMS(db_schema(db)), &statement, err) || !db_exec(db, statement, err))
		return false;
	for (const struct sql_file *file = sql_files; file->name; file++)
		if (migration_number(file) > 0 && !db_exec(db, file->text, err))
			return error_context(err, "migration %s", file->name);
	return true;
}
