#include "jobs/job.h"
#include "jobs/open.h"
#include "lib/audit/catalogue.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/store/roles.h"
#include "lib/store/run.h"
#include "lib/store/schema.h"
#include "lib/store/server.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct options {
	bool dry_run;
};

static const struct option_spec specs[] = {
	{ "dry-run", NULL, offsetof(struct options, dry_run), "with upgrade: list the steps that it would apply, and apply none" },
	{ 0 },
};

static bool start(struct job_context *context, struct error *err)
{
	if (!open_is_private(context->settings)) {
		puts("nothing to start: [database] conninfo or a PG* variable names a server");
		return true;
	}
	scoped_free char *conninfo = NULL;
	if (!server_start(&conninfo, err))
		return false;
	puts(conninfo);
	return true;
}

static bool stop(struct job_context *context, struct error *err)
{
	(void)context;
	bool was_running;
	if (!server_stop(&was_running, err))
		return false;
	puts(was_running ? "stopped" : "it was not running");
	return true;
}

static void say_step(const char *name)
{
	printf("would apply %s\n", name);
}

static bool plan(struct job_context *context, struct error *err)
{
	scoped_db struct db *db = NULL;
	int current;
	if (!open_to_look(context->settings, &db, err) || !schema_current(db, &current, err))
		return false;
	printf("schema %s has version %d%s\n", db_schema(db), current, current == schema_known() ? ", the newest" : "");
	schema_steps(current, say_step);
	return true;
}

static bool upgrade(struct job_context *context, struct error *err)
{
	const struct options *asked = context->options;
	scoped_db struct db *db = NULL;
	bool is_ready, may_make;
	if (asked->dry_run)
		return plan(context, err);
	if (!open_upgrade(context->settings, &db, err) || !roles_ready(db, &is_ready, &may_make, err))
		return false;
	printf("schema %s has version %d\n", db_schema(db), schema_known());
	if (!is_ready)
		puts("its database roles are not there yet: have the database's owner run what 'crmaudit db roles' prints");
	return true;
}

/* For somebody who may do what this login may not. */
static bool roles(struct job_context *context, struct error *err)
{
	scoped_db struct db *db = NULL;
	scoped_result PGresult *rows = NULL;
	if (!open_database(context->settings, &db, err) || !roles_lacking(db, &rows, err))
		return false;
	if (PQntuples(rows) == 0)
		puts("-- the database roles have all their rights and no others");
	for (int row = 0; row < PQntuples(rows); row++)
		printf("%s;\n", db_value(rows, row, "statement"));
	return true;
}

/* As PGOPTIONS wants it: blanks and backslashes in a value are escaped. */
static void add_option(struct text *options, const char *name, const char *value)
{
	text_format(options, "%s-c %s=", options->length ? " " : "", name);
	for (; *value; value++) {
		if (*value == ' ' || *value == '\\')
			text_char(options, '\\');
		text_char(options, *value);
	}
}

/* The session's names are those that sql/store/scope.sql sets. */
static void put_options(const struct settings *settings, const struct run *run)
{
	struct text options = { 0 };
	const char *given = getenv("PGOPTIONS");
	text_put(&options, given ? given : "");
	scoped_free char *schema = settings_schema(settings);
	add_option(&options, "search_path", schema);
	add_option(&options, "timezone", "UTC");
	add_option(&options, "crmaudit.run", run->id);
	add_option(&options, "crmaudit.as_of", run->as_of);
	add_option(&options, "crmaudit.as_of_day", run->as_of_day);
	add_option(&options, "crmaudit.org_zone", settings_get(settings, "org", "timezone"));
	add_option(&options, "crmaudit.files_zone", settings_get(settings, "files", "timezone"));
	add_option(&options, "crmaudit.rep", "");
	scoped_free char *words = text_give(&options);
	setenv("PGOPTIONS", words, 1);
}

/* The environment rather than psql's arguments: ps shows those to everybody. */
static bool put_conninfo(const char *conninfo, struct error *err)
{
	if (*conninfo && !strchr(conninfo, '=') && !strstr(conninfo, "://")) {
		setenv("PGDATABASE", conninfo, 1);
		return true;
	}
	PQconninfoOption *all = PQconninfoParse(conninfo, NULL);
	if (all == NULL)
		return error_set(err, ERROR_CONFIG, "[database] conninfo cannot be read; it is host=… dbname=… "
				 "or postgresql://…");
	for (const PQconninfoOption *one = all; one->keyword; one++)
		if (one->envvar && one->val)
			setenv(one->envvar, one->val, 1);
	PQconninfoFree(all);
	return true;
}

