#include "jobs/decisions.h"
#include "jobs/night.h"
#include "lib/audit/who.h"

#include <stdio.h>
#include <sysexits.h>

struct options {
	const char *by;
	bool dry_run;
};

#define AT(member) offsetof(struct options, member)
static const struct option_spec specs[] = {
	{ "by", "WHO", AT(by), "who decided, a user of the CRM: e-mail, name, alias or id; default as the workbook says" },
	{ "dry-run", NULL, AT(dry_run), "say what would be taken, and keep nothing" },
	{ 0 },
};

static void say(const char *line)
{
	printf("%s\n", line);
}

static bool take_files(struct job_context *context, const struct decisions_wish *wish, int *ret_bad, struct error *err)
{
	int bad = 0;
	for (char *const *path = context->words; *path; path++) {
		if (decisions_take(context, wish, *path, err))
			continue;
		if (err->kind != ERROR_DATA)
			return false;
		bad++;
		say(err->text);
	}
	*ret_bad = bad;
	return true;
}

static bool run(struct job_context *context, struct error *err)
{
	const struct options *options = context->options;
	bool has_words = context->words[0] != NULL;
	struct run run = { 0 }, today = { 0 };
	scoped_free char *id = NULL, *by = NULL;
	if (!has_words && *settings_get(context->settings, "review", "folder") == '\0')
		return error_set(err, ERROR_USAGE, "which workbooks? Name them, or set [review] folder");
	if (!run_lock(context->db, err) || !night_published(context, &run, err) ||
	    !run_as_of(context->db, context->settings, "", &today, err) ||
	    (options->by && !who_resolve(context->db, options->by, &id, &by, err)))
		return false;
	const struct decisions_wish wish = { by, options->dry_run, today.as_of_day, say };
	int bad = 0;
	if (!(has_words ? take_files(context, &wish, &bad, err) : decisions_take_folder(context, &wish, &bad, err)))
		return false;
	context->status = bad > 0 ? EX_DATAERR : 0;
	return true;
}

const struct job job_review = {
	.name = "review",
	.summary = "read decisions and notes back from workbooks; without FILE from [review] folder",
	.arguments = "[FILE…]",
	.example = "crmaudit -c acme.ini review manager.xlsx",
	.options = specs,
	.options_size = sizeof(struct options),
	.needs = NEEDS_DATABASE,
	.as = ROLE_CHECKER,
	.most_words = 10000,
	.run = run,
};
