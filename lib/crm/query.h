/* The reading of one Salesforce object: which way, from where to where, page by page.
 * Whole reads of large objects go by the Bulk API. What runs too long is asked for in
 * shorter windows of time, and by the other way where that doesn't do. What was cut
 * off goes on where it ended: whatever changed since has a later stamp than its mark. */
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
	const char *filter;     /* what its rows must meet, in SOQL; NULL: nothing */
};

/* Where the rows go. */
struct query_sink {
	/* values are borrowed for the call, in the order of the request's fields */
	bool (*row)(void *context, const struct stage_value *values, struct error *err);

	/* where a reading that was cut off goes on, from keep(); "" or NULL: it begins */
	const char *place;

	/* All rows up to this place were given; called after each page. restart() throws
	 * them away together with the place. NULL: nothing outlives the run. */
	bool (*keep)(void *context, const char *place, struct error *err);
	bool (*restart)(void *context, struct error *err);

	void *context;
};

/* An object that the server refuses while it may give others is no error: ret->refused
 * says why. Errors: those of rest_send() and of sink; ERROR_UNAVAILABLE where rows are
 * missing. */
bool query_read(struct rest *rest, const struct query_options *options, const struct query_object *object,
		const struct source_request *request, const struct query_sink *sink,
		struct source_outcome *ret, struct error *err);

#endif
