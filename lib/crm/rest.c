#include "lib/crm/rest.h"

#include "lib/base/log.h"
#include "lib/crm/answer.h"

#include <ctype.h>
#include <pthread.h>
#include <string.h>

/* What those who ask side by side have in common. */
struct session {
	struct token *token;
	struct quota *quota;
	pthread_mutex_t mutex;   /* for what stands below it */
	time_t began;
	long ahead;
	bool stopped;
};

struct rest {
	struct http *http;
	struct session *session;
	bool owner;                /* of the session */
	struct token_grant grant;
	char *version;
	char *page_rows;    /* a header, or NULL */
};

static void session_free(struct session *session)
{
	token_free(session->token);
	quota_free(session->quota);
	pthread_mutex_destroy(&session->mutex);
	free(session);
}

static bool version_fine(const char *version)
{
	size_t digits = strspn(version, "0123456789");
	return digits >= 2 && strcmp(version + digits, ".0") == 0;
}

bool rest_new(struct rest_options *options, struct rest **ret, struct error *err)
{
	scoped_rest struct rest *rest = memory_new(1, sizeof *rest);
	rest->session = memory_new(1, sizeof *rest->session);
	rest->owner = true;
	pthread_mutex_init(&rest->session->mutex, NULL);
	rest->session->quota = quota_new(options->quota);
	if (!http_new(&options->web, &rest->http, err)) {
		token_options_done(&options->login);
		return error_context(err, "[salesforce]");
	}
	if (!token_new(&options->login, &rest->session->token, err))
		return false;
	const char *version = options->api_version ? options->api_version : "";
	if (!version_fine(version))
		return error_set(err, ERROR_CONFIG, "[salesforce] api_version: '%s' is no version; write it "
				 "like 64.0", version);
	rest->version = string_new(version);
	if (options->page_rows > 0)
		rest->page_rows = string_format("Sforce-Query-Options: batchSize=%ld", options->page_rows);
	*ret = steal(rest);
	return true;
}

bool rest_another(const struct rest *first, struct rest **ret, struct error *err)
{
	scoped_rest struct rest *rest = memory_new(1, sizeof *rest);
	if (!http_another(first->http, &rest->http, err))
		return false;
	rest->session = first->session;
	rest->version = string_new(first->version);
	rest->page_rows = first->page_rows ? string_new(first->page_rows) : NULL;
	*ret = steal(rest);
	return true;
}

void rest_free(struct rest *rest)
{
	if (rest == NULL)
		return;
	token_grant_done(&rest->grant);
	http_free(rest->http);
	if (rest->owner)
		session_free(rest->session);
	free(rest->version);
	free(rest->page_rows);
	free(rest);
}

void rest_stop(struct rest *rest)
{
	pthread_mutex_lock(&rest->session->mutex);
	rest->session->stopped = true;
	pthread_mutex_unlock(&rest->session->mutex);
}

void rest_answer_done(struct rest_answer *answer)
{
	json_decref(answer->json);
	answer->json = NULL;
	text_done(&answer->body);
}

char *rest_path(const struct rest *rest, const char *tail)
{
	return string_format("/services/data/v%s%s", rest->version, tail);
}

char *rest_query_path(const struct rest *rest, const char *soql)
{
	scoped_text struct text tail = { 0 };
	text_put(&tail, "/queryAll?q=");
	text_percent(&tail, soql);
	return rest_path(rest, tail.bytes);
}

time_t rest_began(const struct rest *rest)
{
	pthread_mutex_lock(&rest->session->mutex);
	time_t began = rest->session->began;
	pthread_mutex_unlock(&rest->session->mutex);
	return began;
}

long rest_clock_ahead(const struct rest *rest)
{
	pthread_mutex_lock(&rest->session->mutex);
	long ahead = rest->session->ahead;
	pthread_mutex_unlock(&rest->session->mutex);
	return ahead;
}

const char *rest_version(const struct rest *rest)
{
	return rest->version;
}

const char *rest_instance(const struct rest *rest)
{
	return rest->grant.instance_url;
}

const char *rest_auth(const struct rest *rest)
{
	return token_auth(rest->session->token);
}

bool rest_usage(const struct rest *rest, long *ret_used, long *ret_allowed)
{
	return quota_usage(rest->session->quota, ret_used, ret_allowed);
}

