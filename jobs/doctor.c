#include "jobs/job.h"
#include "jobs/manual.h"
#include "jobs/open.h"
#include "jobs/options.h"
#include "lib/audit/calendar.h"
#include "lib/audit/catalogue.h"
#include "lib/base/text.h"
#include "lib/crm/files.h"
#include "lib/crm/salesforce.h"
#include "lib/crm/sources.h"
#include "lib/crm/objects.h"
#include "lib/store/run.h"
#include "lib/store/schema.h"
#include "lib/store/server.h"

#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct options {
	bool show_config;
	bool settings;
	const char *format;
};

static const struct option_spec specs[] = {
	{ "settings", NULL, offsetof(struct options, settings), "list every setting there is, with its default, and stop" },
	{ "format", "man", offsetof(struct options, format), "with --settings: as a page for man(1)" },
	{ "show-config", NULL, offsetof(struct options, show_config),
	  "print the effective settings, secrets masked, and stop" },
	{ 0 },
};

/* What has been found so far; a look adds its words. */
struct visit {
	const char *config_path;
	struct settings *settings;
	struct db *db;
	PGresult *server;       /* the row of sql/store/status_server.sql */
	bool has_tables;        /* the schema is as this program knows it */
	struct text words;
};

static void visit_done(struct visit *visit)
{
	PQclear(visit->server);
	db_close(visit->db);
	settings_free(visit->settings);
	text_done(&visit->words);
}
#define scoped_visit __attribute__((cleanup(visit_done)))

/* A look that is BAD has filled err, which has the mend; the others fill the words. */
enum verdict { GOOD, DOUBTFUL, BAD };

static enum verdict look_configuration(struct visit *visit, struct error *err)
{
	scoped_catalogue struct catalogue *catalogue = NULL;
	if (!settings_read(visit->config_path, &visit->settings, err) || !catalogue_read(visit->settings, &catalogue, err) ||
	    !catalogue_settings(catalogue, visit->settings, err))
		return BAD;
	text_put(&visit->words, settings_path(visit->settings));
	return GOOD;
}

static enum verdict look_timezone(struct visit *visit, struct error *err)
{
	(void)err;
	const char *zone = settings_get(visit->settings, "org", "timezone");
	text_format(&visit->words, "business days begin at midnight %s", zone);
	if (strcmp(zone, "UTC") == 0)
		text_put(&visit->words, "; where the organisation works elsewhere, set [org] timezone");
	return GOOD;
}

static enum verdict look_calendar(struct visit *visit, struct error *err)
{
	return calendar_check(visit->settings, &visit->words, err) ? GOOD : BAD;
}

static enum verdict look_private_server(struct visit *visit, struct error *err)
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

static enum verdict look_database(struct visit *visit, struct error *err)
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
	return good ? GOOD : BAD;
}

static enum verdict look_rights(struct visit *visit, struct error *err)
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
	text_format(&visit->words, "%s may create in %s %s", login, has_schema ? "schema" : "database",
		    has_schema ? schema : database);
	return GOOD;
}

static enum verdict look_schema(struct visit *visit, struct error *err)
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

