/* Delivery of the published run: each workbook by mail to whom it is for, and a summary to
 * a chat. What goes where and why is in sql/schema/030_delivery.sql. Each delivery is
 * written down, committed, before it is sent and after, so that nothing goes out twice. */
#ifndef JOBS_DELIVER_H
#define JOBS_DELIVER_H

#include "jobs/job.h"
#include "lib/store/run.h"

struct deliver_wish {
	const char *to;       /* that recipient alone; or NULL */
	const char *folder;   /* where the workbooks lie */
	bool all;             /* whether something is new or not */
	bool again;           /* also what was sent, was refused, or may have been sent */
};

/* Whether there is anything to send with: [mail] server or [webhook] url. */
bool deliver_is_set(const struct settings *settings);

/* Sends what is due, tries again what the other side puts off, and leaves the rest for the
 * next time. The session holds the run lock. Also where some fail the others are sent; the
 * error is then the worst: ERROR_LOGIN, ERROR_CONFIG, ERROR_UNAVAILABLE, ERROR_LATER,
 * ERROR_DATA. That a recipient is refused, or has no address, is a warning. */
bool deliver(struct job_context *context, const struct run *run, const struct deliver_wish *wish, struct error *err);

/* Writes down who would get what, inside the caller's transaction. */
bool deliver_plan(struct job_context *context, const struct run *run, const struct deliver_wish *wish, struct error *err);

#endif
