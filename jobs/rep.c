#include "jobs/night.h"
#include "jobs/options.h"

#include "lib/audit/who.h"
#include "lib/base/log.h"
#include "lib/base/text.h"

#include <stdio.h>

static const struct option_spec options[] = {
	{ "as-of", "DATE", offsetof(struct night_options, as_of), "look from the end of that day, or from a timestamp" },
	{ "out", "DIR", offsetof(struct night_options, out), "write the workbook there" },
	{ "no-pull", NULL, offsetof(struct night_options, no_pull), "look at what the last pull brought; ask the CRM nothing" },
	{ "publish", NULL, offsetof(struct night_options, publish), "keep what was pulled and found; without it a preview" },
	{ "fail-on", "SEVERITY", offsetof(struct night_options, fail_on), "exit 1 with fails, with 'warn' 2 with warns" },
	{ 0 },
};

/* Who is meant can be asked only after the pull: the rep may be new. What one rep's checks
 * read are few pages that others have read before: by the usual price of a page out of order
 * the planner would rather read all records from end to end. */
static bool name_rep(struct job_context *context, struct run *run, struct error *err)
{
	scoped_free char *id = NULL, *name = NULL;
	if (!who_resolve(context->db, context->words[0], &id, &name, err))
		return false;
	snprintf(run->rep, sizeof run->rep, "%s", id);
	log_line(LOG_INFO, "rep %s (%s)", name, id);
	return run_scope(context->db, context->settings, run, err) &&
	       db_exec(context->db, "SET LOCAL random_page_cost = 1.1", err);
}

static bool steps(struct job_context *context, struct run *run, struct audit_tally *ret, struct error *err)
{
	const struct night_options *asked = context->options;
	return run_start(context->db, context->settings, "rep", run, err) &&
	       (asked->no_pull || night_pull(context, run, false, err)) && name_rep(context, run, err) &&
	       db_run(context->db, "store/run_rep", PARAMS(run->id, run->rep), err) &&
	       night_check(context, NULL, ret, err) && night_report(context, run, asked, err) &&
	       run_finish(context->db, run, true, NULL, err);
}

static bool run(struct job_context *context, struct error *err)
{
	const struct night_options *asked = context->options;
	struct run run = { 0 };
	struct audit_tally tally = { 0 };
	bool is_preview;
	if (!option_choice("fail-on", asked->fail_on, "warn, fail", err) ||
	    !night_open(context, asked->as_of, &run, err) ||
	    !night_is_preview(context, &run, &is_preview, err) || !db_begin(context->db, err))
		return false;
	bool good = steps(context, &run, &tally, err);
	if (good && asked->publish && !is_preview)
		good = db_commit(context->db, err);
	else
		db_rollback(context->db);
	context->status = night_status(asked, &tally);
	return good;
}

const struct job job_rep = {
	.name = "rep",
	.summary = "pull, check and write the workbook for one rep; a preview",
	.arguments = "WHO",
	.example = "crmaudit -c acme.ini rep rep@acme.example",
	.options = options,
	.options_size = sizeof(struct night_options),
	.needs = NEEDS_DATABASE,
	.least_words = 1,
	.most_words = 1,
	.shows = SHOWS_REPORTS,
	.run = run,
};
