/* How many of the organisation's calls a run may use. The calls of 24 hours are for
 * everybody there, so a run stops before they are spent, and goes on the next night.
 * The server says after every answer how many are used. Safe for several threads. */
#ifndef CRM_QUOTA_H
#define CRM_QUOTA_H

#include "lib/base/error.h"
#include "lib/base/scope.h"

#include <stdbool.h>

struct quota;

/* Percent of the day's calls; 0 is no bound. */
struct quota_shares {
	long run;     /* that one run may use: [salesforce] quota_share_run */
	long total;   /* that may be used in all, by whomever: quota_share_total */
};

struct quota *quota_new(struct quota_shares shares);   /* new */
void quota_free(struct quota *quota);
SCOPED(quota, struct quota *, quota_free)
#define scoped_quota __attribute__((cleanup(scope_quota)))

/* An answer came, with this Sforce-Limit-Info or "". */
void quota_note(struct quota *quota, const char *limits);

/* Before a call: ERROR_LATER with figures and the setting once a share is spent. */
bool quota_left(struct quota *quota, struct error *err);

/* By the last answer that said so; false where none did. */
bool quota_usage(struct quota *quota, long *ret_used, long *ret_allowed);

/* "api-usage=25/5000; per-app-api-usage=17/250(appName=x)": parts in any number and
 * order; false where there is no such part. */
bool quota_read(const char *limits, long *ret_used, long *ret_allowed);

#endif
