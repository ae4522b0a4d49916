/* A command for several organisations: each is a process of its own, this program with
 * that one configuration, so that none can take memory, time or a crash to another.
 * Those whose configurations are in one another's way are not run. */
#ifndef JOBS_SEVERAL_H
#define JOBS_SEVERAL_H

#include "jobs/options.h"

/* Whether --config was given more than once, or is a folder. */
bool several_asked(const struct command *command);

/* Runs them, in turn or --side-by-side; *ret_status is the most serious of theirs, and one
 * log line at the end has them all. TERM, INT and HUP are handed on, and end it once all
 * have ended. ERROR_USAGE for a job that takes one organisation, ERROR_CONFIG for a folder
 * without configurations. */
bool several_run(const struct command *command, int *ret_status, struct error *err);

#endif
