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
#include "lib/crm/query.h"
#include "lib/crm/source.h"

/* Checks the settings of [salesforce]; the login happens at the first question.
 * Errors: ERROR_CONFIG. New; source_free(). */
bool salesforce_open(const struct settings *settings, struct source **ret, struct error *err);

/* For the doctor: logs in and says as whom, where, whether the API version is there,
 * how the clocks differ and what is left of the calls; a line each. Adds. *ret_well is
 * false where the clocks differ by more than a minute, or spent calls would soon stop a
 * pull. */
bool salesforce_check(const struct settings *settings, struct text *ret_words, bool *ret_well, struct error *err);

/* The same two without a settings file. Take options->rest.login. */
struct salesforce_options {
	struct rest_options rest;
	struct query_options query;
	int side_by_side;       /* objects */
	const char *skip;      /* objects not to be read, by commas; "" or NULL: none */
};
bool salesforce_new(struct salesforce_options *options, struct source **ret, struct error *err);
bool salesforce_look(struct rest_options *options, struct text *ret_words, bool *ret_well, struct error *err);

/* source->rows() with any sink in the stage's place. */
bool salesforce_rows(struct source *source, const struct source_object *object,
		     const struct source_request *request, const struct query_sink *sink,
		     struct source_outcome *ret, struct error *err);

#endif
