/* Authorised questions to one Salesforce organisation, answered in JSON. Takes care
 * of the token: got when first needed, renewed once per question when the server
 * calls it expired. Limits that are spent end as ERROR_LATER, and so do our own shares
 * of them, before the call that would go beyond. */
#ifndef CRM_REST_H
#define CRM_REST_H

#include "lib/crm/http.h"
#include "lib/crm/quota.h"
#include "lib/crm/token.h"

#include <jansson.h>

struct rest;

struct rest_options {
	struct token_options login;
	struct http_options web;
	const char *api_version;   /* "64.0" */
	long page_rows;            /* 200 to 2000, a wish; 0: the server's own */
	struct quota_shares quota;
};

/* Takes login (empty afterwards), copies the rest. Sends nothing yet. ERROR_CONFIG. New. */
bool rest_new(struct rest_options *options, struct rest **ret, struct error *err);

/* One for another thread, with the login, the limits and the beginning of the first,
 * which must outlive it. New. */
bool rest_another(const struct rest *first, struct rest **ret, struct error *err);

/* From any thread: the next question of each of them is refused as ERROR_LATER. */
void rest_stop(struct rest *rest);
void rest_free(struct rest *rest);
SCOPED(rest, struct rest *, rest_free)
#define scoped_rest __attribute__((cleanup(scope_rest)))

struct rest_answer {
	long status;
	json_t *json;         /* NULL unless status is 200 or 201 */
	struct text body;     /* instead of json, where the call wants text */
	char code[64];        /* errorCode, "" where there is none */
	char message[2048];   /* the server's words, on one line */
	char locator[256];    /* of the next results page of a job; "null" is none */
	long long records;    /* rows of this results page; -1 where it didn't say */
};
void rest_answer_done(struct rest_answer *answer);
#define scoped_rest_answer __attribute__((cleanup(rest_answer_done)))

/* path begins with a slash, and goes to the instance. A refusal other than of the
 * token or for spent limits is an answer. Errors: ERROR_LOGIN, ERROR_LATER,
 * ERROR_UNAVAILABLE, and those of token_take(). */
bool rest_get(struct rest *rest, const char *path, struct rest_answer *ret, struct error *err);

/* The same for other calls. What a sink takes has no JSON, what is wanted as text neither. */
struct rest_call {
	const char *path;
	const char *method;            /* as in struct http_request, all four */
	const char *json;
	const char *accept;
	const struct http_sink *sink;
	bool hasty;
	bool text;
};
bool rest_send(struct rest *rest, const struct rest_call *call, struct rest_answer *ret, struct error *err);

/* Turns a refusal into the error it is, with the mend; returns false. */
bool rest_refused(const struct rest_answer *answer, struct error *err);

/* "/services/data/v64.0" plus tail. New. */
char *rest_path(const struct rest *rest, const char *tail);

/* Of a query for rows, deleted and archived ones too. New. */
char *rest_query_path(const struct rest *rest, const char *soql);

/* The server's clock in its first answer (ours, if it didn't say), and how far ours
 * was ahead then, in seconds. 0 before the first answer. */
time_t rest_began(const struct rest *rest);
long rest_clock_ahead(const struct rest *rest);

/* Calls used and allowed in 24 hours, by the last answer; false where it didn't say. */
bool rest_usage(const struct rest *rest, long *ret_used, long *ret_allowed);

/* The user that the token belongs to. New. */
bool rest_user(struct rest *rest, char **ret, struct error *err);

const char *rest_version(const struct rest *rest);
const char *rest_instance(const struct rest *rest);    /* NULL before the first call */
const char *rest_auth(const struct rest *rest);

#endif
