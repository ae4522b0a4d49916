#include "jobs/doctor.h"
#include "jobs/job.h"
#include "jobs/manual.h"
#include "jobs/options.h"
#include "lib/out/table.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

struct options {
	const char *format;
	bool show_config;
	bool settings;
};

static const struct option_spec specs[] = {
	{ "format", "FORMAT", offsetof(struct options, format), "text or json; with --settings text or man, a page for man(1)" },
	{ "settings", NULL, offsetof(struct options, settings), "list every setting there is, with its default, and stop" },
	{ "show-config", NULL, offsetof(struct options, show_config),
	  "print the effective settings, secrets masked, and stop" },
	{ 0 },
};

static void visit_done(struct visit *visit)
{
	PQclear(visit->server);
	db_close(visit->db);
	settings_free(visit->settings);
	text_done(&visit->words);
}
#define scoped_visit __attribute__((cleanup(visit_done)))

enum want { WANTS_NOTHING, WANTS_SETTINGS, WANTS_SOURCE, WANTS_DATABASE, WANTS_TABLES };

static const struct look {
	const char *name;
	enum want wants;
	look_fn look;
} looks[] = {
	{ "configuration", WANTS_NOTHING, look_configuration },
	{ "timezone", WANTS_SETTINGS, look_timezone },
	{ "calendar", WANTS_SETTINGS, look_calendar },
	{ "private server", WANTS_SETTINGS, look_private_server },
	{ "database", WANTS_SETTINGS, look_database },
	{ "rights", WANTS_DATABASE, look_rights },
	{ "schema", WANTS_DATABASE, look_schema },
	{ "roles", WANTS_TABLES, look_roles },
	{ "lock", WANTS_TABLES, look_lock },
	{ "report folder", WANTS_SETTINGS, look_report_folder },
	{ "disk", WANTS_SETTINGS, look_disk },
	{ "metrics", WANTS_SETTINGS, look_metrics },
	{ "heartbeat", WANTS_SETTINGS, look_heartbeat },
	{ "mail", WANTS_SETTINGS, look_mail },
	{ "recipients", WANTS_TABLES, look_recipients },
	{ "webhook", WANTS_SETTINGS, look_webhook },
	{ "files", WANTS_SETTINGS, look_files },
	{ "salesforce", WANTS_SETTINGS, look_salesforce },
	{ "objects", WANTS_SOURCE, look_objects },
	{ "field mapping", WANTS_SOURCE, look_fields },
	{ "names", WANTS_TABLES, look_names },
	{ "clock", WANTS_NOTHING, look_clock },
};
enum { LOOKS = sizeof looks / sizeof looks[0] };

/* What a look would need and the ones before it did not bring, or NULL. */
static const char *lacking(const struct visit *visit, enum want wants)
{
	if (wants >= WANTS_SETTINGS && visit->settings == NULL)
		return "configuration";
	if (wants == WANTS_SOURCE)
		return visit->has_source ? NULL : "source";
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

static void add_look(json_t *list, const struct look *look, enum verdict verdict, const char *words)
{
	static const char *const names[] = { [GOOD] = "ok", [DOUBTFUL] = "warn", [BAD] = "fail" };
	json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "look", look->name, "verdict", names[verdict], "words", words));
}

/* Prints, or where there is a list adds to it. 0 when nothing is BAD, else the exit status
 * of the first that is. */
static int look_at_all(struct visit *visit, json_t *list)
{
	int status = 0;
	for (const struct look *look = looks; look < looks + LOOKS; look++) {
		struct error err = { 0 };
		text_clear(&visit->words);
		enum verdict verdict = look_once(visit, look, &err);
		const char *words = verdict == BAD ? err.text : visit->words.bytes;
		if (list)
			add_look(list, look, verdict, words);
		else
			print_look(look, verdict, words);
		if (verdict == BAD && status == 0)
			status = error_status(err.kind);
	}
	return status;
}

static int look_json(struct visit *visit)
{
	enum { VERSION = 1 };
	json_auto_t *list = json_array();
	int status = look_at_all(visit, list);
	table_print_json(json_pack("{s:i, s:i, s:O}", "version", VERSION, "exit_status", status, "looks", list), stdout);
	return status;
}

static bool run_doctor(struct job_context *context, struct error *err)
{
	const struct options *options = context->options;
	scoped_visit struct visit visit = { .config_path = context->config_path };
	if (!option_choice("format", options->format, options->settings ? "text, man" : "text, json", err))
		return false;
	if (options->settings) {
		options->format && strcmp(options->format, "man") == 0 ? manual_settings(stdout) : settings_explain(stdout);
		return true;
	}
	if (!options->show_config) {
		bool json = options->format && strcmp(options->format, "json") == 0;
		context->status = json ? look_json(&visit) : look_at_all(&visit, NULL);
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
	.several = "",
	.run = run_doctor,
};
