#include "jobs/check_parts.h"
#include "jobs/manual.h"
#include "jobs/night.h"
#include "jobs/open.h"
#include "jobs/options.h"
#include "jobs/rules.h"
#include "lib/audit/catalogue.h"

#include <stdio.h>
#include <string.h>

struct check_options {
	struct night_options night;
	const char *explain, *validate, *format;
	bool list;
};

static const struct option_spec options[] = {
	{ "as-of", "DATE", offsetof(struct check_options, night.as_of), "look from the end of that day, or from a timestamp" },
	{ "only", "CHECK", offsetof(struct check_options, night.only), "run this check alone" },
	{ "fail-on", "SEVERITY", offsetof(struct check_options, night.fail_on), "exit 1 with fails, with 'warn' 2 with warns" },
	{ "dry-run", NULL, offsetof(struct check_options, night.dry_run), "find, but leave the ledger as it was" },
	{ "list", NULL, offsetof(struct check_options, list), "print which rule is which check, and stop" },
	{ "format", "md|man", offsetof(struct check_options, format), "with --list: the whole catalogue, as Markdown or a page for man(1)" },
	{ "explain", "CHECK", offsetof(struct check_options, explain), "print what a check means and how it is set, and stop" },
	{ "validate", "FILE", offsetof(struct check_options, validate), "say whether a check's file is right, more may follow, and stop" },
	{ 0 },
};

/* The run's row, its findings and the pointer in one transaction. A night is whole:
 * one check alone moves no pointer, and goes by another name in the run log, lest its
 * counts be compared with a night's. */
static bool steps(struct job_context *context, const struct night_options *asked, struct run *run, bool keep,
		  struct audit_tally *ret, struct error *err)
{
	const char *job = asked->only ? "check --only" : "check";
	if (!run_start(context->db, context->settings, job, run, err) ||
	    !night_check(context, asked->only, ret, err) || !run_finish(context->db, run, true, NULL, err))
		return false;
	if (asked->only == NULL && !run_publish(context->db, run, err))
		return false;
	return !keep || db_commit(context->db, err);
}

/* None of these wants a database. */
static bool print(const struct settings *settings, const struct check_options *asked, struct error *err)
{
	scoped_catalogue struct catalogue *catalogue = NULL;
	if (!option_choice("format", asked->format, "md, man", err) || !catalogue_read(settings, &catalogue, err) ||
	    !catalogue_settings(catalogue, settings, err))
		return false;
	if (asked->list && asked->format && strcmp(asked->format, "man") == 0)
		manual_checks(catalogue, stdout);
	else if (asked->list && asked->format)
		check_document(catalogue, stdout);
	else if (asked->list)
		rules_print(catalogue, settings, stdout);
	else if (catalogue_find(catalogue, asked->explain))
		check_explain(catalogue_find(catalogue, asked->explain), settings, stdout);
	else
		return catalogue_missing(catalogue, asked->explain, ERROR_USAGE, err);
	return true;
}

static bool run_checks(struct job_context *context, const struct night_options *asked, struct error *err)
{
	struct run run = { 0 };
	struct audit_tally tally = { 0 };
	bool is_preview;
	if (!option_choice("fail-on", asked->fail_on, "warn, fail", err) ||
	    !night_open(context, asked->as_of, &run, err) ||
	    !night_is_preview(context, &run, &is_preview, err) || !db_begin(context->db, err))
		return false;
	bool keep = !is_preview && !asked->dry_run;
	bool good = steps(context, asked, &run, keep, &tally, err);
	if (!good || !keep)
		db_rollback(context->db);
	context->status = night_status(asked, &tally);
	return good;
}

static bool check_words(const struct check_options *asked, char *const *words, struct error *err)
{
	if (*words && !asked->validate && strcmp(*words, "test") != 0)
		return error_set(err, ERROR_USAGE, "'%s' is no word of it: 'check test FOLDER…' runs cases; 'crmaudit check --help' has the rest",
				 *words);
	if (asked->format && !asked->list)
		return error_set(err, ERROR_USAGE, "--format goes with --list");
	return true;
}

/* What is for the writer of a check needs no night, so the job opens its own database. */
static bool run(struct job_context *context, struct error *err)
{
	const struct check_options *asked = context->options;
	scoped_db struct db *db = NULL;
	if (!check_words(asked, context->words, err))
		return false;
	if (asked->validate)
		return check_validate(context, asked->validate, context->words, err);
	if (*context->words)
		return check_test(context, context->words + 1, err);
	if (asked->list || asked->explain)
		return print(context->settings, asked, err);
	if (!open_database(context->settings, &db, err))
		return false;
	context->db = db;
	return run_checks(context, &asked->night, err);
}

const struct job job_check = {
	.name = "check",
	.summary = "run the checks over the store and keep what they find",
	.arguments = "[test FOLDER…]",
	.example = "crmaudit -c acme.ini check --only outreach-person --dry-run",
	.options = options,
	.options_size = sizeof(struct check_options),
	.needs = NEEDS_SETTINGS,
	.several = "",
	.most_words = 1000,
	.run = run,
};
