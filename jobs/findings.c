#include "jobs/night.h"
#include "jobs/options.h"
#include "lib/audit/who.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/out/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options {
	const char *check, *rep, *severity, *state, *format, *limit;
};

#define AT(member) offsetof(struct options, member)
static const struct option_spec specs[] = {
	{ "check", "ID", AT(check), "those of one check" },
	{ "rep", "WHO", AT(rep), "those of one rep: e-mail, name, alias or id" },
	{ "severity", "warn|fail", AT(severity), "those alone" },
	{ "state", "STATE", AT(state), "open (default), resolved, waived, escalated, disputed, accepted, promised, all" },
	{ "format", "text|json|csv", AT(format), "default text" },
	{ "limit", "N", AT(limit), "at most so many; 0 is all; default 100 for text, else 0" },
	{ 0 },
};

static const struct table_column columns[] = {
	{ "finding_id", "FINDING" }, { "status", "STATUS" }, { "age_days", "DAYS" }, { "severity", "SEVERITY" },
	{ "check_id", "CHECK" },     { "rep", "REP" },       { "label", "RECORD" },  { "why", "WHY" },
	{ "remark", "REMARK" },      { NULL, NULL },
};

/* What to list, with everything said, "" for all. Texts are borrowed. */
struct wish {
	const char *check, *rep, *severity, *state, *format;
	long limit;
};

static bool check_options(const struct options *options, struct wish *ret, struct error *err)
{
	const char *format = options->format ? options->format : "text";
	long usual = strcmp(format, "text") == 0 ? 100 : 0;
	if (!option_choice("severity", options->severity, "warn, fail", err) ||
	    !option_choice("state", options->state, "open, resolved, waived, escalated, disputed, accepted, promised, all", err) ||
	    !option_choice("format", options->format, "text, json, csv", err) ||
	    !option_number("limit", options->limit, 0, 1000000000, usual, &ret->limit, err))
		return false;
	ret->check = options->check ? options->check : "";
	ret->severity = options->severity ? options->severity : "";
	ret->state = options->state ? options->state : "open";
	ret->format = format;
	return true;
}

static bool check_known(struct db *db, const char *check, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "audit/findings_checks", NO_PARAMS, &rows, err))
		return false;
	size_t count = (size_t)PQntuples(rows);
	scoped_free const char **ids = memory_new(count + 1, sizeof *ids);
	for (size_t at = 0; at < count; at++) {
		ids[at] = db_value(rows, (int)at, "check_id");
		if (strcmp(ids[at], check) == 0)
			return true;
	}
	const char *nearest = string_nearest(check, ids);
	return error_set(err, ERROR_USAGE, "--check %s: there is no such check%s%s%s", check,
			 nearest ? "; did you mean " : "; 'crmaudit status' lists them", nearest ? nearest : "",
			 nearest ? "?" : "");
}

static void print_json(const PGresult *rows, const struct run *run, long long total, long long waived)
{
	json_t *all = json_pack("{s:s, s:I, s:i, s:I, s:I}", "as_of_day", run->as_of_day, "run",
				(json_int_t)atoll(run->id), "count", PQntuples(rows), "total", (json_int_t)total,
				"waived", (json_int_t)waived);
	json_object_set_new(all, "findings", table_json(rows));
	table_print_json(all, stdout);
}

static void print_text(const PGresult *rows, const struct run *run, long long total, long long waived)
{
	int count = PQntuples(rows);
	if (count > 0)
		table_text(rows, columns, stdout);
	printf("%s", count > 0 ? "\n" : "");
	if (count < total)
		printf("%d of %lld findings as of %s", count, total, run->as_of_day);
	else
		printf("%lld finding%s as of %s", total, total == 1 ? "" : "s", run->as_of_day);
	if (waived > 0)
		printf(", %lld of them waived", waived);
	printf("%s\n", count < total ? "; --limit 0 lists all" : "");
}

static void print(const PGresult *rows, const struct wish *wish, const struct run *run, long long total,
		  long long waived)
{
	if (strcmp(wish->format, "json") == 0)
		print_json(rows, run, total, waived);
	else if (strcmp(wish->format, "text") == 0)
		print_text(rows, run, total, waived);
	else {
		table_csv(rows, stdout);
		if (PQntuples(rows) < total)
			log_line(LOG_WARN, "%d of %lld findings listed", PQntuples(rows), total);
	}
}

static bool list(struct db *db, const struct wish *wish, const struct run *run, struct error *err)
{
	char limit[24];
	snprintf(limit, sizeof limit, "%ld", wish->limit);
	scoped_result PGresult *rows = NULL;
	scoped_result PGresult *counts = NULL;
	if (!db_rows(db, "audit/findings_list", PARAMS(wish->check, wish->rep, wish->severity, wish->state, limit),
		     &rows, err) ||
	    !db_rows(db, "audit/findings_count", PARAMS(wish->check, wish->rep, wish->severity, wish->state), &counts,
		     err))
		return false;
	print(rows, wish, run, atoll(db_value(counts, 0, "total")), atoll(db_value(counts, 0, "waived")));
	return true;
}

static bool run_findings(struct job_context *context, struct error *err)
{
	const struct options *options = context->options;
	struct wish wish = { 0 };
	struct run run = { 0 };
	scoped_free char *rep = NULL, *name = NULL;
	if (!check_options(options, &wish, err) || !night_published(context, &run, err) ||
	    (options->check && !check_known(context->db, options->check, err)) ||
	    (options->rep && !who_resolve(context->db, options->rep, &rep, &name, err)))
		return false;
	wish.rep = rep ? rep : "";
	return list(context->db, &wish, &run, err);
}

const struct job job_findings = {
	.name = "findings",
	.summary = "list what the published night found",
	.example = "crmaudit findings --rep rep@acme.example --severity fail",
	.options = specs,
	.options_size = sizeof(struct options),
	.needs = NEEDS_DATABASE,
	.shows = SHOWS_LISTS,
	.as = ROLE_READER,
	.run = run_findings,
};