/* The server takes concurrent calls again as soon as others end. */
static bool busy(const struct http_answer *answer)
{
	return answer->status == 403 && strstr(answer->body.bytes, "REQUEST_LIMIT_EXCEEDED") &&
	       strstr(answer->body.bytes, "ConcurrentRequests");
}

static void copy_words(const char *words, char *ret, size_t room)
{
	scoped_text struct text raw = { 0 }, line = { 0 };
	text_put(&raw, words);
	text_put(&line, "");
	http_excerpt(&raw, room - 1, &line);
	snprintf(ret, room, "%s", line.bytes);
}

/* An array of {message, errorCode} as a rule; older parts of the API and proxies
 * have shapes of their own. */
static void read_refusal(const struct http_answer *answer, struct rest_answer *ret)
{
	json_auto_t *json = json_loadb(answer->body.bytes, answer->body.length, JSON_ALLOW_NUL, NULL);
	const json_t *first = json_is_array(json) ? json_array_get(json, 0) : json;
	const char *code = answer_text(first, "errorCode"), *message = answer_text(first, "message");
	if (*code == '\0')
		code = *answer_text(first, "exceptionCode") ? answer_text(first, "exceptionCode")
							  : answer_text(first, "error");
	if (*message == '\0')
		message = answer_text(first, "exceptionMessage");
	/* before that stands the query, which may be longer than an error's text */
	if (strstr(message, "ERROR at Row"))
		message = strstr(message, "ERROR at Row");
	copy_words(code, ret->code, sizeof ret->code);
	copy_words(first ? message : answer->body.bytes, ret->message, first ? sizeof ret->message : 201);
}

/* The first answer of all tells the time. Returns whether this is the one. */
static bool note_date(struct session *session, time_t date)
{
	pthread_mutex_lock(&session->mutex);
	bool first = session->began == 0;
	if (first) {
		time_t now = time(NULL);
		session->began = date ? date : now;
		session->ahead = (long)(now - session->began);
	}
	pthread_mutex_unlock(&session->mutex);
	return first;
}

static void note_headers(struct rest *rest, const struct http_answer *answer)
{
	quota_note(rest->session->quota, answer->limits);
	if (note_date(rest->session, answer->date) && answer->date == 0)
		log_line(LOG_WARN, "the server doesn't tell the time; taking this machine's clock");
}

static bool may_ask(struct rest *rest, struct error *err)
{
	pthread_mutex_lock(&rest->session->mutex);
	bool stopped = rest->session->stopped;
	pthread_mutex_unlock(&rest->session->mutex);
	if (stopped)
		return error_set(err, ERROR_LATER, "stopped, for another object could not be read");
	return quota_left(rest->session->quota, err);
}

static bool ask(struct rest *rest, const struct rest_call *call, struct rest_answer *ret, struct error *err)
{
	scoped_free char *url = string_format("%s%s", *call->path == '/' ? rest->grant.instance_url : "", call->path);
	struct http_request request = { .url = url, .bearer = rest->grant.access, .busy = busy,
					.header = rest->page_rows, .method = call->method,
					.json = call->json, .accept = call->accept, .sink = call->sink,
					.hasty = call->hasty };
	scoped_answer struct http_answer answer = { 0 };
	if (!may_ask(rest, err) || !http_send(rest->http, &request, &answer, err))
		return false;
	note_headers(rest, &answer);
	struct rest_answer read = { .status = answer.status, .records = answer.records };
	memcpy(read.locator, answer.locator, sizeof read.locator);
	bool fine = answer.status == 200 || answer.status == 201;
	if (fine && call->text) {
		read.body = answer.body;
		answer.body = (struct text){ 0 };
	} else if (fine && call->sink == NULL) {
		if (!answer_parse(&answer.body, &read.json, err)) {
			http_mask(&request, err->text);
			return false;
		}
	} else if (!fine) {
		read_refusal(&answer, &read);
		http_mask(&request, read.message);
		http_mask(&request, read.code);
	}
	*ret = read;
	return true;
}

static bool incurable(const struct rest_answer *answer)
{
	return strstr(answer->message, "not valid for use with the REST API") ||
	       strstr(answer->message, "Connected app is not attached");
}

static bool limits_spent(const struct rest *rest, const struct rest_answer *answer, struct error *err)
{
	if (strstr(answer->message, "ConcurrentRequests"))
		return error_set(err, ERROR_LATER, "too many calls run at once in this organisation: %s; try "
				 "later", answer->message);
	long used, allowed;
	char figures[64] = "no figures";
	if (rest_usage(rest, &used, &allowed))
		snprintf(figures, sizeof figures, "%ld of %ld", used, allowed);
	return error_set(err, ERROR_LATER, "the organisation's calls for 24 hours are spent: %s (%s); it frees up "
			 "hour by hour, try later", answer->message, figures);
}

