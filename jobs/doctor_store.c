#include "jobs/doctor.h"
#include "jobs/open.h"
#include "lib/store/roles.h"
#include "lib/store/run.h"
#include "lib/store/schema.h"
#include "lib/store/server.h"

#include <string.h>

enum verdict look_private_server(struct visit *visit, struct error *err)
{
	bool running;
	scoped_free char *conninfo = NULL;
	if (!open_is_private(visit->settings))
		text_put(&visit->words, "not used, [database] conninfo or a PG* variable names a server");
	else if (!server_status(&running, &conninfo, err))
		return BAD;
	else
		text_format(&visit->words, "%s", running ? "running" : "not running yet; it is started when needed");
	return GOOD;
}

static bool ask_server(struct visit *visit, struct error *err)
{
	char now[32];
	run_now(now, sizeof now);
	return open_to_look(visit->settings, &visit->db, err) &&
	       db_rows(visit->db, "store/status_server",
		       PARAMS(db_schema(visit->db), now, settings_get(visit->settings, "org", "timezone")),
		       &visit->server, err);
}

enum verdict look_database(struct visit *visit, struct error *err)
{
	enum { OLDEST = 150000 };
	if (!ask_server(visit, err))
		return BAD;
	const char *version = db_value(visit->server, 0, "version");
	const char *encoding = db_value(visit->server, 0, "encoding");
	const char *zone = settings_get(visit->settings, "org", "timezone");
	bool good = true;
	if (atoi(db_value(visit->server, 0, "number")) < OLDEST)
		good = error_set(err, ERROR_CONFIG, "PostgreSQL %s is too old; it takes 15 or newer", version);
	else if (db_flag(visit->server, 0, "is_standby"))
		good = error_set(err, ERROR_CONFIG, "the server is a standby that takes no writes; name the primary "
				 "in [database] conninfo");
	else if (strcmp(encoding, "UTF8") != 0)
		good = error_set(err, ERROR_CONFIG, "the database's encoding is %s; make one with ENCODING UTF8",
				 encoding);
	else if (!db_flag(visit->server, 0, "knows_zone"))
		good = error_set(err, ERROR_CONFIG, "the server does not know the zone %s; install its tzdata", zone);
	text_format(&visit->words, "PostgreSQL %s, database %s, login %s", version,
		    db_value(visit->server, 0, "database"), db_value(visit->server, 0, "login"));
	scoped_free char *sslmode = db_sslmode(visit->db);
	bool is_open = *sslmode && strcmp(sslmode, "verify-full") != 0;
	if (is_open)
		text_format(&visit->words, "; sslmode %s does not make sure that it is that server: leave it out of [database] "
			    "conninfo and the environment, and verify-full is it", sslmode);
	return !good ? BAD : is_open ? DOUBTFUL : GOOD;
}

enum verdict look_rights(struct visit *visit, struct error *err)
{
	const char *login = db_value(visit->server, 0, "login");
	bool has_schema = db_flag(visit->server, 0, "has_schema");
	const char *schema = db_schema(visit->db);
	const char *database = db_value(visit->server, 0, "database");
	if (!db_flag(visit->server, 0, "may_create")) {
		error_set(err, ERROR_LOGIN, "%s may not create in %s %s; GRANT %sCREATE ON %s %s TO %s", login,
			  has_schema ? "schema" : "database", has_schema ? schema : database,
			  has_schema ? "USAGE, " : "", has_schema ? "SCHEMA" : "DATABASE",
			  has_schema ? schema : database, login);
		return BAD;
	}
	const char *keep_nothing = db_value(visit->server, 0, "keep_nothing");
	if (*keep_nothing) {
		error_set(err, ERROR_LOGIN, "%s may make no temporary tables; GRANT TEMPORARY ON DATABASE %s TO %s", keep_nothing,
			  database, keep_nothing);
		return BAD;
	}
	text_format(&visit->words, "%s may create in %s %s", login, has_schema ? "schema" : "database",
		    has_schema ? schema : database);
	return GOOD;
}

enum verdict look_schema(struct visit *visit, struct error *err)
{
	int version;
	if (!schema_current(visit->db, &version, err))
		return BAD;
	int known = schema_known();
	visit->has_tables = version == known;
	text_format(&visit->words, "%s, version %d", db_schema(visit->db), version);
	if (visit->has_tables)
		return GOOD;
	text_format(&visit->words, "; the next job brings it to %d, or 'crmaudit db upgrade' does", known);
	return DOUBTFUL;
}

