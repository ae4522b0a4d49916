/* The token endpoint: JWT bearer, client credentials, and refresh tokens that
 * rotate: each works once, and using one again kills the whole chain. */
#ifndef STANDIN_TOKEN_H
#define STANDIN_TOKEN_H

#include "lib/base/error.h"
#include "lib/base/text.h"

#define STANDIN_ORG "00D5e000000SandEAC"
#define STANDIN_USER "0055e000003JwtUAAS"

struct office_settings {
	const char *certificate;    /* file; NULL: JWT bearer is refused */
	const char *client_id;      /* NULL takes any */
	const char *client_secret;
	const char *username;       /* NULL takes any */
	const char *audience;       /* taken beside login, test and the own address; NULL: none */
	const char *refresh_token;  /* the first of the chain */
	bool login_host;            /* plays login.salesforce.com: no client credentials here */
};

struct office;

/* New. settings is borrowed. Errors: ERROR_CONFIG. */
bool office_open(const struct office_settings *settings, struct office **ret, struct error *err);
void office_free(struct office *office);

/* Answers a form; base is "http://127.0.0.1:8080". Returns the HTTP status. */
unsigned office_answer(struct office *office, const char *form, const char *authorization,
	const char *base,
		       struct text *answer);

/* Is this Authorization header one of ours, still alive? */
bool office_knows(const struct office *office, const char *authorization);
void office_expire_all(struct office *office);

#endif
