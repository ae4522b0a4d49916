#include "jobs/night.h"
#include "jobs/options.h"
#include "lib/base/days.h"
#include "lib/base/text.h"
#include "lib/out/table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options {
	const char *until, *reason, *by, *format;
	bool withdraw, list, dry_run;
};

#define AT(member) offsetof(struct options, member)
static const struct option_spec specs[] = {
	{ "until", "DATE", AT(until), "the last day that it holds" },
	{ "reason", "TEXT", AT(reason), "why it is accepted, or withdrawn" },
	{ "by", "WHO", AT(by), "who grants or withdraws it; default the login name" },
	{ "withdraw", NULL, AT(withdraw), "end a waiver that runs" },
	{ "list", NULL, AT(list), "print all waivers, those that end within 14 days first" },
	{ "format", "text|json|csv", AT(format), "of the list; default text" },
	{ "dry-run", NULL, AT(dry_run), "say which findings are meant, and leave them as they are" },
	{ 0 },
};

static const struct table_column columns[] = {
	{ "status", "STATUS" }, { "until", "UNTIL" },   { "finding_id", "FINDING" },   { "check_id", "CHECK" },
	{ "rep", "REP" },       { "label", "RECORD" },  { "severity", "SEVERITY" },    { "state", "STATE" },
	{ "granted_by", "BY" }, { "reason", "REASON" }, { "granted_on", "GRANTED" },   { "withdrawn_by", "WITHDRAWN BY" },
	{ NULL, NULL },
};

/* What is asked, with everything said. Texts are borrowed, until is YYYY-MM-DD. */
struct wish {
	const char *number, *check, *record, *reason, *by;
	char until[11];
};

static bool check_number(const char *word, const char **ret, struct error *err)
{
	const char *digits = *word == '#' ? word + 1 : word;
	char *end;
	errno = 0;
	if (strspn(digits, "0123456789") != strlen(digits) || strtoll(digits, &end, 10) <= 0 || errno != 0)
		return error_set(err, ERROR_USAGE, "'%s' is no finding's number; give the number that 'crmaudit findings' "
				 "shows, or a check and a record's id", word);
	*ret = digits;
	return true;
}

static bool is_blank(const char *text)
{
	return text == NULL || text[strspn(text, " \t\r\n")] == '\0';
}

static bool read_meant(struct job_context *context, struct wish *wish, struct error *err)
{
	char *const *words = context->words;
	if (words[0] == NULL)
		return error_set(err, ERROR_USAGE, "which finding? Give its number, or a check and a record's id");
	wish->number = "";
	wish->check = words[0];
	wish->record = words[1];
	return words[1] != NULL || check_number(words[0], &wish->number, err);
}

static bool read_wish(struct job_context *context, struct wish *ret, struct error *err)
{
	const struct options *options = context->options;
	struct wish wish = { .reason = options->reason ? options->reason : "",
			     .by = options->by ? options->by : option_login_name() };
	if (!read_meant(context, &wish, err))
		return false;
	if (is_blank(wish.by))
		return error_set(err, ERROR_USAGE, "--by: who is it? This login has no name");
	if (options->withdraw && options->until)
		return error_set(err, ERROR_USAGE, "--until goes with a new waiver, not with --withdraw");
	if (!options->withdraw && options->until == NULL)
		return error_set(err, ERROR_USAGE, "--until is missing: the last day that the waiver holds, such as 2026-09-30");
	if (!options->withdraw && is_blank(wish.reason))
		return error_set(err, ERROR_USAGE, "--reason is %s: say why the finding is accepted",
				 options->reason ? "empty" : "missing");
	if (options->until && !days_date(options->until, wish.until))
		return error_set(err, ERROR_USAGE, "--until '%s' is no date such as 2026-09-30", options->until);
	*ret = wish;
	return true;
}

static bool check_until(struct job_context *context, const struct wish *wish, const struct run *run, struct error *err)
{
	const char *most = settings_get(context->settings, "waivers", "most_days");
	scoped_result PGresult *rows = NULL;
	if (!db_rows(context->db, "audit/waive_until", PARAMS(wish->until, most), &rows, err))
		return false;
	if (db_flag(rows, 0, "is_past"))
		return error_set(err, ERROR_USAGE, "--until %s is past: the last night is of %s; give that day or a later one",
				 wish->until, run->as_of_day);
	if (db_flag(rows, 0, "is_far"))
		return error_set(err, ERROR_USAGE, "--until %s is too far ahead: at most %s, %s days; see [waivers] most_days",
				 wish->until, db_value(rows, 0, "latest"), most);
	return true;
}

static bool nothing_meant(const struct wish *wish, struct error *err)
{
	if (*wish->number)
		return error_set(err, ERROR_USAGE, "there is no finding %s; 'crmaudit findings' shows their numbers", wish->number);
	return error_set(err, ERROR_USAGE, "%s has nothing open about %s; give the finding's number, which 'crmaudit findings --check %s' "
			 "shows, or the record's id", wish->check, wish->record, wish->check);
}

