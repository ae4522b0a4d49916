#include "lib/crm/token.h"

#include "lib/crm/answer.h"
#include "lib/crm/private_file.h"

#include <jansson.h>
#include <jwt.h>
#include <pthread.h>
#include <string.h>

struct token {
	struct token_options options;
	pthread_mutex_t mutex;       /* held while logging in */
	struct http *http;           /* of who logs in; borrowed meanwhile */
	struct token_grant newest;
};

SCOPED(jwt, jwt_t *, jwt_free)
#define scoped_jwt __attribute__((cleanup(scope_jwt)))

bool token_options_read(const struct settings *settings, struct token_options *ret,
			struct error *err)
{
	const char *in = "salesforce";
	struct token_options options = { 0 };
	if (!settings_secret(settings, in, "client_secret", &options.client_secret, err) ||
	    !settings_secret(settings, in, "access_token", &options.access_token, err)) {
		token_options_done(&options);
		return false;
	}
	options.auth = string_new(settings_get(settings, in, "auth"));
	options.login_url = string_new(settings_get(settings, in, "login_url"));
	options.audience = string_new(settings_get(settings, in, "audience"));
	options.client_id = string_new(settings_get(settings, in, "client_id"));
	options.username = string_new(settings_get(settings, in, "username"));
	options.instance_url = string_new(settings_get(settings, in, "instance_url"));
	options.private_key_file = settings_secret_file(settings, in, "private_key");
	options.refresh_token_file = settings_file(settings, in, "refresh_token_file");
	*ret = options;
	return true;
}

void token_options_done(struct token_options *options)
{
	free(options->auth);
	free(options->login_url);
	free(options->audience);
	free(options->client_id);
	free(options->username);
	free(options->private_key_file);
	secret_free(options->client_secret);
	secret_free(options->access_token);
	free(options->refresh_token_file);
	free(options->instance_url);
	*options = (struct token_options){ 0 };
}

void token_free(struct token *token)
{
	if (token == NULL)
		return;
	token_options_done(&token->options);
	token_grant_done(&token->newest);
	pthread_mutex_destroy(&token->mutex);
	free(token);
}

void token_grant_done(struct token_grant *grant)
{
	secret_free(grant->access);
	free(grant->instance_url);
	free(grant->identity_url);
	*grant = (struct token_grant){ 0 };
}

const char *token_auth(const struct token *token)
{
	return token->options.auth;
}

static bool unset(const char *value)
{
	return value == NULL || *value == '\0';
}

/* What each way of logging in cannot do without, and what to write there. */
enum need { CLIENT_ID, USERNAME, KEY_FILE, CLIENT_SECRET, REFRESH_FILE, GIVEN_TOKEN, INSTANCE_URL, LOGIN_URL };

static const struct {
	const char *auth;
	enum need needs[5];
	int count;
} ways[] = {
	{ "jwt", { LOGIN_URL, CLIENT_ID, USERNAME, KEY_FILE }, 4 },
	{ "client_credentials", { LOGIN_URL, CLIENT_ID, CLIENT_SECRET }, 3 },
	{ "refresh_token", { LOGIN_URL, CLIENT_ID, REFRESH_FILE }, 3 },
	{ "token", { GIVEN_TOKEN, INSTANCE_URL }, 2 },
	{ "command", { GIVEN_TOKEN, INSTANCE_URL }, 2 },
};

static bool check_need(const struct token_options *options, enum need need, struct error *err)
{
	bool command = strcmp(options->auth, "command") == 0;
	const struct {
		const char *key, *value, *mend;
	} keys[] = {
		[CLIENT_ID] = { "client_id", options->client_id, "the connected app's consumer key" },
		[USERNAME] = { "username", options->username, "the user to log in as" },
		[KEY_FILE] = { "private_key_file", options->private_key_file, "the PEM file of the app's key" },
		[CLIENT_SECRET] = { "client_secret_file", options->client_secret,
				    "a 0600 file with the consumer secret" },
		[REFRESH_FILE] = { "refresh_token_file", options->refresh_token_file,
				   "a 0600 file with the refresh token" },
		[GIVEN_TOKEN] = { command ? "access_token_command" : "access_token_file", options->access_token,
				  command ? "a command that prints the token" : "a 0600 file with the token" },
		[INSTANCE_URL] = { "instance_url", options->instance_url, "https://NAME.my.salesforce.com" },
		[LOGIN_URL] = { "login_url", options->login_url, "https://login.salesforce.com or My Domain" },
	};
	if (!unset(keys[need].value))
		return true;
	return error_set(err, ERROR_CONFIG, "[salesforce] %s: missing for auth = %s; set it to %s",
			 keys[need].key, options->auth, keys[need].mend);
}

