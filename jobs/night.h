/* The steps that several jobs share: pull, check, report and send. */
#ifndef JOBS_NIGHT_H
#define JOBS_NIGHT_H

#include "jobs/deliver.h"
#include "jobs/job.h"
#include "lib/audit/audit.h"
#include "lib/store/run.h"

#include <stdbool.h>

enum night_stage { NIGHT_PULL, NIGHT_CHECK, NIGHT_REPORT, NIGHT_SEND, NIGHT_STAGES };
const char *night_stage_name(enum night_stage stage);   /* "pull", … */

/* What the steps note down of themselves, where the job's context has notes. */
struct night_notes {
	double seconds[NIGHT_STAGES];      /* 0: the stage did not begin */
	long calls_used, calls_allowed;    /* of 24 hours; allowed 0: the source didn't say */
	struct audit_tally tally;
	bool published;
};

/* The options of nightly, pull, check, report, send and rep; each takes some of them. */
struct night_options {
	const char *as_of;
	const char *out;
	const char *only;
	const char *format;
	const char *fail_on;
	bool dry_run;
	bool no_pull;
	bool publish;
};

/* Takes the lock, settles the instant, and closes what a killed run left open. */
bool night_open(struct job_context *context, const char *as_of, struct run *ret, struct error *err);

/* Pulls everything that changed; keep false inside a transaction of the caller. */
bool night_pull(struct job_context *context, const struct run *run, bool keep, struct error *err);

/* All checks, or only one, inside the caller's transaction. */
bool night_check(struct job_context *context, const char *only, struct audit_tally *ret, struct error *err);

/* Makes the folder that reports go to, before anything that takes long. */
bool night_folder(struct job_context *context, const struct night_options *options, struct error *err);

#define NIGHT_RITUALS "pipeline, leads, rep-review"

/* Writes the workbooks of the reviews whose day it is, or was since the last run: that is
 * warned of. Inside the caller's transaction, which notes that they are written. */
bool night_rituals(struct job_context *context, const struct run *run, const struct night_options *options,
		   struct error *err);

/* Prints the path of all it writes: one rep's workbook, or of the night's the only (a
 * review's name too) and format that were asked for, NULL being all. The folder is --out, else
 * that of [report], where what is to be shared has NIGHT_REDACTED. */
#define NIGHT_REDACTED "redacted"
bool night_report(struct job_context *context, const struct run *run, const struct night_options *options,
		  struct error *err);

/* Delivers the published run's workbooks, from the folder that night_report() writes to. See
 * jobs/deliver.h. */
bool night_send(struct job_context *context, const struct run *run, const struct night_options *options,
		const struct deliver_wish *wish, struct error *err);

/* Whether the run looks from before the published night, or from the future. Such a
 * look may not rewrite what the nights have found. */
bool night_is_preview(struct job_context *context, const struct run *run, bool *ret, struct error *err);

/* Warns of the nights between the published one and this: those that were missed. */
bool night_missed(struct job_context *context, const struct run *run, struct error *err);

/* Writes into the run log how the run ended; err is read where it was not good. */
void night_close(struct job_context *context, const struct run *run, bool good, const struct error *err);

/* The published run, the session's scope set to it. ERROR_LATER before the first. */
bool night_published(struct job_context *context, struct run *ret, struct error *err);

/* The exit status that --fail-on (a choice of warn, fail) asks for: 1 when there are
 * fails, 2 when there are warns alone. */
int night_status(const struct night_options *options, const struct audit_tally *tally);

#endif
