/* The manual as pages for man, from the tables that the help and the program itself read:
 * crmaudit(1), a page per job, crmaudit.ini(5) and crmaudit-checks(7). */
#ifndef JOBS_MANUAL_H
#define JOBS_MANUAL_H

#include "jobs/job.h"
#include "lib/audit/catalogue.h"

#include <stdio.h>

void manual_jobs(const struct job *const *jobs, FILE *out);   /* jobs ends with NULL */
void manual_job(const struct job *job, FILE *out);
void manual_settings(FILE *out);
void manual_checks(const struct catalogue *catalogue, FILE *out);

#endif
