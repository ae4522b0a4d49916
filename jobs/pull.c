#include "jobs/night.h"

static const struct option_spec options[] = {
	{ "dry-run", NULL, offsetof(struct night_options, dry_run), "read and merge, then leave the store as it was" },
	{ 0 },
};

static bool dry(struct job_context *context, struct run *run, struct error *err)
{
	if (!db_begin(context->db, err))
		return false;
	bool good = run_start(context->db, context->settings, "pull", run, err) && night_pull(context, run, false, err);
	db_rollback(context->db);
	return good;
}

static bool run(struct job_context *context, struct error *err)
{
	const struct night_options *asked = context->options;
	struct run run = { 0 };
	if (!night_open(context, NULL, &run, err))
		return false;
	if (asked->dry_run)
		return dry(context, &run, err);
	if (!run_start(context->db, context->settings, "pull", &run, err))
		return false;
	bool good = night_pull(context, &run, true, err);
	night_close(context, &run, good, err);
	return good;
}

const struct job job_pull = {
	.name = "pull",
	.summary = "bring the store up to date with the source",
	.example = "crmaudit -c acme.ini pull --dry-run",
	.options = options,
	.options_size = sizeof(struct night_options),
	.needs = NEEDS_DATABASE,
	.several = "",
	.run = run,
};