static bool check_url(const char *key, char *url, struct error *err)
{
	if (unset(url))
		return true;
	for (size_t length = strlen(url); length > 0 && url[length - 1] == '/'; length--)
		url[length - 1] = '\0';
	scoped_free char *host = NULL;
	if (!http_host(url, &host, err))
		return error_context(err, "[salesforce] %s", key);
	if (strstr(host, ".lightning.force.com"))
		return error_set(err, ERROR_CONFIG, "[salesforce] %s: %s is for people; API calls go to "
				 "https://NAME.my.salesforce.com", key, host);
	return true;
}

/* Such a value is what `sf org display` prints in the token's place. */
static bool check_given(const char *access, struct error *err)
{
	if (unset(access))
		return true;
	if (strncmp(access, "[REDACTED]", 10) == 0)
		return error_set(err, ERROR_CONFIG, "[salesforce] access_token: '[REDACTED]' is no token; "
				 "take it from `sf org auth show-access-token`");
	for (const char *c = access; *c; c++)
		if (*c <= ' ' || *c > '~')
			return error_set(err, ERROR_CONFIG, "[salesforce] access_token: has spaces or control "
					 "characters in it; give the token alone, on one line");
	return true;
}

static bool check_host(const struct token_options *options, struct error *err)
{
	if (strcmp(options->auth, "client_credentials") != 0)
		return true;
	scoped_free char *host = NULL;
	if (!http_host(options->login_url, &host, err))
		return false;
	if (!string_same(host, "login.salesforce.com") && !string_same(host, "test.salesforce.com"))
		return true;
	return error_set(err, ERROR_CONFIG, "[salesforce] login_url: auth = client_credentials needs My Domain, "
			 "%s refuses it; set https://NAME.my.salesforce.com", host);
}

static bool check(const struct token_options *options, struct error *err)
{
	for (size_t way = 0; way < sizeof ways / sizeof *ways; way++) {
		if (unset(options->auth) || strcmp(ways[way].auth, options->auth) != 0)
			continue;
		for (int need = 0; need < ways[way].count; need++)
			if (!check_need(options, ways[way].needs[need], err))
				return false;
		return check_url("login_url", options->login_url, err) &&
		       check_url("instance_url", options->instance_url, err) &&
		       check_given(options->access_token, err) && check_host(options, err);
	}
	return error_set(err, ERROR_CONFIG, "[salesforce] auth: '%s' is none of jwt, client_credentials, "
			 "refresh_token, token, command", unset(options->auth) ? "" : options->auth);
}

bool token_new(struct token_options *options, struct token **ret, struct error *err)
{
	scoped_token struct token *token = memory_new(1, sizeof *token);
	pthread_mutex_init(&token->mutex, NULL);
	token->options = *options;
	*options = (struct token_options){ 0 };
	if (!check(&token->options, err))
		return false;
	*ret = steal(token);
	return true;
}

/* My Domain stands in the address only: the claim stays the login host. */
bool token_audience(const struct token_options *options, char **ret, struct error *err)
{
	scoped_free char *host = NULL;
	if (!http_host(options->login_url, &host, err))
		return false;
	if (!unset(options->audience))
		*ret = string_new(options->audience);
	else if (strstr(host, ".my.salesforce.com") == NULL)
		*ret = string_new(options->login_url);
	else
		*ret = string_new(strstr(host, ".sandbox.") ? "https://test.salesforce.com"
							    : "https://login.salesforce.com");
	return true;
}

static bool sign(const struct token_options *options, char **ret, struct error *err)
{
	enum { LIFE_SECONDS = 180 };
	const char *path = options->private_key_file;
	scoped_private_text struct text key = { 0 };
	if (!private_file_read(path, &key, err))
		return error_context(err, "[salesforce] private_key_file");
	/* OpenSSL would ask for the pass phrase on the terminal */
	if (strstr(key.bytes, "ENCRYPTED"))
		return error_set(err, ERROR_CONFIG, "[salesforce] private_key_file: %s has a pass phrase; "
				 "write it without one: openssl rsa -in %s -out NEW", path, path);
	scoped_free char *aud = NULL;
	if (!token_audience(options, &aud, err))
		return false;
	scoped_jwt jwt_t *jwt = NULL;
	if (jwt_new(&jwt) != 0 || jwt_add_grant(jwt, "iss", options->client_id) != 0 ||
	    jwt_add_grant(jwt, "sub", options->username) != 0 || jwt_add_grant(jwt, "aud", aud) != 0 ||
	    jwt_add_grant_int(jwt, "exp", (long)time(NULL) + LIFE_SECONDS) != 0)
		return error_set(err, ERROR_CONFIG, "[salesforce] client_id, username or audience is not UTF-8");
	char *assertion = NULL;
	if (jwt_set_alg(jwt, JWT_ALG_RS256, (const unsigned char *)key.bytes, (int)key.length) == 0)
		assertion = jwt_encode_str(jwt);
	if (assertion == NULL)
		return error_set(err, ERROR_CONFIG, "[salesforce] private_key_file: %s is not an RSA private key "
				 "in PEM form", path);
	*ret = assertion;
	return true;
}

