#include "jobs/night.h"
#include "jobs/options.h"
#include "lib/audit/who.h"
#include "lib/base/days.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/out/table.h"

#include <stdio.h>
#include <string.h>

struct options {
	const char *on, *because, *by;
	bool list, dry_run;
};

#define AT(member) offsetof(struct options, member)
static const struct option_spec specs[] = {
	{ "on", "DATE", AT(on), "day of the session, or of the decision; default the published night's" },
	{ "because", "TEXT", AT(because), "why; needed to dismiss" },
	{ "by", "WHO", AT(by), "who decided, a user of the CRM: e-mail, name, alias or id" },
	{ "list", NULL, AT(list), "list the flags, and stop" },
	{ "dry-run", NULL, AT(dry_run), "say what would change, and change nothing" },
	{ 0 },
};

static const struct table_column columns[] = {
	{ "rep", "REP" },         { "state", "STATE" },     { "state_on", "SINCE" }, { "raised_on", "RAISED" },
	{ "worse_on", "WORSE" },  { "reasons", "REASONS" }, { "because", "BECAUSE" }, { NULL, NULL },
};

static const char states[] = "open, scheduled, done, dismissed";

static bool check_state(const char *state, struct error *err)
{
	scoped_list char **known = list_new(states);
	if (list_has(known, state))
		return true;
	const char *nearest = string_nearest(state, (const char *const *)known);
	return error_set(err, ERROR_USAGE, "'%s' is no state of a flag; %s%s%s", state, nearest ? "did you mean " : "there are ",
			 nearest ? nearest : states, nearest ? "?" : "");
}

/* What the command line alone can be wrong in. ret_on is "" where no day is said. */
static bool check_words(const struct job_context *context, char ret_on[static 11], struct error *err)
{
	const struct options *options = context->options;
	size_t count = list_length(context->words);
	if (options->list)
		return count == 0 || error_set(err, ERROR_USAGE, "--list lists all flags; leave '%s' out", context->words[0]);
	if (count < 2)
		return error_set(err, ERROR_USAGE, "needs WHO and one of %s, for example: crmaudit coach rep@acme.example "
				 "scheduled --on 2026-07-19; or --list", states);
	if (!check_state(context->words[1], err))
		return false;
	if (options->on && !days_date(options->on, ret_on))
		return error_set(err, ERROR_USAGE, "--on %s: must be a date like 2026-07-19", options->on);
	return true;
}

static bool list(struct db *db, const struct run *run, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "audit/coaching_list", NO_PARAMS, &rows, err))
		return false;
	int count = PQntuples(rows);
	if (count > 0)
		table_text(rows, columns, stdout);
	printf("%s%d coaching flag%s as of %s\n", count > 0 ? "\n" : "", count, count == 1 ? "" : "s", run->as_of_day);
	return true;
}

static void say(const PGresult *set, const char *name, const char *state, bool dry_run)
{
	const char *on = db_value(set, 0, "set_on");
	if (!db_flag(set, 0, "is_changed"))
		printf("%s: %s on %s already\n", name, state, on);
	else
		printf("%s: %s on %s, was %s%s\n", name, state, on, db_value(set, 0, "was"), dry_run ? "; dry run, not kept" : "");
}

static bool set(struct job_context *context, const char *on, struct error *err)
{
	const struct options *options = context->options;
	const char *state = context->words[1];
	scoped_free char *rep = NULL, *name = NULL, *by = NULL, *by_name = NULL;
	scoped_result PGresult *rows = NULL;
	struct run today = { 0 };
	if (!who_resolve(context->db, context->words[0], &rep, &name, err) ||
	    (options->by && !who_resolve(context->db, options->by, &by, &by_name, err)) ||
	    !run_as_of(context->db, context->settings, "", &today, err) ||
	    !db_rows(context->db, "audit/coaching_set",
		     PARAMS(rep, state, *on ? on : NULL, options->because, by, "job", today.as_of_day), &rows, err))
		return false;
	const char *problem = db_value(rows, 0, "problem");
	if (*problem)
		return error_set(err, ERROR_USAGE, "%s %s%s", name, problem,
				 strcmp(state, "dismissed") == 0 && !options->because ? "; see --because" : "; see 'crmaudit coach --list'");
	say(rows, name, state, options->dry_run);
	return true;
}

static bool decide(struct job_context *context, const char *on, struct error *err)
{
	const struct options *options = context->options;
	struct run run = { 0 };
	if (!run_lock(context->db, err) || !night_published(context, &run, err) || !db_begin(context->db, err))
		return false;
	bool good = set(context, on, err);
	if (good && !options->dry_run)
		return db_commit(context->db, err);
	db_rollback(context->db);
	return good;
}

static bool run_coach(struct job_context *context, struct error *err)
{
	const struct options *options = context->options;
	struct run run = { 0 };
	char on[11] = "";
	if (!check_words(context, on, err))
		return false;
	if (options->list)
		return night_published(context, &run, err) && list(context->db, &run, err);
	return decide(context, on, err);
}

const struct job job_coach = {
	.name = "coach",
	.summary = "say what became of a rep's coaching flag",
	.arguments = "WHO open|scheduled|done|dismissed",
	.example = "crmaudit -c acme.ini coach rep@acme.example scheduled --on 2026-07-19",
	.options = specs,
	.options_size = sizeof(struct options),
	.needs = NEEDS_DATABASE,
	.as = ROLE_CHECKER,
	.most_words = 2,
	.shows = SHOWS_LISTS,
	.run = run_coach,
};
