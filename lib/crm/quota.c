#include "lib/crm/quota.h"

#include "lib/base/log.h"
#include "lib/base/text.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

struct quota {
	pthread_mutex_t mutex;
	struct quota_shares shares;
	long calls;           /* of this run */
	long used, allowed;   /* allowed 0: not said yet */
};

struct quota *quota_new(struct quota_shares shares)
{
	struct quota *quota = memory_new(1, sizeof *quota);
	pthread_mutex_init(&quota->mutex, NULL);
	quota->shares = shares;
	return quota;
}

void quota_free(struct quota *quota)
{
	if (quota == NULL)
		return;
	pthread_mutex_destroy(&quota->mutex);
	free(quota);
}

/* What stands in parentheses is an app's name, whatever it looks like. */
bool quota_read(const char *limits, long *ret_used, long *ret_allowed)
{
	for (const char *part = limits; *part;) {
		long used, allowed;
		part += strspn(part, "; ,");
		if (sscanf(part, "api-usage=%ld/%ld", &used, &allowed) == 2 && used >= 0 && allowed > 0) {
			*ret_used = used;
			*ret_allowed = allowed;
			return true;
		}
		for (bool inside = false; *part && (inside || strchr(";,", *part) == NULL); part++)
			inside = *part == '(' || (inside && *part != ')');
	}
	return false;
}

void quota_note(struct quota *quota, const char *limits)
{
	long used, allowed;
	bool said = quota_read(limits, &used, &allowed);
	pthread_mutex_lock(&quota->mutex);
	quota->calls++;
	if (said) {
		quota->used = used;
		quota->allowed = allowed;
	}
	pthread_mutex_unlock(&quota->mutex);
	if (said)
		log_line(LOG_DEBUG, "api usage: %ld of %ld calls", used, allowed);
}

static struct quota seen(struct quota *quota)
{
	pthread_mutex_lock(&quota->mutex);
	struct quota copy = { .shares = quota->shares, .calls = quota->calls, .used = quota->used,
			      .allowed = quota->allowed };
	pthread_mutex_unlock(&quota->mutex);
	return copy;
}

/* In floating point, for a count of calls times a hundred may be too large for a long. */
static bool spent(long calls, long share, long allowed)
{
	return share > 0 && allowed > 0 && (double)calls * 100 >= (double)share * (double)allowed;
}

bool quota_left(struct quota *quota, struct error *err)
{
	const struct quota at = seen(quota);
	if (spent(at.calls, at.shares.run, at.allowed))
		return error_set(err, ERROR_LATER, "this run has used %ld of the organisation's %ld calls for 24 hours, "
				 "its share of %ld %%; what came is kept, the next run goes on from there (see "
				 "[salesforce] quota_share_run)", at.calls, at.allowed, at.shares.run);
	if (spent(at.used, at.shares.total, at.allowed))
		return error_set(err, ERROR_LATER, "%ld of the organisation's %ld calls for 24 hours are used, all "
				 "programs together, and %ld %% is where we stop; what came is kept, the next run "
				 "goes on from there (see [salesforce] quota_share_total)", at.used, at.allowed,
				 at.shares.total);
	return true;
}

bool quota_usage(struct quota *quota, long *ret_used, long *ret_allowed)
{
	const struct quota at = seen(quota);
	if (at.allowed == 0)
		return false;
	*ret_used = at.used;
	*ret_allowed = at.allowed;
	return true;
}
