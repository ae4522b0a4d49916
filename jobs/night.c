#include "jobs/night.h"

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/crm/sources.h"
#include "lib/store/load.h"
#include "reports/findings.h"
#include "reports/manager.h"
#include "reports/rep.h"

#include <stdio.h>
#include <string.h>

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

bool night_pull(struct job_context *context, const struct run *run, bool keep, struct error *err)
{
	scoped_source struct source *source = NULL;
	long long changed;
	if (!sources_open(context->settings, &source, err) ||
	    !load_pull(context->db, context->settings, run, source, keep, &changed, err))
		return false;
	log_line(LOG_INFO, "pull: %lld rows new or changed", changed);
	return true;
}

bool night_check(struct job_context *context, const char *only, struct audit_tally *ret, struct error *err)
{
	scoped_catalogue struct catalogue *catalogue = NULL;
	if (!catalogue_read(&catalogue, err) || !catalogue_settings(catalogue, context->settings, err))
		return false;
	if (only && catalogue_find(catalogue, only) == NULL)
		return error_set(err, ERROR_USAGE, "there is no check '%s'", only);
	struct audit_tally tally;
	if (!audit_run(context->db, context->settings, catalogue, only, &tally, err))
		return false;
	log_line(LOG_INFO, "check: %d checks, %lld fail, %lld warn, %lld new, %lld resolved, %d not checked, %d errors",
		 tally.checks, tally.fails, tally.warns, tally.news, tally.resolved, tally.not_checked, tally.errors);
	*ret = tally;
	return true;
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

static bool wants(const char *asked, const char *name)
{
	return asked == NULL || strcmp(asked, name) == 0;
}

static bool check_words(const struct night_options *options, struct error *err)
{
	const char *const *format = (const char *const[]){ "xlsx", "json", "csv", NULL };
	if (options->format && !wants(options->format, format[0]) && !wants(options->format, format[1]) &&
	    !wants(options->format, format[2]))
		return error_set(err, ERROR_USAGE, "--format takes xlsx, json or csv, not '%s'", options->format);
	if (options->only && !wants(options->only, "manager") && !wants(options->only, "findings"))
		return error_set(err, ERROR_USAGE, "--only takes manager or findings, not '%s'", options->only);
	return true;
}

bool night_report(struct job_context *context, const struct run *run, const struct night_options *options,
		  struct error *err)
{
	scoped_free char *configured = settings_file(context->settings, "report", "folder");
	const char *folder = options->out ? options->out : configured;
	if (!check_words(options, err))
		return false;
	if (*run->rep && wants(options->format, "xlsx"))
		return write_one(context, run, report_rep, folder, err);
	if (wants(options->only, "manager") && wants(options->format, "xlsx") &&
	    !write_one(context, run, report_manager, folder, err))
		return false;
	if (!wants(options->only, "findings"))
		return true;
	return (!wants(options->format, "json") || write_one(context, run, report_findings_json, folder, err)) &&
	       (!wants(options->format, "csv") || write_one(context, run, report_findings_csv, folder, err));
}

bool night_looks_back(struct job_context *context, const struct run *run, bool *ret, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(context->db, "store/looks_back", PARAMS(run->as_of), &rows, err))
		return false;
	*ret = strcmp(db_value(rows, 0, "looks_back"), "t") == 0;
	if (*ret)
		log_line(LOG_WARN, "as of %s is before the last night, %s: a preview, the ledger stays as it is",
			 run->as_of_day, db_value(rows, 0, "as_of_day"));
	return true;
}

bool night_status(const struct night_options *options, const struct audit_tally *tally, int *ret, struct error *err)
{
	const char *on = options->fail_on;
	if (on && strcmp(on, "warn") != 0 && strcmp(on, "fail") != 0)
		return error_set(err, ERROR_USAGE, "--fail-on takes warn or fail, not '%s'", on);
	*ret = 0;
	if (on && tally->fails > 0)
		*ret = 1;
	else if (on && strcmp(on, "warn") == 0 && tally->warns > 0)
		*ret = 2;
	return true;
}
