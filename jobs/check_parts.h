/* What the check job does for whoever writes a check. */
#ifndef JOBS_CHECK_PARTS_H
#define JOBS_CHECK_PARTS_H

#include "jobs/job.h"
#include "lib/audit/catalogue.h"

#include <stdbool.h>
#include <stdio.h>

/* All that is known of one check without a database: its header, and what the
 * configuration makes of its thresholds. */
void check_explain(const struct check *check, const struct settings *settings, FILE *out);

/* The catalogue as Markdown, for a reader; as the headers say it, whatever is configured. */
void check_document(const struct catalogue *catalogue, FILE *out);

/* Prints what is wrong with a check's files, or what they would find in the published
 * night, of which nothing is kept. ERROR_CONFIG: a header is wrong; ERROR_DATA: the SQL. */
bool check_validate(struct job_context *context, const char *first, char *const *more, struct error *err);

/* Runs the cases in the folders (none: tests in [checks] folder) and prints them as TAP;
 * context->status is 1 when one failed. */
bool check_test(struct job_context *context, char *const *folders, struct error *err);

#endif
