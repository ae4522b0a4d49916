#include "jobs/night.h"
#include "jobs/open.h"
#include "jobs/options.h"
#include "jobs/rules.h"
#include "lib/audit/catalogue.h"

#include <stdio.h>

static const struct option_spec options[] = {
	{ "as-of", "DATE", offsetof(struct night_options, as_of), "look from the end of that day, or from a timestamp" },
	{ "only", "CHECK", offsetof(struct night_options, only), "run this check alone" },
	{ "fail-on", "SEVERITY", offsetof(struct night_options, fail_on), "exit 1 with fails, with 'warn' 2 with warns" },
	{ "list", NULL, offsetof(struct night_options, list), "print which rule is which check, and stop" },
	{ "dry-run", NULL, offsetof(struct night_options, dry_run), "find, but leave the ledger as it was" },
	{ 0 },
};

/* The run's row, its findings and the pointer in one transaction. A night is whole:
 * one check alone moves no pointer, and goes by another name in the run log, lest its
 * counts be compared with a night's. */
static bool steps(struct job_context *context, struct run *run, bool keep, struct audit_tally *ret, struct error *err)
{
	const struct night_options *asked = context->options;
	const char *job = asked->only ? "check --only" : "check";
	if (!run_start(context->db, context->settings, job, run, err) ||
	    !night_check(context, asked->only, ret, err) || !run_finish(context->db, run, true, NULL, err))
		return false;
	if (asked->only == NULL && !run_publish(context->db, run, err))
		return false;
	return !keep || db_commit(context->db, err);
}

static bool list(const struct settings *settings, struct error *err)
{
	scoped_catalogue struct catalogue *catalogue = NULL;
	if (!catalogue_read(&catalogue, err) || !catalogue_settings(catalogue, settings, err))
		return false;
	rules_print(catalogue, settings, stdout);
	return true;
}

static bool run_checks(struct job_context *context, struct error *err)
{
	const struct night_options *asked = context->options;
	struct run run = { 0 };
	struct audit_tally tally = { 0 };
	bool is_preview;
	if (!option_choice("fail-on", asked->fail_on, "warn, fail", err) ||
	    !night_open(context, asked->as_of, &run, err) ||
	    !night_is_preview(context, &run, &is_preview, err) || !db_begin(context->db, err))
		return false;
	bool keep = !is_preview && !asked->dry_run;
	bool good = steps(context, &run, keep, &tally, err);
	if (!good || !keep)
		db_rollback(context->db);
	context->status = night_status(asked, &tally);
	return good;
}

/* The list needs no database, so the job opens its own. */
static bool run(struct job_context *context, struct error *err)
{
	const struct night_options *asked = context->options;
	scoped_db struct db *db = NULL;
	if (asked->list)
		return list(context->settings, err);
	if (!open_database(context->settings, &db, err))
		return false;
	context->db = db;
	return run_checks(context, err);
}

const struct job job_check = {
	.name = "check",
	.summary = "run the checks over the store and keep what they find",
	.example = "crmaudit -c acme.ini check --only outreach-person --dry-run",
	.options = options,
	.options_size = sizeof(struct night_options),
	.needs = NEEDS_SETTINGS,
	.run = run,
};
