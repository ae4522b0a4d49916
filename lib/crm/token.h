/* The access token for Salesforce, got and renewed by the login that the settings
 * choose. A refresh token that the server replaced is on disk before the access
 * token that came with it is given out, for the old one may be dead by then.
 * No secret gets into an error or a log line. One token serves several threads: it is
 * renewed once, by whom its end meets first, and the others take the new one. */
#ifndef CRM_TOKEN_H
#define CRM_TOKEN_H

#include "lib/base/settings.h"
#include "lib/crm/http.h"

struct token;

/* Each the value of the key of that name in [salesforce]; NULL or "" is unset. */
struct token_options {
	char *auth;               /* jwt, client_credentials, refresh_token, token, command */
	char *login_url;
	char *audience;
	char *client_id;
	char *username;
	char *private_key_file;   /* RSA in PEM, readable by its owner alone */
	char *client_secret;
	char *access_token;
	char *refresh_token_file; /* rewritten on rotation; its folder must be writable */
	char *instance_url;
};

/* Errors: ERROR_CONFIG from the secrets. New; token_options_done(). */
bool token_options_read(const struct settings *settings, struct token_options *ret,
			struct error *err);
void token_options_done(struct token_options *options);

/* Takes the options (they are empty afterwards, also on failure). Sends nothing yet.
 * Errors: ERROR_CONFIG naming the key that is missing or wrong. New. */
bool token_new(struct token_options *options, struct token **ret, struct error *err);
void token_free(struct token *token);
SCOPED(token, struct token *, token_free)
#define scoped_token __attribute__((cleanup(scope_token)))

/* What a login gave. Owns its texts. */
struct token_grant {
	char *access;         /* NULL: none yet */
	char *instance_url;   /* no slash at the end */
	char *identity_url;   /* NULL where unknown */
};
void token_grant_done(struct token_grant *grant);

/* Puts the newest grant into *grant in the place of what is there; gets another by
 * http where *grant has the newest already, for then the server refused it. Errors:
 * ERROR_LOGIN with the server's words and the mend, also where the token was given and
 * cannot be renewed; ERROR_CONFIG for files; ERROR_CREATE and ERROR_WRITE for the
 * refresh token's file; ERROR_UNAVAILABLE. */
bool token_take(struct token *token, struct http *http, struct token_grant *grant, struct error *err);

/* The aud claim: audience where it is set, the login host of My Domain, else
 * login_url. New. */
bool token_audience(const struct token_options *options, char **ret, struct error *err);

const char *token_auth(const struct token *token);   /* never NULL; borrowed */

#endif
