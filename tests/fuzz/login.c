/* What lib/crm/token.c makes of the answer to a login. */
#include "tests/fuzz/support/fuzz.h"

#include "lib/crm/token.h"

#include <string.h>

static const char secret[] = "open-sesame-4711";

static void check_grant(const struct token_grant *grant)
{
	struct error err = { 0 };
	char *host = NULL;
	truth(grant->access && *grant->access, "a login gives a token");
	for (const char *c = grant->access; *c; c++)
		truth(*c > ' ' && *c <= '~', "a token fits a header: %s", grant->access);
	truth(http_host(grant->instance_url, &host, &err), "%s is safe to send it to: %s", grant->instance_url, err.text);
	truth(!grant->identity_url || *grant->identity_url, "an identity has an address");
	free(host);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct error err = { 0 };
	scoped_http struct http *http = NULL;
	scoped_token struct token *token = NULL;
	struct token_grant grant = { 0 };
	struct token_options options = {
		.auth = string_new("client_credentials"), .login_url = string_new("http://127.0.0.1:9"),
		.client_id = string_new("an-app"), .client_secret = string_new(secret),
	};
	truth(token_new(&options, &token, &err) && http_new(&(struct http_options){ 0 }, &http, &err), "%s", err.text);
	wire_answer(bytes, length);
	if (token_take(token, http, &grant, &err)) {
		check_grant(&grant);
	} else {
		truth_error(&err);
		truth(strstr(err.text, secret) == NULL, "no secret in %s", err.text);
		truth(grant.access == NULL, "a failure gives no token");
	}
	token_grant_done(&grant);
	return 0;
}
