/* What the parts of query.c share: the reading of one object, the address of a query
 * and what its refusals mean. */
#ifndef CRM_READING_H
#define CRM_READING_H

#include "lib/crm/place.h"
#include "lib/crm/query.h"
#include "lib/crm/record.h"

struct reading {
	struct rest *rest;
	const struct query_options *options;
	const struct query_object *object;
	const struct query_sink *sink;
	struct soql_query query;
	struct record *record;
	bool *dropped;         /* fields that the server doesn't know */
	bool *left_out;        /* those, and those that a query has no room for */
	size_t room;           /* bytes for the fields of one query */
	struct place at;
	long long expected;    /* in all: sent by queries that broke off, plus totalSize of the last */
	int halvings;          /* of the window since a query last came through */
	bool no_bulk;          /* the Bulk API could not, or must not */
	bool refused;          /* what failed is this object's, and others may be read */
};

void reading_done(struct reading *reading);
#define scoped_reading __attribute__((cleanup(reading_done)))

/* The address of a query for as many fields as there is room for, from the given one
 * on; *ret_to is the first that is left. New. */
char *reading_path(struct reading *reading, const struct soql_query *query, size_t from, size_t *ret_to);

/* The address of the next page in place of this one's, NULL behind the last; next is
 * what the page says, rows how many it has. */
bool reading_next(const char *next, long long rows, char **path, struct error *err);

/* Too long for the server or too much for one query: makes room for half the fields
 * that it had, from and to. false where it is something else, or was one field. */
bool reading_narrow(struct reading *reading, const struct rest_answer *answer, size_t from, size_t to);

/* Leaves out the field that the server doesn't know, for good. false where it isn't
 * that. */
bool reading_drop(struct reading *reading, const struct rest_answer *answer);

/* Writes their names, with commas between. */
void reading_dropped(const struct reading *reading, char *names, size_t room);

/* The error, and whether it is this object's alone; returns false. */
bool reading_refused(struct reading *reading, const struct rest_answer *answer, struct error *err);

#endif
