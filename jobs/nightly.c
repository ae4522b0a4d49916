#include "jobs/decisions.h"
#include "jobs/health.h"
#include "jobs/night.h"
#include "jobs/open.h"
#include "jobs/options.h"
#include "jobs/tidy.h"
#include "lib/base/log.h"

static const struct option_spec options[] = {
	{ "as-of", "DATE", offsetof(struct night_options, as_of), "look from the end of that day, or from a timestamp" },
	{ "out", "DIR", offsetof(struct night_options, out), "write the workbooks there" },
	{ "fail-on", "SEVERITY", offsetof(struct night_options, fail_on), "exit 1 with fails, with 'warn' 2 with warns" },
	{ 0 },
};

/* Findings, flags and the pointer are one transaction, committed once the workbooks
 * are in place: a night that cannot be written has not been. A look back is read into
 * its workbooks and rolled back. */
static bool check_and_report(struct job_context *context, const struct run *run, bool keep,
			     struct audit_tally *ret, struct error *err)
{
	const struct night_options *asked = context->options;
	if (!db_begin(context->db, err))
		return false;
	bool good = night_check(context, NULL, ret, err) && night_rituals(context, run, asked, err) &&
		    night_report(context, run, asked, err);
	if (good && keep && run_finish(context->db, run, true, NULL, err) && run_publish(context->db, run, err) &&
	    db_commit(context->db, err))
		return true;
	db_rollback(context->db);
	return good && !keep;
}

static void say(const char *line)
{
	log_line(LOG_INFO, "review: %s", line);
}

/* What came back since the last night. A workbook or a folder that cannot be read stops
 * no night. */
static bool review(struct job_context *context, struct error *err)
{
	struct run published = { 0 }, today = { 0 };
	bool found;
	int bad = 0;
	if (*settings_get(context->settings, "review", "folder") == '\0')
		return true;
	if (!run_published(context->db, context->settings, &published, &found, err) ||
	    !run_as_of(context->db, context->settings, "", &today, err))
		return false;
	const struct decisions_wish wish = { .today = today.as_of_day, .say = say };
	struct error why = { 0 };
	if (!roles_take(context->db, ROLE_CHECKER, err))
		return false;
	bool good = !found || decisions_take_folder(context, &wish, &bad, &why);
	if (!roles_leave(context->db, true, err))
		return false;
	if (!good) {
		if (why.kind == ERROR_UNAVAILABLE || why.kind == ERROR_BUG)
			return error_set(err, why.kind, "%s", why.text);
		log_line(LOG_WARN, "review: %s", why.text);
	}
	if (bad > 0)
		log_line(LOG_WARN, "review: %d workbook%s could not be read, moved to rejected/", bad, bad == 1 ? "" : "s");
	return true;
}

/* The night is published: a delivery that fails is told, and the next run's or 'send's. */
static void send(struct job_context *context, const struct run *run)
{
	struct error why = { 0 };
	if (!deliver_is_set(context->settings) ||
	    night_send(context, run, context->options, &(struct deliver_wish){ 0 }, &why))
		return;
	log_line(LOG_WARN, "send: %s; 'crmaudit send' tries again", why.text);
	log_stage(NULL);
}

static bool steps(struct job_context *context, const struct run *run, bool is_preview, struct error *err)
{
	/* the codenames of what is new are kept even where the night is not */
	if (!night_folder(context, context->options, err) || !night_pull(context, run, true, err) ||
	    (context->redact && !open_redacted(context->db, err)) ||
	    (!is_preview && !night_missed(context, run, err)) ||
	    !check_and_report(context, run, !is_preview, &context->notes->tally, err))
		return false;
	context->notes->published = !is_preview;
	if (!is_preview)
		send(context, run);
	context->status = night_status(context->options, &context->notes->tally);
	return true;
}

static bool night(struct job_context *context, struct run *run, struct error *err)
{
	bool is_preview;
	if (!night_is_preview(context, run, &is_preview, err) || (!is_preview && !review(context, err)) ||
	    !run_start(context->db, context->settings, "nightly", run, err))
		return false;
	bool good = steps(context, run, is_preview, err);
	night_close(context, run, good, err);
	if (good && !is_preview)
		tidy_night(context, run);
	return good;
}

static bool begin(struct job_context *context, struct run *run, struct error *err)
{
	const struct night_options *asked = context->options;
	return open_database(context->settings, &context->db, err) &&
	       (!context->redact || open_redacted(context->db, err)) && night_open(context, asked->as_of, run, err);
}

/* That another run has the lock is nothing to tell: that one will tell of itself. */
static bool tells(const struct error *err)
{
	return err->kind != ERROR_LATER && err->kind != ERROR_USAGE;
}

/* Opens its database itself: that it is out of reach is the first thing to be told. */
static bool run(struct job_context *context, struct error *err)
{
	const struct night_options *asked = context->options;
	struct run run = { 0 };
	struct night_notes notes = { 0 };
	context->notes = &notes;
	if (!option_choice("fail-on", asked->fail_on, "warn, fail", err))
		return false;
	bool began = begin(context, &run, err), good = false;
	if (began) {
		health_begin(context);
		good = night(context, &run, err);
	}
	if (began || tells(err))
		health_end(context, &run, good, err);
	db_close(steal(context->db));
	return good;
}

const struct job job_nightly = {
	.name = "nightly",
	.summary = "read what came back, pull, check, report and send, as one run; what is old goes",
	.example = "crmaudit -c acme.ini nightly",
	.options = options,
	.options_size = sizeof(struct night_options),
	.needs = NEEDS_SETTINGS,
	.shows = SHOWS_REPORTS,
	.several = "",
	.run = run,
};
