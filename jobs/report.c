#include "jobs/night.h"

#include "lib/base/text.h"

static const struct option_spec options[] = {
	{ "as-of", "DATE", offsetof(struct night_options, as_of), "as it would have looked then; nothing is kept" },
	{ "only", "WORKBOOK", offsetof(struct night_options, only), "manager or findings" },
	{ "format", "FORMAT", offsetof(struct night_options, format), "xlsx, json or csv; without it all three" },
	{ "out", "DIR", offsetof(struct night_options, out), "write there" },
	{ 0 },
};

/* Another day is checked and written inside a transaction that is rolled back. */
static bool preview(struct job_context *context, struct error *err)
{
	const struct night_options *asked = context->options;
	struct run run = { 0 };
	struct audit_tally tally;
	if (!night_open(context, asked->as_of, &run, err) || !db_begin(context->db, err))
		return false;
	bool good = run_start(context->db, context->settings, "report", &run, err) &&
		    night_check(context, NULL, &tally, err) && night_report(context, &run, asked, err);
	db_rollback(context->db);
	return good;
}

static bool run(struct job_context *context, struct error *err)
{
	const struct night_options *asked = context->options;
	if (asked->as_of)
		return preview(context, err);
	struct run run = { 0 };
	bool found;
	if (!run_published(context->db, context->settings, &run, &found, err))
		return false;
	if (!found)
		return error_set(err, ERROR_DATA, "there is no night to report yet; run 'crmaudit nightly' first");
	return db_begin(context->db, err) && night_report(context, &run, asked, err) && db_commit(context->db, err);
}

const struct job job_report = {
	.name = "report",
	.summary = "write the published night's workbooks again",
	.example = "crmaudit -c acme.ini report --format json --out /tmp/acme",
	.options = options,
	.options_size = sizeof(struct night_options),
	.needs = NEEDS_DATABASE,
	.run = run,
};