/* What the server says, and what a person can do about it. */
static const struct {
	const char *says, *mend;
} mends[] = {
	{ "hasn't approved", "admit the user of [salesforce] username in the connected app's policies, by "
			     "profile or permission set" },
	{ "audience", "set [salesforce] audience to https://login.salesforce.com, or "
		      "https://test.salesforce.com for a sandbox" },
	{ "invalid assertion", "give the connected app the certificate of [salesforce] private_key_file" },
	{ "expired authorization code", "set the clock right" },
	{ "expired access/refresh token", "the refresh token is revoked or was used up elsewhere: authorise the "
					  "app anew and write the new one into [salesforce] refresh_token_file" },
	{ "not supported on this domain", "set [salesforce] login_url to https://NAME.my.salesforce.com" },
	{ "locked", "see the user's login history: address range, login hours, frozen or locked user" },
	{ "authentication failure", "see the user's login history: address range, login hours, frozen or "
				    "locked user, or a wrong signing key" },
	{ "invalid_client_id", "check [salesforce] client_id and whether login_url is the app's own org" },
	{ "invalid_client", "check [salesforce] client_id and client_secret" },
	{ "invalid_app_access", "admit the user in the connected app's policies" },
	{ "inactive_user", "activate the user, or set another [salesforce] username" },
	{ "inactive_org", "the organisation is closed or locked: ask Salesforce" },
	{ "unsupported_grant_type", "switch this login on in the connected app, or choose another "
				    "[salesforce] auth" },
};

static const char *mend_for(const char *words)
{
	for (size_t i = 0; i < sizeof mends / sizeof *mends; i++)
		if (strcasestr(words, mends[i].says))
			return mends[i].mend;
	return "see the user's login history in the set-up of Salesforce";
}

static bool refused(const struct http_request *request, const char *host, long status,
		    const json_t *json, struct error *err)
{
	const char *error = answer_text(json, "error");
	if (*error == '\0')
		return error_set(err, ERROR_LOGIN, "login at %s: HTTP %ld without a reason; check [salesforce] "
				 "login_url", host, status);
	scoped_text struct text raw = { 0 }, words = { 0 };
	const char *description = answer_text(json, "error_description");
	text_format(&raw, "%s%s%s", error, *description ? ": " : "", description);
	http_excerpt(&raw, 300, &words);
	http_mask(request, words.bytes);
	char clock[64] = "";
	if (strcasestr(words.bytes, "expired authorization code")) {
		time_t now = time(NULL);
		struct tm local;
		strftime(clock, sizeof clock, " (here it is %Y-%m-%d %H:%M:%S %z)", localtime_r(&now, &local));
	}
	return error_set(err, ERROR_LOGIN, "login at %s refused: %s; %s%s", host, words.bytes,
			 mend_for(words.bytes), clock);
}

static bool take_instance(struct token *token, const json_t *json, struct error *err)
{
	const char *url = answer_text(json, "instance_url");
	if (*url == '\0')
		url = unset(token->options.instance_url) ? token->options.login_url : token->options.instance_url;
	scoped_free char *own = string_new(url);
	if (!check_url("instance_url", own, err))
		return error_context(err, "login answer");
	free(token->newest.instance_url);
	token->newest.instance_url = steal(own);
	return true;
}

static bool take_access(struct token *token, const char *access, struct error *err)
{
	if (!check_given(access, err))
		return error_context(err, "login answer");
	secret_free(token->newest.access);
	token->newest.access = string_new(access);
	return true;
}

static bool take_answer(struct token *token, const json_t *json, struct error *err)
{
	if (!take_instance(token, json, err) || !take_access(token, answer_text(json, "access_token"), err))
		return false;
	free(token->newest.identity_url);
	const char *id = answer_text(json, "id");
	token->newest.identity_url = *id ? string_new(id) : NULL;
	return true;
}

/* What the server chose may hold what it was sent. */
static bool take_masked(struct token *token, const struct http_request *request, const json_t *json, struct error *err)
{
	if (take_answer(token, json, err))
		return true;
	http_mask(request, err->text);
	return false;
}

