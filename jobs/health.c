#include "jobs/health.h"

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/crm/heartbeat.h"
#include "lib/out/metrics.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

static void beat(const struct settings *settings, const struct heartbeat *beat)
{
	struct error err;
	if (!heartbeat_send(settings, beat, &err))
		log_line(LOG_WARN, "heartbeat: %s", err.text);
}

void health_begin(const struct job_context *context)
{
	const char *name = settings_get(context->settings, "org", "name");
	scoped_free char *words = string_format("%s: nightly began", name);
	beat(context->settings, &(struct heartbeat){ .suffix = "start", .words = words, .hasty = true });
}

/* Of an error its kind alone: its words may quote a record. */
static const char *kind_words(enum error_kind kind)
{
	static const char *const words[] = {
		[ERROR_NONE] = "no reason given",
		[ERROR_USAGE] = "the command line is wrong",
		[ERROR_DATA] = "input cannot be read",
		[ERROR_UNAVAILABLE] = "the CRM or the database is out of reach",
		[ERROR_BUG] = "an error of crmaudit's own",
		[ERROR_CREATE] = "an output file cannot be created",
		[ERROR_WRITE] = "an output file or the database cannot be written",
		[ERROR_LATER] = "try later: calls spent, or another run in the way",
		[ERROR_LOGIN] = "a login was refused",
		[ERROR_CONFIG] = "the set-up is wrong",
	};
	return words[kind];
}

static char *end_words(const struct job_context *context, const struct run *run, bool good, const struct error *err)
{
	const struct night_notes *notes = context->notes;
	const struct audit_tally *tally = &notes->tally;
	const char *stage = log_stage_now();
	struct text words = { 0 };
	text_format(&words, "%s: nightly ", settings_get(context->settings, "org", "name"));
	if (good)
		text_format(&words, "of %s %s: %d checks, %lld fail, %lld warn, %lld waived, %lld new, %lld resolved, "
			    "%d not checked, %d errors", run->as_of_day, notes->published ? "published" : "looked at",
			    tally->checks, tally->fails, tally->warns, tally->waived, tally->news, tally->resolved,
			    tally->not_checked, tally->errors);
	else
		text_format(&words, "failed%s%s: %s; 'crmaudit doctor' and its log say more", *stage ? " in " : "", stage,
			    kind_words(err->kind));
	return text_give(&words);
}

/* Findings are what a night is for: that --fail-on makes a status of them fails none. */
static void beat_end(const struct job_context *context, const struct run *run, bool good, const struct error *err)
{
	scoped_free char *words = end_words(context, run, good, err);
	char status[16] = "";
	if (!good)
		snprintf(status, sizeof status, "%d", error_status(err->kind));
	beat(context->settings, &(struct heartbeat){ .suffix = status, .words = words });
}

static void put_number(struct metrics *metrics, const char *name, const char *help, double number)
{
	char value[32];
	snprintf(value, sizeof value, "%.15g", number);
	metrics_put(metrics, &(struct metric){ .name = name, .help = help, .value = value });
}

static void put_run(struct metrics *metrics, const struct night_notes *notes, int status)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	put_number(metrics, "last_run_timestamp_seconds", "When the last night ended, good or not, in seconds of the epoch.",
		   (double)time(NULL));
	put_number(metrics, "last_run_exit_status", "Its exit status.", status);
	put_number(metrics, "last_run_peak_memory_bytes", "The most memory that it held, its database not counted.",
		   (double)usage.ru_maxrss * 1024);
	for (enum night_stage stage = 0; stage < NIGHT_STAGES; stage++) {
		char seconds[32];
		snprintf(seconds, sizeof seconds, "%.3f", notes->seconds[stage]);
		if (notes->seconds[stage] > 0)
			metrics_put(metrics, &(struct metric){ "last_run_stage_seconds", "How long its stages took.", "stage",
							       night_stage_name(stage), seconds });
	}
	if (notes->calls_allowed > 0) {
		put_number(metrics, "api_calls_used", "Calls of the CRM that all programs used in 24 hours, as it said last.",
			   (double)notes->calls_used);
		put_number(metrics, "api_calls_allowed", "Calls that it allows in 24 hours.", (double)notes->calls_allowed);
	}
}

static bool put_night(struct metrics *metrics, struct job_context *context, struct error *err)
{
	struct run published;
	bool found;
	scoped_result PGresult *rows = NULL;
	if (!run_published(context->db, context->settings, &published, &found, err))
		return false;
	if (found && !db_rows(context->db, "store/metrics", NO_PARAMS, &rows, err))
		return false;
	for (int row = 0; row < (found ? PQntuples(rows) : 0); row++)
		metrics_put(metrics, &(struct metric){ db_value(rows, row, "name"), db_value(rows, row, "help"),
						       db_value(rows, row, "label"), db_value(rows, row, "of"),
						       db_value(rows, row, "value") });
	return true;
}

/* An alarm for want of a good night counts from the last one: where the database cannot
 * be asked, that is what the file said before. */
static void write_metrics(struct job_context *context, int status)
{
	scoped_free char *path = settings_file(context->settings, "metrics", "file");
	if (*path == '\0')
		return;
	scoped_metrics struct metrics metrics = { .organisation = settings_get(context->settings, "org", "name") };
	struct error err;
	put_run(&metrics, context->notes, status);
	if (context->db == NULL || !put_night(&metrics, context, &err))
		metrics_keep(&metrics, path, &(struct metric){ .name = "last_success_timestamp_seconds",
							       .help = "When the last good night ended, in seconds of the epoch." });
	if (!metrics_write(&metrics, path, &err))
		log_line(LOG_WARN, "metrics: %s; see [metrics] file", err.text);
}

void health_end(struct job_context *context, const struct run *run, bool good, const struct error *err)
{
	write_metrics(context, good ? context->status : error_status(err->kind));
	beat_end(context, run, good, err);
}
