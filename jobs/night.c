#include "jobs/night.h"

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/crm/sources.h"
#include "lib/out/replace.h"
#include "lib/crm/load.h"
#include "reports/coaching.h"
#include "reports/exports.h"
#include "reports/manager.h"
#include "reports/rep.h"
#include "reports/rituals.h"
#include "reports/teams.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

bool night_open(struct job_context *context, const char *as_of, struct run *ret, struct error *err)
{
	char now[32];
	run_now(now, sizeof now);
	struct run run = { 0 };
	if (!run_as_of(context->db, context->settings, as_of ? as_of : "", &run, err) ||
	    !run_lock(context->db, err) || !db_run(context->db, "store/run_abandoned", PARAMS(now), err))
		return false;
	*ret = run;
	return true;
}

const char *night_stage_name(enum night_stage stage)
{
	static const char *const names[] = { "pull", "check", "report", "send" };
	return names[stage];
}

static double seconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double enter(enum night_stage stage)
{
	log_stage(night_stage_name(stage));
	return seconds_now();
}

/* A stage that failed stays the log's, for the line that says why. */
static bool leave(struct job_context *context, enum night_stage stage, double began, bool good, struct error *err)
{
	good = roles_leave(context->db, good, err);
	if (context->notes)
		context->notes->seconds[stage] += seconds_now() - began;
	if (good)
		log_stage(NULL);
	return good;
}

static bool pull(struct job_context *context, const struct run *run, bool keep, struct error *err)
{
	scoped_source struct source *source = NULL;
	long long changed;
	if (!sources_open(context->settings, &source, err))
		return false;
	bool good = load_pull(context->db, context->settings, run, source, keep, &changed, err);
	struct night_notes *notes = context->notes;
	if (notes && source->usage)
		source->usage(source->self, &notes->calls_used, &notes->calls_allowed);
	if (good)
		log_line(LOG_INFO, "pull: %lld rows new or changed", changed);
	return good;
}

bool night_pull(struct job_context *context, const struct run *run, bool keep, struct error *err)
{
	double began = enter(NIGHT_PULL);
	return leave(context, NIGHT_PULL, began, roles_take(context->db, ROLE_LOADER, err) && pull(context, run, keep, err), err);
}

static bool check(struct job_context *context, const char *only, struct audit_tally *ret, struct error *err)
{
	scoped_catalogue struct catalogue *catalogue = NULL;
	if (!catalogue_read(context->settings, &catalogue, err) || !catalogue_settings(catalogue, context->settings, err))
		return false;
	if (only && catalogue_find(catalogue, only) == NULL)
		return catalogue_missing(catalogue, only, ERROR_USAGE, err);
	struct audit_tally tally;
	if (!audit_run(context->db, context->settings, catalogue, only, &tally, err))
		return false;
	log_line(LOG_INFO, "check: %d checks, %lld fail, %lld warn, %lld waived, %lld new, %lld resolved, "
			   "%d not checked, %d errors, %lld flags raised",
		 tally.checks, tally.fails, tally.warns, tally.waived, tally.news, tally.resolved, tally.not_checked,
		 tally.errors, tally.flags_raised);
	if (context->notes)
		context->notes->tally = tally;
	*ret = tally;
	return true;
}

bool night_check(struct job_context *context, const char *only, struct audit_tally *ret, struct error *err)
{
	double began = enter(NIGHT_CHECK);
	return leave(context, NIGHT_CHECK, began, roles_take(context->db, ROLE_CHECKER, err) && check(context, only, ret, err), err);
}

typedef bool (*report_fn)(struct db *db, const struct settings *settings, const struct run *run,
			  const char *folder, char **ret_path, struct error *err);

static bool write_one(struct job_context *context, const struct run *run, report_fn report, const char *folder,
		      struct error *err)
{
	scoped_free char *path = NULL;
	if (!report(context->db, context->settings, run, folder, &path, err))
		return false;
	printf("%s\n", path);
	return true;
}

/* --out, else [report] folder; what is to be shared has a folder of its own there. New. */
static char *report_folder(struct job_context *context, const struct night_options *options)
{
	if (options->out)
		return string_new(options->out);
	scoped_free char *folder = settings_file(context->settings, "report", "folder");
	return context->redact ? string_format("%s/" NIGHT_REDACTED, folder) : steal(folder);
}

bool night_folder(struct job_context *context, const struct night_options *options, struct error *err)
{
	scoped_free char *folder = report_folder(context, options);
	if (!replace_folder(folder, err))
		return false;
	if (access(folder, W_OK | X_OK) != 0)
		return error_set(err, ERROR_CREATE, "%s: %s; see [report] folder", folder, strerror(errno));
	return true;
}

static bool wants(const char *asked, const char *name)
{
	return asked == NULL || strcmp(asked, name) == 0;
}

static void print_paths(char **paths)
{
	for (char **path = paths; *path; path++)
		printf("%s\n", *path);
}

static bool write_exports(struct job_context *context, const struct run *run, const struct night_options *options,
			  const char *folder, const char *format, struct error *err)
{
	scoped_list char **paths = NULL;
	if (!wants(options->format, format))
		return true;
	if (!report_exports(context->db, run, folder, format, &paths, err))
		return false;
	print_paths(paths);
	return true;
}

static bool write_sessions(struct job_context *context, const char *folder, struct error *err)
{
	scoped_list char **paths = NULL;
	if (context->redact)
		return true;   /* an invitation is nothing but names and addresses */
	if (!report_coaching(context->db, folder, &paths, err))
		return false;
	print_paths(paths);
	return true;
}