/* Sends the form to the token endpoint. *ret is the answer that holds a token. New. */
static bool ask(struct token *token, const struct http_request *request, json_t **ret, struct error *err)
{
	scoped_free char *host = NULL;
	if (!http_host(token->options.login_url, &host, err))
		return false;
	struct http_answer answer = { 0 };
	if (!http_send(token->http, request, &answer, err))
		return error_context(err, "login");
	json_t *json = json_loadb(answer.body.bytes, answer.body.length, 0, NULL);
	private_text_done(&answer.body);
	if (answer.status != 200 || *answer_text(json, "access_token") == '\0') {
		refused(request, host, answer.status, json, err);
		json_decref(json);
		return false;
	}
	*ret = json;
	return true;
}

static bool renew_by_form(struct token *token, struct http_request request, struct error *err)
{
	scoped_free char *url = string_format("%s/services/oauth2/token", token->options.login_url);
	request.url = url;
	json_auto_t *json = NULL;
	return ask(token, &request, &json, err) && take_masked(token, &request, json, err);
}

static bool renew_jwt(struct token *token, struct error *err)
{
	scoped_secret char *assertion = NULL;
	if (!sign(&token->options, &assertion, err))
		return false;
	const struct http_field form[] = {
		{ "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", false },
		{ "assertion", assertion, true },
		{ 0 },
	};
	return renew_by_form(token, (struct http_request){ .form = form }, err);
}

static bool renew_client_credentials(struct token *token, struct error *err)
{
	static const struct http_field form[] = { { "grant_type", "client_credentials", false }, { 0 } };
	return renew_by_form(token, (struct http_request){ .form = form, .user = token->options.client_id,
							   .password = token->options.client_secret }, err);
}

/* Under the lock, and with the token that is in the file now: another process may
 * have used up the one we knew. Sent once, for a replay can revoke the whole grant. */
static bool renew_refresh_token(struct token *token, struct error *err)
{
	const struct token_options *options = &token->options;
	scoped_private_file struct private_file file = { .lock = -1, .fd = -1 };
	scoped_private_text struct text old = { 0 };
	if (!private_file_lock(options->refresh_token_file, &file, err) ||
	    !private_file_read(options->refresh_token_file, &old, err))
		return error_context(err, "[salesforce] refresh_token_file");
	bool secret = !unset(options->client_secret);
	const struct http_field form[] = {
		{ "grant_type", "refresh_token", false },
		{ "client_id", options->client_id, false },
		{ "refresh_token", string_trim(old.bytes), true },
		{ secret ? "client_secret" : NULL, options->client_secret, true },
		{ 0 },
	};
	scoped_free char *url = string_format("%s/services/oauth2/token", options->login_url);
	json_auto_t *json = NULL;
	const struct http_request request = { .url = url, .form = form, .once = true };
	if (!ask(token, &request, &json, err))
		return false;
	const char *fresh = answer_text(json, "refresh_token");
	if (*fresh && strcmp(fresh, string_trim(old.bytes)) != 0 && !private_file_replace(&file, fresh, err))
		return error_context(err, "[salesforce] refresh_token_file: the new refresh token is lost, "
					  "authorise the app anew");
	return take_masked(token, &request, json, err);
}

static bool renew_given(struct token *token, struct error *err)
{
	if (token->newest.access)
		return error_set(err, ERROR_LOGIN, "the access token of [salesforce] access_token was refused and "
				 "cannot be renewed; give a new one, or choose auth = jwt");
	free(token->newest.instance_url);
	token->newest.instance_url = string_new(token->options.instance_url);
	return take_access(token, token->options.access_token, err);
}

static bool renew(struct token *token, struct error *err)
{
	const char *auth = token->options.auth;
	if (strcmp(auth, "jwt") == 0)
		return renew_jwt(token, err);
	if (strcmp(auth, "client_credentials") == 0)
		return renew_client_credentials(token, err);
	if (strcmp(auth, "refresh_token") == 0)
		return renew_refresh_token(token, err);
	return renew_given(token, err);
}

static char *copy(const char *words)
{
	return words ? string_new(words) : NULL;
}

/* Whoever waits here for another's login has the token that was refused to both. */
bool token_take(struct token *token, struct http *http, struct token_grant *grant, struct error *err)
{
	pthread_mutex_lock(&token->mutex);
	const char *newest = token->newest.access;
	bool old = newest == NULL || (grant->access && strcmp(newest, grant->access) == 0);
	token->http = http;
	bool good = !old || renew(token, err);
	token->http = NULL;
	if (good) {
		token_grant_done(grant);
		*grant = (struct token_grant){ copy(token->newest.access), copy(token->newest.instance_url),
					       copy(token->newest.identity_url) };
	}
	pthread_mutex_unlock(&token->mutex);
	return good;
}