static bool check_row(const PGresult *rows, int row, bool withdraw, struct error *err)
{
	const char *number = db_value(rows, row, "finding_id");
	if (withdraw && *db_value(rows, row, "waiver_id") == '\0')
		return error_set(err, ERROR_USAGE, "finding %s is not waived; 'crmaudit waive --list' shows those that are", number);
	if (!withdraw && strcmp(db_value(rows, row, "state"), "resolved") == 0)
		return error_set(err, ERROR_USAGE, "finding %s was resolved on %s: there is nothing to waive", number,
				 db_value(rows, row, "resolved_on"));
	return true;
}

/* Of a record's findings those that can be waived, or withdrawn, are meant; of a number
 * that one. Empty when none is left. */
static bool is_meant(const PGresult *rows, int row, const struct wish *wish, bool withdraw)
{
	struct error unused = { 0 };
	return *wish->number || check_row(rows, row, withdraw, &unused);
}

static bool pick(const PGresult *rows, const struct wish *wish, bool withdraw, struct text *ids, struct error *err)
{
	for (int row = 0; row < PQntuples(rows); row++) {
		if (!is_meant(rows, row, wish, withdraw))
			continue;
		if (!check_row(rows, row, withdraw, err))
			return false;
		text_format(ids, "%s%s", ids->length ? "," : "{", db_value(rows, row, "finding_id"));
	}
	if (ids->length == 0)
		return withdraw && !*wish->number && PQntuples(rows) > 0
			? error_set(err, ERROR_USAGE, "%s has nothing waived about %s", wish->check, wish->record)
			: nothing_meant(wish, err);
	text_put(ids, "}");
	return true;
}

static void say(const PGresult *rows, const struct wish *wish, const struct options *options)
{
	for (int row = 0; row < PQntuples(rows); row++) {
		if (!is_meant(rows, row, wish, options->withdraw))
			continue;
		const char *part = db_value(rows, row, "part"), *before = db_value(rows, row, "waived_until");
		printf("finding %s %s%s%s: %s, %s%s%s, rep %s: %s", db_value(rows, row, "finding_id"),
		       options->dry_run ? "would be " : "",
		       options->withdraw ? "waived no longer" : "waived until ", options->withdraw ? "" : wish->until,
		       db_value(rows, row, "check_id"), db_value(rows, row, "label"), *part ? " " : "", part,
		       db_value(rows, row, "rep"), db_value(rows, row, "why"));
		if (*before && !options->withdraw)
			printf(" (was waived until %s by %s)", before, db_value(rows, row, "waived_by"));
		printf("\n");
	}
}

static bool change(struct job_context *context, const struct wish *wish, struct error *err)
{
	const struct options *options = context->options;
	scoped_result PGresult *rows = NULL;
	scoped_text struct text ids = { 0 };
	if (!db_rows(context->db, "audit/waive_pick", PARAMS(wish->number, wish->check, wish->record), &rows, err) ||
	    !pick(rows, wish, options->withdraw, &ids, err))
		return false;
	bool good = options->dry_run ? true
		: options->withdraw
			? db_run(context->db, "audit/waive_withdraw", PARAMS(ids.bytes, wish->reason, wish->by), err)
			: db_run(context->db, "audit/waive_grant", PARAMS(ids.bytes, wish->until, wish->reason, wish->by), err);
	if (good)
		say(rows, wish, options);
	return good;
}

/* Days are those of the nights: a waiver begins with the night that people look at. The
 * lock keeps it from being granted into the middle of one. */
static bool grant_or_withdraw(struct job_context *context, struct error *err)
{
	const struct options *options = context->options;
	struct wish wish;
	struct run run = { 0 };
	if (!read_wish(context, &wish, err) || !run_lock(context->db, err) || !db_begin(context->db, err))
		return false;
	bool good = night_published(context, &run, err) && (options->withdraw || check_until(context, &wish, &run, err)) &&
		    change(context, &wish, err);
	if (good && !options->dry_run)
		return db_commit(context->db, err);
	db_rollback(context->db);
	return good;
}

static bool list(struct job_context *context, struct error *err)
{
	const struct options *options = context->options;
	const char *format = options->format ? options->format : "text";
	struct run run = { 0 };
	scoped_result PGresult *rows = NULL;
	if (context->words[0] || options->until || options->withdraw)
		return error_set(err, ERROR_USAGE, "--list lists all waivers and takes --format alone");
	if (!option_choice("format", options->format, "text, json, csv", err) || !night_published(context, &run, err) ||
	    !db_rows(context->db, "audit/waivers", NO_PARAMS, &rows, err))
		return false;
	if (strcmp(format, "json") == 0)
		table_print_json(table_json(rows), stdout);
	else if (strcmp(format, "csv") == 0)
		table_csv(rows, stdout);
	else if (PQntuples(rows) == 0)
		printf("no finding was ever waived\n");
	else
		table_text(rows, columns, stdout);
	return true;
}

static bool run(struct job_context *context, struct error *err)
{
	const struct options *options = context->options;
	return options->list ? list(context, err) : grant_or_withdraw(context, err);
}

const struct job job_waive = {
	.name = "waive",
	.summary = "accept findings until a day, with a reason; shown and counted apart",
	.arguments = "FINDING | CHECK RECORD",
	.example = "crmaudit waive 1234 --until 2026-09-30 --reason 'the customer asked for it'",
	.options = specs,
	.options_size = sizeof(struct options),
	.needs = NEEDS_DATABASE,
	.as = ROLE_CHECKER,
	.most_words = 2,
	.run = run,
};
