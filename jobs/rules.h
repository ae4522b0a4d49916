/* Which rule of the handbook is carried out by which check. */
#ifndef JOBS_RULES_H
#define JOBS_RULES_H

#include "lib/audit/catalogue.h"
#include "lib/base/settings.h"

#include <stdio.h>

/* A line per rule with its check, in the rules' order; rules without one are named as
 * such, and counted in the last line. Checks of other rules follow; the user's own are
 * marked "own", or "overrides" where they take the place of one of ours. */
void rules_print(const struct catalogue *catalogue, const struct settings *settings, FILE *out);

/* The title of the section that a rule of the handbook is in; NULL for any other. */
const char *rules_section(const char *rule);

#endif
