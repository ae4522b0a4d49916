#include "jobs/night.h"

#include "lib/base/log.h"

static const struct option_spec options[] = {
	{ "as-of", "DATE", offsetof(struct night_options, as_of), "look from the end of that day, or from a timestamp" },
	{ "out", "DIR", offsetof(struct night_options, out), "write the workbooks there" },
	{ "fail-on", "SEVERITY", offsetof(struct night_options, fail_on), "exit 1 with fails, with 'warn' 2 with warns" },
	{ 0 },
};

/* One transaction for findings and flags. A look back is read into its workbooks and
 * rolled back. */
static bool check_and_report(struct job_context *context, const struct run *run, bool keep,
			     struct audit_tally *ret, struct error *err)
{
	const struct night_options *asked = context->options;
	if (!db_begin(context->db, err))
		return false;
	bool good = night_check(context, NULL, ret, err);
	if (good && keep)
		good = db_commit(context->db, err);
	if (good)
		good = night_report(context, run, asked, err);
	if (!good || !keep)
		db_rollback(context->db);
	return good;
}

static bool steps(struct job_context *context, const struct run *run, struct error *err)
{
	bool looks_back;
	struct audit_tally tally;
	if (!night_pull(context, run, true, err) || !night_looks_back(context, run, &looks_back, err) ||
	    !check_and_report(context, run, !looks_back, &tally, err))
		return false;
	if (!looks_back && !run_publish(context->db, run, err))
		return false;
	return night_status(context->options, &tally, &context->status, err);
}

static bool run(struct job_context *context, struct error *err)
{
	const struct night_options *asked = context->options;
	struct run run = { 0 };
	struct audit_tally none = { 0 };
	if (!night_status(asked, &none, &context->status, err) || !night_open(context, asked->as_of, &run, err) ||
	    !run_start(context->db, context->settings, "nightly", &run, err))
		return false;
	bool good = steps(context, &run, err);
	struct error late = { 0 };
	if (!run_finish(context->db, &run, good, good ? NULL : err->text, &late))
		log_line(LOG_WARN, "the run log could not be closed: %s", late.text);
	return good;
}

const struct job job_nightly = {
	.name = "nightly",
	.summary = "pull, check and report, as one run",
	.example = "crmaudit -c acme.ini nightly",
	.options = options,
	.options_size = sizeof(struct night_options),
	.needs = NEEDS_DATABASE,
	.run = run,
};
