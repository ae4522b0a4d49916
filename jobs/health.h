/* What a night tells the outside of itself: the metrics file and the heartbeat, where
 * they are set. That one of them fails is a warning, and no night fails by it. */
#ifndef JOBS_HEALTH_H
#define JOBS_HEALTH_H

#include "jobs/night.h"

/* The night begins; it has the lock. */
void health_begin(const struct job_context *context);

/* It ended, with that exit status; err is read where it is not good. The context's
 * database may be NULL, or its connection gone. */
void health_end(struct job_context *context, const struct run *run, bool good, const struct error *err);

#endif