/* A check under way needs its thresholds where SQL reads them. A night that holds them
 * just now is no reason not to open a shell. */
static bool refresh(struct db *db, const struct settings *settings, struct error *err)
{
	scoped_catalogue struct catalogue *catalogue = NULL;
	struct error busy = { 0 };
	if (!catalogue_read(settings, &catalogue, err) || !catalogue_settings(catalogue, settings, err) ||
	    !db_exec(db, "SET lock_timeout = '2s'", err) || !db_begin(db, err))
		return false;
	if (catalogue_refresh(catalogue, settings, db, &busy) && db_commit(db, &busy))
		return true;
	db_rollback(db);
	log_line(LOG_WARN, "thresholds are those of the last night: %s", busy.text);
	return true;
}

/* The published run, or before the first, now. */
static bool read_scope(struct job_context *context, struct run *run, struct error *err)
{
	scoped_db struct db *db = NULL;
	bool found;
	if (!open_database(context->settings, &db, err) ||
	    !run_published(db, context->settings, run, &found, err))
		return false;
	if (!found) {
		snprintf(run->id, sizeof run->id, "0");
		if (!run_as_of(db, context->settings, "", run, err) || !run_scope(db, context->settings, run, err))
			return false;
	}
	return refresh(db, context->settings, err);
}

static bool exec_psql(char *const *words, struct error *err)
{
	size_t count = list_length(words);
	scoped_free char **arguments = memory_new(count + 2, sizeof *arguments);
	char name[] = "psql";
	arguments[0] = name;
	memcpy(arguments + 1, words, count * sizeof *words);
	fflush(stdout);
	signal(SIGPIPE, SIG_DFL);
	execvp("psql", arguments);
	return error_set(err, ERROR_CONFIG, "psql: %s; install the PostgreSQL client", strerror(errno));
}

static bool shell(struct job_context *context, struct error *err)
{
	scoped_secret char *conninfo = NULL;
	struct run run = { 0 };
	if (!open_conninfo(context->settings, &conninfo, err) || !read_scope(context, &run, err) ||
	    !put_conninfo(conninfo, err))
		return false;
	put_options(context->settings, &run);
	return exec_psql(context->words + 1, err);
}

static const struct {
	const char *name;
	bool (*run)(struct job_context *context, struct error *err);
} actions[] = { { "start", start }, { "stop", stop }, { "upgrade", upgrade }, { "roles", roles }, { "shell", shell } };
enum { ACTIONS = sizeof actions / sizeof actions[0] };

static bool run_db(struct job_context *context, struct error *err)
{
	const struct options *asked = context->options;
	const char *name = context->words[0];
	const char *names[ACTIONS + 1] = { NULL };
	for (size_t at = 0; at < ACTIONS; at++) {
		names[at] = actions[at].name;
		bool is_it = strcmp(actions[at].name, name) == 0;
		if (is_it && context->words[1] && actions[at].run != shell)
			return error_set(err, ERROR_USAGE, "%s takes no '%s'", name, context->words[1]);
		if (is_it && asked->dry_run && actions[at].run != upgrade)
			return error_set(err, ERROR_USAGE, "--dry-run goes with upgrade");
		if (is_it)
			return actions[at].run(context, err);
	}
	const char *nearest = string_nearest(name, names);
	return error_set(err, ERROR_USAGE, "there is no 'db %s'; %s%s%s", name,
			 nearest ? "did you mean '" : "it is start, stop, upgrade, roles or shell",
			 nearest ? nearest : "", nearest ? "'?" : "");
}

const struct job job_db = {
	.name = "db",
	.summary = "the private server, the schema and its roles; a psql shell in it",
	.arguments = "start|stop|upgrade|roles|shell [-- ARGUMENT OF PSQL…]",
	.example = "crmaudit db shell -- --file sql/checks/opportunity-stale.sql",
	.options = specs,
	.options_size = sizeof(struct options),
	.needs = NEEDS_SETTINGS,
	.several = "upgrade",
	.least_words = 1,
	.most_words = 64,
	.run = run_db,
};