enum verdict look_roles(struct visit *visit, struct error *err)
{
	bool is_ready, may_make;
	scoped_result PGresult *rows = NULL;
	if (!roles_ready(visit->db, &is_ready, &may_make, err) || !roles_lacking(visit->db, &rows, err))
		return BAD;
	int lacking = PQntuples(rows);
	if (is_ready && lacking == 0) {
		text_put(&visit->words, "loader, checker and reader have their rights and no others");
		return GOOD;
	}
	text_format(&visit->words, "%s: %d statement%s lacking, the first %s; %s",
		    is_ready ? "their rights are not as they should be" : "not in use, jobs and your own checks have the login's rights",
		    lacking, lacking == 1 ? "" : "s", lacking ? db_value(rows, 0, "statement") : "none",
		    may_make ? "'crmaudit db upgrade' runs them"
			     : "have the database's owner run what 'crmaudit db roles' prints");
	return DOUBTFUL;
}

/* A run takes minutes; one that goes on for hours hangs, or its machine is gone. */
enum verdict look_lock(struct visit *visit, struct error *err)
{
	enum { LONG_MINUTES = 360 };
	char now[32];
	run_now(now, sizeof now);
	scoped_result PGresult *rows = NULL;
	if (!db_rows(visit->db, "store/lock_holder", PARAMS(now), &rows, err))
		return BAD;
	if (PQntuples(rows) == 0) {
		text_put(&visit->words, "no run is under way");
		return GOOD;
	}
	const char *pid = db_value(rows, 0, "pid"), *host = db_value(rows, 0, "host");
	bool is_long = atol(db_value(rows, 0, "minutes")) >= LONG_MINUTES;
	text_format(&visit->words, "a run is under way for %s minutes (server process %s%s%s)", db_value(rows, 0, "minutes"), pid,
		    *host ? ", from " : "", host);
	if (is_long)
		text_format(&visit->words, "; others end with 75 meanwhile: where it hangs end it, or have the server do so: "
			    "crmaudit db shell -- -c 'SELECT pg_terminate_backend(%s)'", pid);
	return is_long ? DOUBTFUL : GOOD;
}

/* What the configuration names and no record has makes the audit smaller in silence. */
enum verdict look_names(struct visit *visit, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	const struct settings *settings = visit->settings;
	if (!db_rows(visit->db, "store/unmatched_names",
		     PARAMS(settings_get(settings, "reps", "roles"), settings_get(settings, "reps", "emails"),
			    settings_get(settings, "activity", "touch_statuses")), &rows, err))
		return BAD;
	if (!db_flag(rows, 0, "is_pulled")) {
		text_put(&visit->words, "known after the first pull");
		return GOOD;
	}
	struct text *words = &visit->words;
	for (int row = 0; row < PQntuples(rows) && *db_value(rows, row, "name"); row++)
		text_format(words, "%s[%s] %s: '%s' matches nothing%s%s", words->length ? "; " : "",
			    db_value(rows, row, "section"), db_value(rows, row, "key"), db_value(rows, row, "name"),
			    *db_value(rows, row, "known") ? ", there are " : "", db_value(rows, row, "known"));
	if (words->length)
		return DOUBTFUL;
	text_put(words, "the roles, e-mails and statuses of the configuration are there");
	return GOOD;
}

enum verdict look_clock(struct visit *visit, struct error *err)
{
	char now[32];
	run_now(now, sizeof now);
	text_format(&visit->words, "it is %s", now);
	/* an ISO date sorts as text; before this program was written no clock is right */
	if (strcmp(now, "2024") < 0) {
		error_set(err, ERROR_CONFIG, "the clock says %s; set it, best by NTP", now);
		return BAD;
	}
	long ahead = visit->server ? atol(db_value(visit->server, 0, "seconds_ahead")) : 0;
	scoped_result PGresult *pulls = NULL;
	if (visit->has_tables && !db_rows(visit->db, "store/status_pulls", PARAMS(now), &pulls, err))
		return BAD;
	bool from_the_future = pulls && db_flag(pulls, 0, "is_ahead");
	if (labs(ahead) > 60)
		text_format(&visit->words, "; the database's clock differs by %ld seconds, set both by NTP", ahead);
	if (from_the_future)
		text_format(&visit->words, "; the last pull was at %s, which is yet to come: the clock was set back",
			    db_value(pulls, 0, "last_pull"));
	return labs(ahead) > 60 || from_the_future ? DOUBTFUL : GOOD;
}
