/* The CRM behind the web: what it answers to each call. One thread. */
#ifndef STANDIN_CRM_H
#define STANDIN_CRM_H

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "tests/standin/token.h"

struct crm_settings {
	const char *data;         /* folder of CSV exports */
	const char *const *fault; /* as in fault.h; ends with NULL */
	long page_rows;           /* 0: as the client asks, by default 2,000 */
	long calls_per_day;       /* that the organisation may make; 0: 100,000 */
	struct office_settings office;
};

struct crm;

/* New. settings is borrowed. */
bool crm_open(const struct crm_settings *settings, struct crm **ret, struct error *err);
void crm_close(struct crm *crm);

struct crm_request {
	const char *method;
	const char *path;           /* without the query string */
	const char *soql;           /* the q parameter, decoded; NULL: none */
	const char *fault, *count;  /* parameters of the control calls; NULL: none */
	const char *objects;        /* the sObjects parameter; NULL: none */
	const char *locator, *max_records;  /* of bulk results; NULL: none */
	const char *authorization;
	const char *options;        /* Sforce-Query-Options */
	const char *base;           /* "http://127.0.0.1:8080" */
	const char *body;
	size_t line;                /* bytes of method, path and query string */
};

struct crm_answer {
	unsigned status;
	const char *type;
	struct text body;
	char limit_info[96];        /* Sforce-Limit-Info; "" where it isn't sent */
	char locator[40];           /* Sforce-Locator; "": none */
	long long records;          /* Sforce-NumberOfRecords, beside the locator */
	bool cut;                   /* break off in the middle */
};

void crm_answer(struct crm *crm, const struct crm_request *request, struct crm_answer *ret);

#endif
