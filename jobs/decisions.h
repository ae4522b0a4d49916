/* The steps that "review" and "nightly" share: taking the decisions of workbooks that
 * came back. The caller holds the organisation's lock, and the published night is in scope. */
#ifndef JOBS_DECISIONS_H
#define JOBS_DECISIONS_H

#include "jobs/job.h"
#include "lib/base/text.h"

#include <stdbool.h>

struct decisions_wish {
	const char *by;      /* who decided; NULL: as the workbook says */
	bool dry_run;
	const char *today;   /* YYYY-MM-DD by the wall clock */
	void (*say)(const char *line);
};

/* One workbook in one transaction: all of it or nothing. ERROR_DATA where it cannot be read. */
bool decisions_take(struct job_context *context, const struct decisions_wish *wish, const char *path, struct error *err);

/* Every workbook of [review] folder, moved to its done/ or, where it cannot be read, to its
 * rejected/; one that is open in a program stays. *ret_bad counts those that cannot be read;
 * each is said. */
bool decisions_take_folder(struct job_context *context, const struct decisions_wish *wish, int *ret_bad, struct error *err);

#endif
