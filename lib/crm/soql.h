/* Queries in Salesforce's language, and the instants they are about. */
#ifndef CRM_SOQL_H
#define CRM_SOQL_H

#include "lib/base/text.h"

#include <time.h>

enum { SOQL_INSTANT = 40 };   /* room for an instant, "2023-01-02T03:04:05Z" */

struct soql_query {
	const char *sobject;
	const char *filter;       /* a condition that all rows meet, or NULL */
	char *const *fields;      /* ends with NULL */
	const bool *dropped;      /* one for each field: leave it out */
	const char *stamp;        /* the field that says when a row changed, or NULL */
	const char *since;        /* instants, since <= stamp < before; "" for no bound */
	const char *before;
	const char *last_stamp;   /* go on after this row; "" from the start */
	const char *last_id;
	char *const *ids;         /* these rows alone, whatever the bounds; ends with NULL; NULL: no such list */
	bool unordered;           /* sorting keeps the Bulk API from reading in parts */
};

/* Adds SELECT … ORDER BY stamp, Id unless unordered; always with Id and the stamp among the fields. */
void soql_select(const struct soql_query *query, struct text *ret);

void soql_instant(time_t when, char ret[SOQL_INSTANT]);

/* Reads "2023-01-02T03:04:05Z", nothing else. */
bool soql_time(const char *instant, time_t *ret);

/* From a row's "2023-01-02T03:04:05.000+0000" to a literal. false if it is none. */
bool soql_literal(const char *value, char ret[SOQL_INSTANT]);

#endif
