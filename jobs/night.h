/* The steps that several jobs share: pull, check, report, and their order. */
#ifndef JOBS_NIGHT_H
#define JOBS_NIGHT_H

#include "jobs/job.h"
#include "lib/audit/audit.h"
#include "lib/store/run.h"

#include <stdbool.h>

/* Options that nightly, check, report and rep have in common. */
struct night_options {
	const char *as_of;
	const char *out;
	const char *only;
	const char *format;
	const char *fail_on;
	bool dry_run;
	bool publish;
};

/* Takes the lock, settles the instant, and closes what a killed run left open. */
bool night_open(struct job_context *context, const char *as_of, struct run *ret, struct error *err);

/* Pulls everything that changed; keep false inside a transaction of the caller. */
bool night_pull(struct job_context *context, const struct run *run, bool keep, struct error *err);

/* All checks, or only one, inside the caller's transaction. */
bool night_check(struct job_context *context, const char *only, struct audit_tally *ret, struct error *err);

/* The workbooks and exports of the session's scope; only NULL writes all. The folder
 * is --out, else [report] folder. */
bool night_report(struct job_context *context, const struct run *run, const struct night_options *options,
		  struct error *err);

/* Whether the run looks from before the published night. Such a look back is a preview:
 * it may not rewrite what later nights have found. */
bool night_looks_back(struct job_context *context, const struct run *run, bool *ret, struct error *err);

/* 1 when there are fails, 2 when there are warns alone, as --fail-on asks. */
bool night_status(const struct night_options *options, const struct audit_tally *tally, int *ret, struct error *err);

#endif
