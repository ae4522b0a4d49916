#include "lib/store/run.h"

#include "lib/base/log.h"
#include "lib/base/settings_table.h"
#include "lib/base/text.h"
#include "lib/store/lock.h"
#include "lib/store/schema.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

void run_now(char *ret, size_t room)
{
	time_t now = time(NULL);
	struct tm utc;
	gmtime_r(&now, &utc);
	strftime(ret, room, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

static void keep(char *ret, size_t room, const char *text)
{
	snprintf(ret, room, "%s", text);
}

static bool looks_like_instant(const char *text)
{
	int year, month, day, length = 0;
	return *text == '\0' || (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &length) == 3 && length == 10 &&
				 (text[10] == '\0' || text[10] == 'T' || text[10] == ' '));
}

bool run_as_of(struct db *db, const struct settings *settings, const char *as_of, struct run *ret,
	       struct error *err)
{
	char now[32];
	run_now(now, sizeof now);
	scoped_result PGresult *rows = NULL;
	const char *zone = settings_get(settings, "org", "timezone");
	bool readable = looks_like_instant(as_of);
	if (readable && db_rows(db, "store/as_of", PARAMS(as_of, zone, now), &rows, err)) {
		keep(ret->as_of, sizeof ret->as_of, db_value(rows, 0, "as_of"));
		keep(ret->as_of_day, sizeof ret->as_of_day, db_value(rows, 0, "as_of_day"));
		return true;
	}
	/* 2022-02-30 the server alone can tell; other failures are not the operator's */
	if (readable && (*as_of == '\0' || err->kind != ERROR_BUG))
		return false;
	return error_set(err, ERROR_USAGE,
			 "--as-of '%s' is neither a date (2022-07-15) nor a timestamp (2022-07-15T18:00:00Z)", as_of);
}

/* While the lock was waited for, a newer program may have brought the schema forward. */
bool run_lock(struct db *db, struct error *err)
{
	int version;
	return lock_take(db, err) && schema_current(db, &version, err);
}

bool run_scope(struct db *db, const struct settings *settings, const struct run *run, struct error *err)
{
	return db_run(db, "store/scope",
		      PARAMS(run->id, run->as_of, run->as_of_day, settings_get(settings, "org", "timezone"),
			     settings_get(settings, "files", "timezone"), run->rep),
		      err);
}

static bool put_setting(const struct setting *setting, void *context, struct error *err)
{
	return db_run(context, "store/setting_put", PARAMS(setting->section, setting->key, setting->value), err);
}

/* What SQL reads from the configuration; [fields.…] and thresholds go elsewhere. */
static bool put_settings(struct db *db, const struct settings *settings, struct error *err)
{
	if (!db_run(db, "store/setting_clear", NO_PARAMS, err))
		return false;
	for (const struct setting_row *row = setting_rows; row->section; row++) {
		if (!row->in_sql)
			continue;
		const char *value = settings_get(settings, row->section, row->key);
		if (!db_run(db, "store/setting_put", PARAMS(row->section, row->key, value), err))
			return false;
	}
	return settings_each(settings, "activity.", put_setting, db, err) &&
	       settings_each(settings, "opportunities.", put_setting, db, err) &&
	       settings_each(settings, "required.", put_setting, db, err);
}

bool run_start(struct db *db, const struct settings *settings, const char *job, struct run *run,
	       struct error *err)
{
	char now[32];
	run_now(now, sizeof now);
	scoped_free char *id = NULL;
	if (!db_text(db, "store/run_start",
		     PARAMS(job, run->as_of, run->as_of_day, *run->rep ? run->rep : NULL, now), &id, err))
		return false;
	keep(run->id, sizeof run->id, id);
	log_run(settings_get(settings, "org", "name"), job, id);
	scoped_free char *seen = NULL;
	if (!db_text(db, "sources/seen_at", PARAMS(run->as_of, now), &seen, err))
		return false;
	keep(run->seen_at, sizeof run->seen_at, seen);
	return run_scope(db, settings, run, err) && put_settings(db, settings, err);
}

bool run_published(struct db *db, const struct settings *settings, struct run *ret, bool *ret_found,
		   struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "store/published", NO_PARAMS, &rows, err))
		return false;
	*ret_found = PQntuples(rows) == 1;
	if (!*ret_found)
		return true;
	keep(ret->id, sizeof ret->id, db_value(rows, 0, "run_id"));
	keep(ret->as_of, sizeof ret->as_of, db_value(rows, 0, "as_of"));
	keep(ret->as_of_day, sizeof ret->as_of_day, db_value(rows, 0, "as_of_day"));
	ret->rep[0] = '\0';
	return run_scope(db, settings, ret, err);
}

bool run_finish(struct db *db, const struct run *run, bool good, const char *message, struct error *err)
{
	char now[32];
	run_now(now, sizeof now);
	return db_run(db, "store/run_finish", PARAMS(run->id, good ? "done" : "failed", message, now), err);
}

bool run_publish(struct db *db, const struct run *run, struct error *err)
{
	char now[32];
	run_now(now, sizeof now);
	return db_run(db, "store/publish", PARAMS(run->id, now), err);
}
