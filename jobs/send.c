#include "jobs/deliver.h"
#include "jobs/night.h"
#include "lib/base/text.h"
#include "lib/out/table.h"

#include <stdio.h>

struct options {
	struct night_options night;
	const char *to;
	bool all, again;
};

#define AT(member) offsetof(struct options, member)
static const struct option_spec specs[] = {
	{ "to", "ADDRESS", AT(to), "to that recipient alone, by e-mail; or 'webhook'" },
	{ "all", NULL, AT(all), "also to those for whom nothing is new" },
	{ "again", NULL, AT(again), "also what was sent, was refused or may have been sent" },
	{ "out", "DIR", AT(night.out), "the workbooks lie there" },
	{ "dry-run", NULL, AT(night.dry_run), "say who would get what, and why or why not; send and keep nothing" },
	{ 0 },
};

static const struct table_column columns[] = {
	{ "channel", "BY" }, { "recipient", "TO" }, { "sent_to", "SENT TO" }, { "file", "FILE" },
	{ "state", "STATE" }, { "tries", "TRIES" }, { "words", "WHY" },        { NULL, NULL },
};

static bool print(struct db *db, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "send/list", NO_PARAMS, &rows, err))
		return false;
	if (PQntuples(rows) > 0)
		table_text(rows, columns, stdout);
	else
		puts("nobody gets anything of this run");
	return true;
}

static bool look(struct job_context *context, const struct run *run, const struct deliver_wish *wish, struct error *err)
{
	if (!db_begin(context->db, err))
		return false;
	bool good = deliver_plan(context, run, wish, err) && print(context->db, err);
	db_rollback(context->db);
	return good;
}

static bool run(struct job_context *context, struct error *err)
{
	const struct options *options = context->options;
	const struct deliver_wish wish = { .to = options->to, .all = options->all, .again = options->again };
	struct run run = { 0 };
	struct error late = { 0 };
	if (!deliver_is_set(context->settings))
		return error_set(err, ERROR_CONFIG, "there is nothing to send with; set [mail] server and from, or [webhook] url_file");
	if (!run_lock(context->db, err) || !night_published(context, &run, err))
		return false;
	if (options->night.dry_run)
		return look(context, &run, &wish, err);
	bool sent = night_send(context, &run, &options->night, &wish, err);
	return print(context->db, sent ? err : &late) && sent;
}

const struct job job_send = {
	.name = "send",
	.summary = "mail the published night's workbooks to whom they are for, and tell the chat",
	.example = "crmaudit -c acme.ini send --dry-run",
	.options = specs,
	.options_size = sizeof(struct options),
	.needs = NEEDS_DATABASE,
	.several = "",
	.shows = SHOWS_REPORTS,
	.run = run,
};
