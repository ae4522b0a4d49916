#include "jobs/night.h"
#include "jobs/options.h"

#include "lib/base/text.h"

#include <string.h>

static const struct option_spec options[] = {
	{ "as-of", "DATE", offsetof(struct night_options, as_of), "as it would have looked then; nothing is kept" },
	{ "only", "WORKBOOK", offsetof(struct night_options, only), "manager, findings (all that is json or csv), coaching, pipeline, leads or rep-review" },
	{ "format", "FORMAT", offsetof(struct night_options, format), "xlsx, json, csv or ics; without it all of them" },
	{ "out", "DIR", offsetof(struct night_options, out), "write there" },
	{ 0 },
};

static const char *kind_of(const char *format)
{
	return strcmp(format, "xlsx") == 0 ? "manager" : strcmp(format, "ics") == 0 ? "coaching" : "findings";
}

static bool is_kind(const char *only, const char *kind)
{
	scoped_list char **reviews = list_new(NIGHT_RITUALS);
	return strcmp(list_has(reviews, only) ? "manager" : only, kind) == 0;
}

/* Before any work: each format is one kind of output's. */
static bool check_words(const struct night_options *asked, struct error *err)
{
	if (!option_choice("format", asked->format, "xlsx, json, csv, ics", err) ||
	    !option_choice("only", asked->only, "manager, findings, coaching, " NIGHT_RITUALS, err))
		return false;
	if (asked->format == NULL || asked->only == NULL || is_kind(asked->only, kind_of(asked->format)))
		return true;
	return error_set(err, ERROR_USAGE, "manager and reviews are xlsx, findings are json or csv, coaching is ics; %s is not "
			 "written as %s", asked->only, asked->format);
}

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
	if (!check_words(asked, err))
		return false;
	if (context->redact && ((asked->only && strcmp(asked->only, "coaching") == 0) || (asked->format && strcmp(asked->format, "ics") == 0)))
		return error_set(err, ERROR_USAGE, "invitations are nothing but names and addresses, and are not written to be shared");
	if (asked->as_of)
		return preview(context, err);
	struct run run = { 0 };
	return run_lock(context->db, err) && night_published(context, &run, err) && db_begin(context->db, err) &&
	       night_report(context, &run, asked, err) && db_commit(context->db, err);
}

const struct job job_report = {
	.name = "report",
	.summary = "write the published night's workbooks again",
	.example = "crmaudit -c acme.ini report --format json --out /tmp/acme",
	.options = options,
	.options_size = sizeof(struct night_options),
	.needs = NEEDS_DATABASE,
	.shows = SHOWS_REPORTS,
	.several = "",
	.run = run,
};