/* The organisation's workbook, and those of the managers. */
static bool write_workbooks(struct job_context *context, const struct run *run, const char *folder, struct error *err)
{
	scoped_list char **paths = NULL;
	if (!write_one(context, run, report_manager, folder, err) ||
	    !report_teams(context->db, context->settings, run, folder, &paths, err))
		return false;
	print_paths(paths);
	return true;
}

static bool write_ritual(struct job_context *context, const struct run *run, const char *folder, const char *name,
			 struct error *err)
{
	scoped_list char **paths = NULL;
	if (!report_ritual(context->db, context->settings, run, folder, name, &paths, err))
		return error_context(err, "[ritual.%s]", name);
	print_paths(paths);
	return true;
}

static bool rituals(struct job_context *context, const struct run *run, const struct night_options *options,
		    struct error *err)
{
	scoped_result PGresult *due = NULL;
	scoped_free char *folder = report_folder(context, options);
	if (!db_run(context->db, "audit/ritual_put", NO_PARAMS, err) ||
	    !db_rows(context->db, "reports/rituals_due", NO_PARAMS, &due, err))
		return false;
	for (int row = 0; row < PQntuples(due); row++) {
		const char *name = db_value(due, row, "name"), *missed = db_value(due, row, "missed_days");
		if (*missed)
			log_line(LOG_WARN, "%s (%s): no run wrote it on its day, %s; written now", db_value(due, row, "title"),
				 db_value(due, row, "rhythm"), missed);
		if (!write_ritual(context, run, folder, name, err) ||
		    !db_run(context->db, "reports/ritual_done", PARAMS(name), err))
			return false;
	}
	return true;
}

bool night_rituals(struct job_context *context, const struct run *run, const struct night_options *options,
		   struct error *err)
{
	double began = enter(NIGHT_REPORT);
	return leave(context, NIGHT_REPORT, began, roles_take(context->db, ROLE_CHECKER, err) && rituals(context, run, options, err),
		     err);
}

static bool is_ritual(const char *only)
{
	scoped_list char **names = list_new(NIGHT_RITUALS);
	return only && list_has(names, only);
}

static bool write_reports(struct job_context *context, const struct run *run, const struct night_options *options,
			  struct error *err)
{
	scoped_free char *folder = report_folder(context, options);
	if (is_ritual(options->only))
		return write_ritual(context, run, folder, options->only, err);
	/* a preview leaves the night's invitations alone: people have them in their calendars */
	if (*run->rep)
		return write_one(context, run, report_rep, folder, err) &&
		       ((!options->publish && !options->out) || write_sessions(context, folder, err));
	if (wants(options->only, "manager") && wants(options->format, "xlsx") &&
	    !write_workbooks(context, run, folder, err))
		return false;
	if (wants(options->only, "findings") &&
	    (!write_exports(context, run, options, folder, "json", err) || !write_exports(context, run, options, folder, "csv", err)))
		return false;
	return !wants(options->only, "coaching") || !wants(options->format, "ics") || write_sessions(context, folder, err);
}

bool night_report(struct job_context *context, const struct run *run, const struct night_options *options,
		  struct error *err)
{
	double began = enter(NIGHT_REPORT);
	return leave(context, NIGHT_REPORT, began,
		     roles_take(context->db, ROLE_READER, err) && write_reports(context, run, options, err), err);
}

bool night_send(struct job_context *context, const struct run *run, const struct night_options *options,
		const struct deliver_wish *wish, struct error *err)
{
	scoped_free char *folder = report_folder(context, options);
	struct deliver_wish whole = *wish;
	whole.folder = folder;
	double began = enter(NIGHT_SEND);
	return leave(context, NIGHT_SEND, began,
		     roles_take(context->db, ROLE_CHECKER, err) && deliver(context, run, &whole, err), err);
}

bool night_missed(struct job_context *context, const struct run *run, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(context->db, "store/missed_nights", PARAMS(run->as_of_day), &rows, err))
		return false;
	if (*db_value(rows, 0, "words"))
		log_line(LOG_WARN, "missed: %s; this night covers that", db_value(rows, 0, "words"));
	return true;
}

bool night_is_preview(struct job_context *context, const struct run *run, bool *ret, struct error *err)
{
	char now[32];
	run_now(now, sizeof now);
	scoped_result PGresult *rows = NULL;
	if (!db_rows(context->db, "store/is_preview",
		     PARAMS(run->as_of_day, now, settings_get(context->settings, "org", "timezone")), &rows, err))
		return false;
	*ret = db_flag(rows, 0, "is_preview");
	if (*ret)
		log_line(LOG_WARN, "as of %s is %s: a preview, the ledger stays as it is", run->as_of_day,
			 db_value(rows, 0, "why"));
	return true;
}

void night_close(struct job_context *context, const struct run *run, bool good, const struct error *err)
{
	struct error late = { 0 };
	if (!run_finish(context->db, run, good, good ? NULL : err->text, &late))
		log_line(LOG_WARN, "the run log could not be closed: %s", late.text);
}

bool night_published(struct job_context *context, struct run *ret, struct error *err)
{
	bool found;
	if (!run_published(context->db, context->settings, ret, &found, err))
		return false;
	return found || error_set(err, ERROR_LATER, "no night is published yet; run 'crmaudit nightly' first");
}

int night_status(const struct night_options *options, const struct audit_tally *tally)
{
	const char *on = options->fail_on;
	if (on && tally->fails > 0)
		return 1;
	return on && strcmp(on, "warn") == 0 && tally->warns > 0 ? 2 : 0;
}
