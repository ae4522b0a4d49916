#include "jobs/job.h"
#include "jobs/options.h"
#include "lib/base/text.h"
#include "lib/out/table.h"
#include "lib/store/run.h"

#include <stdio.h>
#include <string.h>

struct options {
	const char *format, *max_age;
};

static const struct option_spec specs[] = {
	{ "format", "text|json", offsetof(struct options, format), "default text" },
	{ "max-age", "HOURS", offsetof(struct options, max_age), "exit 1 where the last night was published longer ago" },
	{ 0 },
};

static const struct table_column run_columns[] = {
	{ "run_id", "RUN" },  { "job", "JOB" },           { "rep", "REP" },
	{ "as_of_day", "AS OF" }, { "started_at_here", "STARTED" }, { "took", "TOOK" },
	{ "state_words", "STATE" }, { "message", "MESSAGE" }, { NULL, NULL },
};
static const struct table_column check_columns[] = {
	{ "check_id", "CHECK" }, { "result_words", "RESULT" }, { "fails", "FAILS" }, { "warns", "WARNS" },
	{ "news", "NEW" },       { "resolved", "RESOLVED" },   { "gone", "RECORD GONE" }, { "reason", "WHY" },
	{ NULL, NULL },
};
static const struct table_column source_columns[] = {
	{ "sobject", "OBJECT" }, { "source", "SOURCE" },         { "rows_source", "AT SOURCE" },
	{ "rows_here", "HERE" }, { "rows_rejected", "REJECTED" }, { "newest_here", "NEWEST" }, { "pulled_at_here", "PULLED" },
	{ "hours_ago", "HOURS OLD" }, { "note", "NOTE" },         { NULL, NULL },
};

static const struct table_column drift_columns[] = {
	{ "found_on", "FOUND" }, { "sobject", "OBJECT" }, { "field", "FIELD" },   { "what", "WHAT" },
	{ "old_type", "WAS" },   { "new_type", "IS" },    { NULL, NULL },
};

static const struct table_column retention_columns[] = {
	{ "name", "WHAT" }, { "amount", "WENT" }, { "last_on", "LAST" }, { "total", "IN ALL" }, { NULL, NULL },
};

static const struct table_column delivery_columns[] = {
	{ "channel", "BY" },       { "recipient", "TO" }, { "sent_to", "SENT TO" },     { "file", "FILE" },
	{ "state_words", "STATE" }, { "tries", "TRIES" },  { "last_tried_here", "TRIED" }, { "why", "WHY" },
	{ NULL, NULL },
};

/* All that is told. */
struct status {
	PGresult *night, *missed, *rituals, *runs, *checks, *sources, *drift, *retention, *forgotten, *delivered, *deliveries;
};

static void status_done(struct status *status)
{
	PQclear(status->night);
	PQclear(status->missed);
	PQclear(status->rituals);
	PQclear(status->runs);
	PQclear(status->checks);
	PQclear(status->sources);
	PQclear(status->drift);
	PQclear(status->retention);
	PQclear(status->forgotten);
	PQclear(status->delivered);
	PQclear(status->deliveries);
}
#define scoped_status __attribute__((cleanup(status_done)))

static bool ask(struct job_context *context, struct status *ret, struct error *err)
{
	const char *zone = settings_get(context->settings, "org", "timezone");
	struct db *db = context->db;
	char now[32];
	struct run today;
	run_now(now, sizeof now);
	return run_as_of(db, context->settings, "", &today, err) &&
	       db_rows(db, "store/status_night", PARAMS(now, zone), &ret->night, err) &&
	       db_rows(db, "store/missed_nights", PARAMS(today.as_of_day), &ret->missed, err) &&
	       db_rows(db, "store/status_rituals", PARAMS(today.as_of_day), &ret->rituals, err) &&
	       db_rows(db, "store/status_runs", PARAMS(zone), &ret->runs, err) &&
	       db_rows(db, "store/status_checks", NO_PARAMS, &ret->checks, err) &&
	       db_rows(db, "store/status_sources", PARAMS(now, zone), &ret->sources, err) &&
	       db_rows(db, "store/status_drift", PARAMS(zone), &ret->drift, err) &&
	       db_rows(db, "store/status_retention", NO_PARAMS, &ret->retention, err) &&
	       db_rows(db, "store/status_forgotten", NO_PARAMS, &ret->forgotten, err) &&
	       db_rows(db, "store/status_delivered", NO_PARAMS, &ret->delivered, err) &&
	       db_rows(db, "store/status_deliveries", PARAMS(zone), &ret->deliveries, err);
}

/* "overdue: the last good night was 3 days ago" */
static void print_overdue(const PGresult *night)
{
	const char *hours_ago = db_value(night, 0, "hours_ago");
	if (*hours_ago == '\0') {
		puts("overdue: there was no good night yet; run 'crmaudit nightly'");
		return;
	}
	long hours = atol(hours_ago);
	long amount = hours < 48 ? hours : hours / 24;
	const char *unit = hours < 48 ? "hour" : "day";
	const char *overdue = db_flag(night, 0, "is_overdue") ? "overdue: " : "";
	if (hours < 1)
		printf("the last good night was less than an hour ago\n");
	else
		printf("%sthe last good night was %ld %s%s ago\n", overdue, amount, unit, amount == 1 ? "" : "s");
}