static bool logged_in(struct rest *rest, struct error *err)
{
	return rest->grant.access || token_take(rest->session->token, rest->http, &rest->grant, err);
}

static bool ask_renewing(struct rest *rest, const struct rest_call *call, struct rest_answer *ret,
			 struct error *err)
{
	if (!logged_in(rest, err))
		return false;
	if (!ask(rest, call, ret, err))
		return false;
	if (ret->status != 401 || incurable(ret))
		return true;
	log_line(LOG_DEBUG, "the token has expired: %s", ret->message);
	if (!token_take(rest->session->token, rest->http, &rest->grant, err))
		return error_context(err, "HTTP 401 %.180s", ret->message);
	return ask(rest, call, ret, err);
}

bool rest_send(struct rest *rest, const struct rest_call *call, struct rest_answer *ret, struct error *err)
{
	struct rest_answer answer = { 0 };
	if (!ask_renewing(rest, call, &answer, err))
		return false;
	if (answer.status == 401 && incurable(&answer))
		return error_set(err, ERROR_LOGIN, "%s: %s; the user needs the right \"API Enabled\" and the "
				 "connected app's admission", answer.code, answer.message);
	if (answer.status == 401)
		return error_set(err, ERROR_LOGIN, "a fresh token was refused: %s: %s; see the user's rights and "
				 "whether [salesforce] instance_url is this organisation's", answer.code,
				 answer.message);
	if (answer.status == 403 && strcmp(answer.code, "REQUEST_LIMIT_EXCEEDED") == 0)
		return limits_spent(rest, &answer, err);
	*ret = answer;
	return true;
}

bool rest_get(struct rest *rest, const char *path, struct rest_answer *ret, struct error *err)
{
	const struct rest_call call = { .path = path };
	return rest_send(rest, &call, ret, err);
}

static const char *mend_for(const struct rest_answer *answer)
{
	static const struct {
		const char *code, *mend;
	} mends[] = {
		{ "QUERY_TIMEOUT", "it ran too long at Salesforce; map fewer fields or try at a quieter hour" },
		{ "QUERY_TOO_COMPLICATED", "map fewer formula fields" },
		{ "OPERATION_TOO_LARGE", "map fewer fields of parent records" },
		{ "API_DISABLED_FOR_ORG", "the organisation's edition or the user's profile lacks the API" },
		{ "API_CURRENTLY_DISABLED", "the API is switched off for this user" },
		{ "NOT_FOUND", "check [salesforce] api_version and instance_url" },
	};
	for (size_t i = 0; i < sizeof mends / sizeof *mends; i++)
		if (strcmp(answer->code, mends[i].code) == 0)
			return mends[i].mend;
	return answer->status == 403 ? "check the user's rights" : "check the field mapping";
}

bool rest_refused(const struct rest_answer *answer, struct error *err)
{
	return error_set(err, answer->status == 403 ? ERROR_LOGIN : ERROR_UNAVAILABLE,
			 "HTTP %ld %s%s%.600s; %s", answer->status, answer->code, *answer->code ? ": " : "",
			 answer->message, mend_for(answer));
}

/* A given token comes without the address that tells whose it is. */
static bool identity_path(struct rest *rest, char **ret, struct error *err)
{
	if (rest->grant.identity_url) {
		*ret = string_new(rest->grant.identity_url);
		return true;
	}
	scoped_free char *root = rest_path(rest, "");
	scoped_rest_answer struct rest_answer answer = { 0 };
	if (!rest_get(rest, root, &answer, err))
		return false;
	if (answer.status != 200)
		return rest_refused(&answer, err);
	*ret = string_new(answer_text(answer.json, "identity"));
	return true;
}

bool rest_user(struct rest *rest, char **ret, struct error *err)
{
	if (!logged_in(rest, err))
		return false;
	scoped_free char *path = NULL;
	scoped_rest_answer struct rest_answer answer = { 0 };
	if (!identity_path(rest, &path, err) || !rest_get(rest, path, &answer, err))
		return error_context(err, "who am I");
	if (answer.status != 200) {
		rest_refused(&answer, err);
		return error_context(err, "who am I");
	}
	*ret = string_new(answer_text(answer.json, "username"));
	return true;
}
