/* Queries by the Bulk API 2.0: a job at the server, whose results come as pages of
 * CSV. For objects with so many rows that pages of JSON take too long. The job is
 * deleted at the end, unless it is kept to be read on by another run. */
#ifndef CRM_BULK_H
#define CRM_BULK_H

#include "lib/crm/bulk_page.h"
#include "lib/crm/rest.h"

struct bulk_options {
	long give_up_seconds;   /* for the job to end; 0: 2 hours */
	long delay_ms;          /* before the first look at it, doubled up to 20 s; 0: 200 */
};

/* Where the results of a job are read on. */
struct bulk_place {
	char job[128];          /* its path; "" begins a new job */
	char locator[256];      /* of the next page */
	long long rows;         /* before it */
};

struct bulk_query {
	const char *sobject;    /* for the log */
	const char *soql;
	struct bulk_fields fields;
	bulk_row_fn row;
	void *context;

	struct bulk_place from;

	/* All rows before this place were given; called after each page but the last, and
	 * from then on the job outlives an error. NULL: what was given must be thrown away,
	 * for the results are unfit. */
	bool (*keep)(void *keeper, const struct bulk_place *place, struct error *err);
	void *keeper;
};

struct bulk_outcome {
	bool unable;            /* no job, or none with results: no row was sent; ask otherwise */
	char why[512];          /* then: the server's words */
	long long rows;         /* in all, by the server's count and ours */
};

/* A page that comes short is fetched once more, so a row may come twice. Errors:
 * those of rest_send(); ERROR_UNAVAILABLE where rows are missing; row's. */
bool bulk_read(struct rest *rest, const struct bulk_options *options, const struct bulk_query *query,
	       struct bulk_outcome *ret, struct error *err);

#endif
