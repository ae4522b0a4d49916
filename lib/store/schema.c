#include "lib/store/schema.h"

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/store/lock.h"
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
	log_line(LOG_DEBUG, "database: schema %s: step %s", db_schema(db), file->name);
	if (db_exec(db, file->text, err) && db_run(db, "store/schema_applied", PARAMS(number), err))
		return true;
	return error_context(err, "migration %s", file->name);
}

static bool apply_all(struct db *db, int current, int *ret_applied, struct error *err)
{
	int applied = 0;
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

static bool apply_whole(struct db *db, int current, int *ret_applied, struct error *err)
{
	if (!db_begin(db, err))
		return false;
	if (create(db, err) && apply_all(db, current, ret_applied, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return error_context(err, "the schema %s stays at version %d", db_schema(db), current);
}

/* A new schema has no runs, and no lock yet: its lock is named by the session's schema. */
static bool apply_alone(struct db *db, int *ret_applied, struct error *err)
{
	int current, applied = 0;
	if (!schema_current(db, &current, err))
		return false;
	if (current == schema_known()) {
		*ret_applied = 0;
		return true;
	}
	if ((current > 0 && !lock_take(db, err)) || !apply_whole(db, current, &applied, err) ||
	    (current > 0 && !lock_give(db, err)))
		return false;
	*ret_applied = applied;
	return true;
}

void schema_steps(int version, void (*each)(const char *name))
{
	for (const struct sql_file *file = sql_files; file->name; file++)
		if (migration_number(file) > version)
			each(file->name);
}

bool schema_upgrade(struct db *db, int *ret_applied, struct error *err)
{
	int current;
	if (!schema_current(db, &current, err))
		return false;
	if (current == schema_known()) {
		*ret_applied = 0;
		return true;
	}
	return db_run(db, "store/schema_lock", PARAMS(db_schema(db)), err) && apply_alone(db, ret_applied, err) &&
	       db_run(db, "store/schema_unlock", PARAMS(db_schema(db)), err);
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
