/* Salesforce over its REST API as a source of rows: deleted and archived ones too
 * (queryAll), changed ones alone where a mark is known. A read ends a little before
 * the server's present, and the next one begins a little before that end, for rows
 * become visible later than their stamps say. Nothing is ever written there.
 * Whole reads of large objects go by the Bulk API, and what runs too long by one way
 * is asked for by the other.
 * What a login may not see is missing from fields(); formula fields don't move a
 * row's stamp, so their values are as old as the row's last change or whole read. */
#ifndef CRM_SALESFORCE_H
#define CRM_SALESFORCE_H

#include "lib/base/settings.h"
#include "lib/crm/bulk.h"
#include "lib/crm/rest.h"
#include "lib/crm/source.h"

/* Checks the settings of [salesforce]; the login happens at the first question.
 * Errors: ERROR_CONFIG. New; source_free(). */
bool salesforce_open(const struct settings *settings, struct source **ret, struct error *err);

/* For the doctor: logs in and says as whom, where, whether the API version is there,
 * how the clocks differ and what is left of the calls; a line each. Adds. */
bool salesforce_check(const struct settings *settings, struct text *ret_words, struct error *err);

/* The same two without a settings file. Take options->rest.login. */
struct salesforce_options {
	struct rest_options rest;
	long lag_seconds;       /* a read ends so long before the server's present */
	long overlap_seconds;   /* and begins so long before the last one's end */
	long bulk_rows;         /* whole reads of so many rows go by the Bulk API; 0: none */
	struct bulk_options bulk;
};
bool salesforce_new(struct salesforce_options *options, struct source **ret, struct error *err);
bool salesforce_look(struct rest_options *options, struct text *ret_words, struct error *err);

/* source->rows() with any taker of rows in the stage's place. */
typedef bool (*salesforce_row_fn)(void *context, const struct stage_value *values,
				  struct error *err);
bool salesforce_rows(struct source *source, const struct source_object *object,
		     const struct source_request *request, salesforce_row_fn row, void *context,
		     struct source_outcome *ret, struct error *err);

#endif