static bool is_folder(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* Only a file that was made proves it: access() knows neither full disks nor mounts
 * that are read-only. */
static bool try_folder(const char *folder, struct error *err)
{
	scoped_free char *path = string_format("%s/.crmaudit-doctor-XXXXXX", folder);
	scoped_fd int file = mkstemp(path);
	if (file < 0)
		return error_set(err, ERROR_CREATE, "%s: %s; give this account the right to write there", folder,
				 strerror(errno));
	bool written = write(file, "x", 1) == 1 && fsync(file) == 0;
	int why = errno;
	unlink(path);
	return written || error_set(err, ERROR_WRITE, "%s: %s", folder, strerror(why));
}

static enum verdict look_report_folder(struct visit *visit, struct error *err)
{
	scoped_free char *folder = settings_file(visit->settings, "report", "folder");
	text_format(&visit->words, "%s", folder);
	if (is_folder(folder))
		return try_folder(folder, err) ? GOOD : BAD;
	if (access(folder, F_OK) == 0) {
		error_set(err, ERROR_CREATE, "%s is no folder; see [report] folder", folder);
		return BAD;
	}
	scoped_free char *above = string_new(folder);
	while (!is_folder(above)) {
		const char *up = dirname(above);
		memmove(above, up, strlen(up) + 1);
	}
	text_put(&visit->words, " will be made");
	return try_folder(above, err) ? GOOD : BAD;
}

/* Which of the objects that we read the source has. */
static enum verdict count_objects(struct visit *visit, const char *folder, const struct source *source,
				  struct error *err)
{
	scoped_text struct text there = { 0 }, missing = { 0 };
	for (const struct source_object *object = objects_all; object->name; object++) {
		scoped_source_fields struct source_field *fields = NULL;
		if (!source->fields(source->self, object, &fields, err)) {
			error_context(err, "%s", object->sobject);
			return BAD;
		}
		struct text *list = fields ? &there : &missing;
		text_format(list, "%s%s", list->length ? ", " : "", object->sobject);
	}
	text_format(&visit->words, "%s has %s", folder, there.length ? there.bytes : "nothing we read");
	if (missing.length)
		text_format(&visit->words, "; not %s", missing.bytes);
	return GOOD;
}

static enum verdict look_files(struct visit *visit, struct error *err)
{
	scoped_free char *folder = settings_file(visit->settings, "files", "path");
	scoped_source struct source *source = NULL;
	if (*folder == '\0') {
		text_put(&visit->words, "not used, [files] path is empty");
		return GOOD;
	}
	if (!files_open(folder, &source, err))
		return BAD;
	return count_objects(visit, folder, source, err);
}

/* salesforce_check() tells in lines; a doctor's finding is one. */
static void join_lines(struct text *words)
{
	while (words->length && words->bytes[words->length - 1] == '\n')
		words->bytes[--words->length] = '\0';
	scoped_free char *lines = text_give(words);
	for (const char *c = lines; *c; c++)
		if (*c == '\n')
			text_put(words, "; ");
		else
			text_char(words, *c);
}

static enum verdict look_salesforce(struct visit *visit, struct error *err)
{
	bool files;
	if (!sources_are_files(visit->settings, &files, err))
		return BAD;
	if (files)
		text_put(&visit->words, "not used, [salesforce] auth is empty");
	else if (!salesforce_check(visit->settings, &visit->words, err))
		return BAD;
	join_lines(&visit->words);
	return GOOD;
}

static enum verdict look_fields(struct visit *visit, struct error *err)
{
	scoped_result PGresult *pulls = NULL, *rows = NULL;
	char now[32];
	run_now(now, sizeof now);
	if (!db_rows(visit->db, "store/status_pulls", PARAMS(now), &pulls, err) ||
	    !db_rows(visit->db, "store/status_fields", NO_PARAMS, &rows, err))
		return BAD;
	if (strcmp(db_value(pulls, 0, "objects"), "0") == 0) {
		text_put(&visit->words, "known after the first pull");
		return GOOD;
	}
	scoped_text struct text custom = { 0 };
	int standard = 0;
	for (int row = 0; row < PQntuples(rows); row++)
		if (db_flag(rows, row, "is_custom"))
			text_format(&custom, "%s%s.%s", custom.length ? ", " : "", db_value(rows, row, "sobject"),
				    db_value(rows, row, "field"));
		else
			standard++;
	text_format(&visit->words, "%d standard fields are not at the source", standard);
	if (custom.length == 0)
		return GOOD;
	error_set(err, ERROR_CONFIG, "not at the source, or hidden from the login: %s; correct [fields.…], or let the "
		  "login read them", custom.bytes);
	return BAD;
}

static enum verdict look_clock(struct visit *visit, struct error *err)
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

enum want { WANTS_NOTHING, WANTS_SETTINGS, WANTS_DATABASE, WANTS_TABLES };

static const struct look {
	const char *name;
	enum want wants;
	enum verdict (*look)(struct visit *visit, struct error *err);
} looks[] = {
	{ "configuration", WANTS_NOTHING, look_configuration },
	{ "timezone", WANTS_SETTINGS, look_timezone },
	{ "calendar", WANTS_SETTINGS, look_calendar },
	{ "private server", WANTS_SETTINGS, look_private_server },
	{ "database", WANTS_SETTINGS, look_database },
	{ "rights", WANTS_DATABASE, look_rights },
	{ "schema", WANTS_DATABASE, look_schema },
	{ "report folder", WANTS_SETTINGS, look_report_folder },
	{ "files", WANTS_SETTINGS, look_files },
	{ "salesforce", WANTS_SETTINGS, look_salesforce },
	{ "field mapping", WANTS_TABLES, look_fields },
	{ "clock", WANTS_NOTHING, look_clock },
};
enum { LOOKS = sizeof looks / sizeof looks[0] };

/* What a look would need and the ones before it did not bring, or NULL. */
static const char *lacking(const struct visit *visit, enum want wants)
{
	if (wants >= WANTS_SETTINGS && visit->settings == NULL)
		return "configuration";
	if (wants >= WANTS_DATABASE && visit->server == NULL)
		return "database";
	if (wants >= WANTS_TABLES && !visit->has_tables)
		return "schema";
	return NULL;
}

static enum verdict look_once(struct visit *visit, const struct look *look, struct error *err)
{
	const char *lack = lacking(visit, look->wants);
	if (lack == NULL)
		return look->look(visit, err);
	text_format(&visit->words, "not looked at, for want of the %s", lack);
	return DOUBTFUL;
}

static void print_look(const struct look *look, enum verdict verdict, const char *words)
{
	static const char *const names[] = { [GOOD] = "ok", [DOUBTFUL] = "warn", [BAD] = "FAIL" };
	printf("%-4s  %-14s  %s\n", names[verdict], look->name, words);
	fflush(stdout);
}

/* 0 when nothing is BAD, else the exit status of the first that is. */
static int look_at_all(struct visit *visit)
{
	int status = 0;
	for (const struct look *look = looks; look < looks + LOOKS; look++) {
		struct error err = { 0 };
		text_clear(&visit->words);
		enum verdict verdict = look_once(visit, look, &err);
		print_look(look, verdict, verdict == BAD ? err.text : visit->words.bytes);
		if (verdict == BAD && status == 0)
			status = error_status(err.kind);
	}
	return status;
}

static bool run_doctor(struct job_context *context, struct error *err)
{
	const struct options *options = context->options;
	scoped_visit struct visit visit = { .config_path = context->config_path };
	if (options->format && !options->settings)
		return error_set(err, ERROR_USAGE, "--format goes with --settings");
	if (!option_choice("format", options->format, "man", err))
		return false;
	if (options->settings) {
		options->format ? manual_settings(stdout) : settings_explain(stdout);
		return true;
	}
	if (!options->show_config) {
		context->status = look_at_all(&visit);
		return true;
	}
	if (!settings_read(context->config_path, &visit.settings, err))
		return false;
	settings_show(visit.settings, stdout);
	return true;
}

const struct job job_doctor = {
	.name = "doctor",
	.summary = "say what is wrong with the set-up, and the mend",
	.example = "crmaudit doctor --show-config",
	.options = specs,
	.options_size = sizeof(struct options),
	.needs = NEEDS_NOTHING,
	.run = run_doctor,
};