static void print_published(const PGresult *night)
{
	const char *run = db_value(night, 0, "published_run");
	if (*run == '\0')
		puts("nothing is published yet");
	else
		printf("published: run %s, as of %s, since %s\n", run, db_value(night, 0, "published_as_of_day"),
		       db_value(night, 0, "published_at_here"));
}

static void print_missed(const PGresult *missed)
{
	if (*db_value(missed, 0, "words"))
		printf("missed: %s; the next night covers that\n", db_value(missed, 0, "words"));
}

static void print_forgotten(const PGresult *forgotten)
{
	const char *still = db_value(forgotten, 0, "still_there");
	if (strcmp(still, "0") != 0)
		printf("forgotten here and still in the CRM: %s; delete %s there too\n", still, strcmp(still, "1") == 0 ? "it" : "them");
}

static void print_rituals(const PGresult *rituals)
{
	for (int row = 0; row < PQntuples(rituals); row++)
		printf("overdue: %s (%s), not written since %s, missed %s; the next night writes it\n", db_value(rituals, row, "title"),
		       db_value(rituals, row, "rhythm"), db_value(rituals, row, "since"), db_value(rituals, row, "missed"));
}

static void print_part(const char *title, const PGresult *rows, const struct table_column *columns)
{
	printf("\n%s\n", title);
	if (PQntuples(rows) > 0)
		table_text(rows, columns, stdout);
	else
		puts("none");
}

static void print_deliveries(const struct status *status)
{
	const PGresult *counts = status->delivered;
	printf("\ndelivered of the published run: %s sent, %s with nothing new; not delivered or in doubt\n", db_value(counts, 0, "sent"),
	       db_value(counts, 0, "quiet"));
	if (PQntuples(status->deliveries) > 0)
		table_text(status->deliveries, delivery_columns, stdout);
	else
		puts("none");
}

static void print_text(const struct settings *settings, const struct status *status)
{
	printf("organisation %s, times in %s\n", settings_get(settings, "org", "name"),
	       settings_get(settings, "org", "timezone"));
	print_overdue(status->night);
	print_published(status->night);
	print_missed(status->missed);
	print_rituals(status->rituals);
	print_forgotten(status->forgotten);
	print_part("last runs", status->runs, run_columns);
	print_part("checks of the published run", status->checks, check_columns);
	print_part("sources", status->sources, source_columns);
	print_deliveries(status);
	print_part("changes in the fields of sources", status->drift, drift_columns);
	print_part("what went because it was old", status->retention, retention_columns);
}

/* Keys are only ever added; were one taken away or to mean something else, the version
 * would be another. */
static void print_json(const struct settings *settings, const struct status *status)
{
	enum { VERSION = 1 };
	json_auto_t *night = table_json(status->night), *missed = table_json(status->missed),
		    *forgotten = table_json(status->forgotten), *delivered = table_json(status->delivered);
	json_t *all = json_pack("{s:i, s:s, s:s}", "version", VERSION, "organisation", settings_get(settings, "org", "name"), "timezone",
				settings_get(settings, "org", "timezone"));
	json_object_update(all, json_array_get(night, 0));
	json_object_set(all, "missed", json_array_get(missed, 0));
	json_object_set_new(all, "overdue_reviews", table_json(status->rituals));
	json_object_set_new(all, "runs", table_json(status->runs));
	json_object_set_new(all, "checks", table_json(status->checks));
	json_object_set_new(all, "sources", table_json(status->sources));
	json_object_set_new(all, "drift", table_json(status->drift));
	json_object_set_new(all, "retention", table_json(status->retention));
	json_object_set(all, "forgotten", json_array_get(forgotten, 0));
	json_object_set(all, "delivered", json_array_get(delivered, 0));
	json_object_set_new(all, "deliveries", table_json(status->deliveries));
	table_print_json(all, stdout);
}

static bool check_words(const struct options *options, struct error *err)
{
	const char *hours = options->max_age ? options->max_age : "1";
	bool whole = *hours && strspn(hours, "0123456789") == strlen(hours) && strlen(hours) <= 6;
	if (!whole)
		return error_set(err, ERROR_USAGE, "--max-age '%s' is no number of hours, such as 26", hours);
	return option_choice("format", options->format, "text, json", err);
}

/* 1 for what monitors by exit status. */
static bool check_age(struct job_context *context, const char *hours, struct error *err)
{
	char now[32];
	scoped_result PGresult *rows = NULL;
	run_now(now, sizeof now);
	if (hours && !db_rows(context->db, "store/published_since", PARAMS(now, hours), &rows, err))
		return false;
	context->status = hours && !db_flag(rows, 0, "is_young") ? 1 : 0;
	return true;
}

static bool run_status(struct job_context *context, struct error *err)
{
	const struct options *options = context->options;
	scoped_status struct status status = { 0 };
	if (!check_words(options, err) || !ask(context, &status, err) || !check_age(context, options->max_age, err))
		return false;
	if (options->format && strcmp(options->format, "json") == 0)
		print_json(context->settings, &status);
	else
		print_text(context->settings, &status);
	return true;
}

const struct job job_status = {
	.name = "status",
	.summary = "last runs, what was not checked, what is overdue",
	.example = "crmaudit status --format json",
	.options = specs,
	.options_size = sizeof(struct options),
	.needs = NEEDS_DATABASE,
	.several = "",
	.as = ROLE_READER,
	.run = run_status,
};
