/* The reading of one Salesforce object: which way, from where to where, page by page.
 * Whole reads of large objects go by the Bulk API, and what runs too long by one way
 * is asked for by the other. */
#ifndef CRM_QUERY_H
#define CRM_QUERY_H

#include "lib/crm/bulk.h"
#include "lib/crm/rest.h"
#include "lib/crm/source.h"

struct query_options {
	long lag_seconds;       /* a read ends so long before the server's present */
	long overlap_seconds;   /* and begins so long before the last one's end */
	long bulk_rows;         /* whole reads of so many rows go by the Bulk API; 0: none */
	struct bulk_options bulk;
};

/* What describe says of it. Borrowed. */
struct query_object {
	const char *sobject;
	const char *stamp;      /* the field that says when a row changed; NULL where there is none */
	char *const *numbers;   /* fields that are numbers; ends with NULL */
};

/* values are borrowed for the call, in the order of the request's fields. */
typedef bool (*query_row_fn)(void *context, const struct stage_value *values, struct error *err);

/* Errors: those of rest_send() and of row; ERROR_UNAVAILABLE where rows are missing. */
bool query_read(struct rest *rest, const struct query_options *options, const struct query_object *object,
		const struct source_request *request, query_row_fn row, void *context,
		struct source_outcome *ret, struct error *err);

#endif
