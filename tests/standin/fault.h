/* Troubles on demand, by name and a count:
 *   expire-session:N    after N more API calls every token given so far is dead (once)
 *   incurable-401       401 that no new token cures, until cleared
 *   html:N              the next N calls get an HTML page with status 200
 *   error-503:N         the next N calls get 503
 *   cut:N               the N-th page of rows from now breaks off in mid-body (once)
 *   expired-locator:N   the N-th follow-up page from now is refused (once)
 *   short-page-total    totalSize says one row more than there are, until cleared
 *   limit-exceeded      403, the day's quota is spent, until cleared
 *   limit-concurrent:N  the next N calls get the other 403
 *   query-timeout:N     the next N queries get QUERY_TIMEOUT
 *   refused-login:N     the next N token requests are refused
 *   bulk-failed:N       the next N bulk jobs fail, with a reason
 *   bulk-failed-silent:N  the same without a reason
 *   bulk-unsupported:N  the next N bulk jobs are refused
 *   bulk-cut:N          the N-th results page from now breaks off in mid-body (once)
 *   bulk-short:N        the next N results pages lack a row that their header counts
 *   timeout-rows:N      queries of more than N rows get QUERY_TIMEOUT, until cleared
 *   line-limit:N        addresses of more than N bytes get 431, instead of 16,000, until cleared
 *   empty-406:N         the next N calls get 406 and no body
 *   error-420:N         the next N calls get 420 and a page
 *   refused-task        queries of Task get 403 INSUFFICIENT_ACCESS, until cleared
 * A count of 0 clears the fault. */
#ifndef STANDIN_FAULT_H
#define STANDIN_FAULT_H

#include <stdbool.h>
#include <stddef.h>

enum fault {
	FAULT_EXPIRE_SESSION, FAULT_INCURABLE_401, FAULT_HTML, FAULT_ERROR_503, FAULT_CUT,
		FAULT_EXPIRED_LOCATOR,
	FAULT_SHORT_PAGE_TOTAL, FAULT_LIMIT_EXCEEDED, FAULT_LIMIT_CONCURRENT, FAULT_QUERY_TIMEOUT,
		FAULT_REFUSED_LOGIN,
	FAULT_BULK_FAILED, FAULT_BULK_FAILED_SILENT, FAULT_BULK_UNSUPPORTED, FAULT_BULK_CUT, FAULT_BULK_SHORT,
	FAULT_TIMEOUT_ROWS, FAULT_LINE_LIMIT, FAULT_EMPTY_406, FAULT_ERROR_420, FAULT_REFUSED_TASK,
	FAULT_COUNT,
};

struct faults {
	long left[FAULT_COUNT];  /* what remains to count; 0: none */
};

/* "html:2", or "html" for 1. False when the name is unknown. */
bool fault_set(struct faults *faults, const char *text);
/* Counts one of the next N down: true while there are some left. */
bool fault_takes(struct faults *faults, enum fault fault);
/* Counts one down: true for the N-th alone. */
bool fault_strikes(struct faults *faults, enum fault fault);
/* Lasting ones. */
bool fault_holds(const struct faults *faults, enum fault fault);
/* The count of a lasting one, or other where it is not set. */
size_t fault_limit(const struct faults *faults, enum fault fault, size_t other);

#endif
