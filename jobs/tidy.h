/* What a night does last: what is old goes, in the database and in its folders. */
#ifndef JOBS_TIDY_H
#define JOBS_TIDY_H

#include "jobs/job.h"
#include "lib/store/run.h"

/* After the night is published. What hinders it is a warning: it fails no night, and the
 * next one goes on with it. */
void tidy_night(struct job_context *context, const struct run *run);

#endif
