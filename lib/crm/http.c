#include "lib/crm/http.h"

#include "lib/base/log.h"

#include <ctype.h>
#include <curl/curl.h>
#include <string.h>

struct http {
	CURL *curl;
	char *ca_file, *user_agent;
	long timeout_seconds, delay_ms, longest_delay_ms;
	int retries;
	size_t largest_body;
};

/* One try of a request. */
struct attempt {
	struct http_answer answer;
	CURL *curl;
	const struct http_request *request;
	size_t largest_body;
	bool too_large;
	bool streamed;            /* the sink took, or takes, the body */
	bool refused;             /* the sink failed, and said why in err */
	struct error *err;
	long long bytes;
	CURLcode code;
	char reason[CURL_ERROR_SIZE];
	long retry_after;         /* seconds; -1 where the server didn't say */
	long long ms;
};

enum verdict { ANSWERED, AGAIN, HOPELESS };

SCOPED(url, CURLU *, curl_url_cleanup)
#define scoped_url __attribute__((cleanup(scope_url)))
SCOPED(slist, struct curl_slist *, curl_slist_free_all)
#define scoped_slist __attribute__((cleanup(scope_slist)))

static long or_default(long value, long otherwise)
{
	return value > 0 ? value : otherwise;
}

static long least(long a, long b)
{
	return a < b ? a : b;
}

bool http_new(const struct http_options *options, struct http **ret, struct error *err)
{
	const char *ca_file = options->ca_file ? options->ca_file : "";
	if (*ca_file && access(ca_file, R_OK) != 0)
		return error_set(err, ERROR_CONFIG, "ca_file %s: cannot be read; name a PEM file", ca_file);
	scoped_http struct http *http = memory_new(1, sizeof *http);
	http->curl = curl_easy_init();
	if (http->curl == NULL)
		return error_set(err, ERROR_BUG, "libcurl does not start");
	http->ca_file = string_new(ca_file);
	http->user_agent = string_new(options->user_agent ? options->user_agent
							  : "crmaudit/" CRMAUDIT_VERSION);
	http->timeout_seconds = or_default(options->timeout_seconds, 600);
	http->delay_ms = or_default(options->delay_ms, 1000);
	http->longest_delay_ms = or_default(options->longest_delay_ms, 300 * 1000);
	http->retries = options->retries > 0 ? options->retries : 0;
	http->largest_body = options->largest_body ? options->largest_body : (size_t)64 << 20;
	*ret = steal(http);
	return true;
}

bool http_another(const struct http *http, struct http **ret, struct error *err)
{
	const struct http_options options = {
		.ca_file = http->ca_file, .user_agent = http->user_agent, .timeout_seconds = http->timeout_seconds,
		.retries = http->retries, .delay_ms = http->delay_ms, .longest_delay_ms = http->longest_delay_ms,
		.largest_body = http->largest_body,
	};
	return http_new(&options, ret, err);
}

void http_free(struct http *http)
{
	if (http == NULL)
		return;
	curl_easy_cleanup(http->curl);
	free(http->ca_file);
	free(http->user_agent);
	free(http);
}

void http_answer_done(struct http_answer *answer)
{
	text_done(&answer->body);
}

bool http_host(const char *url, char **ret, struct error *err)
{
	scoped_url CURLU *parts = curl_url();
	char *scheme = NULL, *host = NULL, *user = NULL;
	bool whole = curl_url_set(parts, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK &&
		     curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
		     curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK;
	bool named = whole && curl_url_get(parts, CURLUPART_USER, &user, 0) == CURLUE_OK;
	bool safe = whole && !named && (strcmp(scheme, "https") == 0 ||
			      (strcmp(scheme, "http") == 0 && host_is_loopback(host)));
	if (safe)
		*ret = string_new(host);
	else if (named)
		error_set(err, ERROR_CONFIG, "%s: an address with a user name or password in it; take it out", host);
	else if (whole)
		error_set(err, ERROR_CONFIG, "%s://%s: TLS needed; write https://%s", scheme, host, host);
	else
		error_set(err, ERROR_CONFIG, "not a web address; write https://HOST");
	curl_free(user);
	curl_free(scheme);
	curl_free(host);
	return safe;
}

void http_excerpt(const struct text *body, size_t limit, struct text *words)
{
	size_t start = words->length;
	bool gap = false;
	for (size_t i = 0; i < body->length && words->length - start < limit; i++) {
		char c = body->bytes[i];
		if (isspace((unsigned char)c)) {
			gap = words->length > start;
		} else if (c > ' ' && c < 127) {
			if (gap)
				text_char(words, ' ');
			text_char(words, c);
			gap = false;
		}
	}
}

static void blank(char *words, const char *secret)
{
	/* shorter than that it is no secret, but half the alphabet */
	if (secret == NULL || strlen(secret) < 4)
		return;
	for (char *found = strstr(words, secret); found; found = strstr(found, secret))
		memset(found, '*', strlen(secret));
}

void http_mask(const struct http_request *request, char *words)
{
	blank(words, request->bearer);
	blank(words, request->password);
	for (const struct http_field *field = request->form; field && field->name; field++)
		if (field->secret)
			blank(words, field->value);
}

static const char *method(const struct http_request *request)
{
	if (request->method)
		return request->method;
	return request->form || request->json || request->text ? "POST" : "GET";
}

static int host_length(const char *url)
{
	const char *host = strstr(url, "://");
	host = host ? host + 3 : url;
	return (int)(host - url + (long)strcspn(host, "/?#"));
}

/* Only a query in SOQL is sure to hold no secret. */
static void log_try(const struct http_request *request, const struct attempt *attempt)
{
	int length = request->secret_url ? host_length(request->url) : (int)strcspn(request->url, "?");
	const char *query = request->url + length;
	if (*query && strncmp(query, "?q=", 3) != 0)
		query = *query == '?' ? "?…" : "/…";
	scoped_free char *words = string_format("%s %.*s%.300s", method(request), length, request->url, query);
	http_mask(request, words);
	if (attempt->code != CURLE_OK)
		log_line(LOG_DEBUG, "%s: %s", words, attempt->reason);
	else
		log_line(LOG_DEBUG, "%s: %ld, %lld ms, %lld bytes", words, attempt->answer.status,
			 attempt->ms, attempt->bytes);
}

static const char *header(CURL *curl, const char *name)
{
	struct curl_header *found = NULL;
	return curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &found) == CURLHE_OK ? found->value : "";
}

static bool for_sink(const struct attempt *attempt)
{
	const struct http_request *request = attempt->request;
	long status = 0;
	if (request->sink == NULL || curl_easy_getinfo(attempt->curl, CURLINFO_RESPONSE_CODE, &status) != CURLE_OK)
		return false;
	return status == 200 && strncasecmp(header(attempt->curl, "Content-Type"), request->accept,
					    strlen(request->accept)) == 0;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
	struct attempt *attempt = context;
	if (attempt->bytes == 0)
		attempt->streamed = for_sink(attempt);
	attempt->bytes += (long long)(size * count);
	if (attempt->streamed) {
		const struct http_sink *sink = attempt->request->sink;
		attempt->refused = !sink->take(sink->context, bytes, size * count, attempt->err);
		return attempt->refused ? 0 : size * count;
	}
	if (attempt->answer.body.length + size * count > attempt->largest_body) {
		attempt->too_large = true;
		return 0;
	}
	text_add(&attempt->answer.body, bytes, size * count);
	return size * count;
}

/* -1 unless it is a number that counts something. */
static long long header_number(CURL *curl, const char *name)
{
	const char *value = header(curl, name);
	char *end;
	long long number = strtoll(value, &end, 10);
	return end != value && *end == '\0' && number >= 0 ? number : -1;
}

static void take_headers(CURL *curl, struct attempt *attempt)
{
	struct http_answer *answer = &attempt->answer;
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
	curl_off_t spent = 0;
	curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME_T, &spent);
	attempt->ms = spent / 1000;
	snprintf(answer->content_type, sizeof answer->content_type, "%s", header(curl, "Content-Type"));
	snprintf(answer->limits, sizeof answer->limits, "%s", header(curl, "Sforce-Limit-Info"));
	const char *date = header(curl, "Date");
	time_t when = *date ? curl_getdate(date, NULL) : -1;
	answer->date = when > 0 ? when : 0;
	snprintf(answer->locator, sizeof answer->locator, "%s", header(curl, "Sforce-Locator"));
	answer->records = header_number(curl, "Sforce-NumberOfRecords");
	attempt->retry_after = (long)header_number(curl, "Retry-After");
}

static void set_up(const struct http *http, const struct http_request *request,
		   struct attempt *attempt)
{
	CURL *curl = http->curl;
	curl_easy_reset(curl);
	curl_easy_setopt(curl, CURLOPT_URL, request->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
	if (*http->ca_file)
		curl_easy_setopt(curl, CURLOPT_CAINFO, http->ca_file);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, http->user_agent);
	curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, http->timeout_seconds);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, least(http->timeout_seconds, 30));
	/* a query may think for two minutes before its first byte */
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, least(http->timeout_seconds, 180));
	curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, attempt->reason);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, attempt);
}

static struct curl_slist *header_lines(const struct http_request *request)
{
	struct text line = { 0 };
	text_format(&line, "Accept: %s", request->accept ? request->accept : "application/json");
	struct curl_slist *lines = curl_slist_append(NULL, line.bytes);
	if (request->header)
		lines = curl_slist_append(lines, request->header);
	if (request->json)
		lines = curl_slist_append(lines, "Content-Type: application/json");
	if (request->text)
		lines = curl_slist_append(lines, "Content-Type: text/plain; charset=utf-8");
	if (request->bearer) {
		text_clear(&line);
		text_format(&line, "Authorization: Bearer %s", request->bearer);
		lines = curl_slist_append(lines, line.bytes);
		explicit_bzero(line.bytes, line.length);
	}
	text_done(&line);
	return lines;
}

static void try_once(const struct http *http, const struct http_request *request,
		     const struct text *form, bool local, struct attempt *attempt)
{
	CURL *curl = http->curl;
	set_up(http, request, attempt);
	scoped_slist struct curl_slist *lines = header_lines(request);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
	/* a proxy of the environment has no business between us and this machine */
	if (local)
		curl_easy_setopt(curl, CURLOPT_PROXY, "");
	if (request->user) {
		curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
		curl_easy_setopt(curl, CURLOPT_USERNAME, request->user);
		curl_easy_setopt(curl, CURLOPT_PASSWORD, request->password);
	}
	if (request->form) {
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)form->length);
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, form->bytes);
	}
	const char *body = request->json ? request->json : request->text;
	if (body) {
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(body));
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
	}
	if (request->method)
		curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
	if (request->sink)
		request->sink->begin(request->sink->context);
	attempt->code = curl_easy_perform(curl);
	if (attempt->code != CURLE_OK && *attempt->reason == '\0')
		snprintf(attempt->reason, sizeof attempt->reason, "%s", curl_easy_strerror(attempt->code));
	text_add(&attempt->answer.body, "", 0);
	take_headers(curl, attempt);
}

static bool looks_like_json(const struct text *body)
{
	const char *first = body->bytes, *last = body->bytes + body->length;
	while (isspace((unsigned char)*first))
		first++;
	while (last > first && isspace((unsigned char)last[-1]))
		last--;
	return last > first && ((*first == '{' && last[-1] == '}') || (*first == '[' && last[-1] == ']'));
}

static bool connection_failed(CURLcode code)
{
	return code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_RESOLVE_PROXY ||
	       code == CURLE_COULDNT_CONNECT || code == CURLE_SSL_CONNECT_ERROR;
}

static bool transfer_broke(CURLcode code)
{
	return code == CURLE_OPERATION_TIMEDOUT || code == CURLE_PARTIAL_FILE ||
	       code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR || code == CURLE_GOT_NOTHING ||
	       code == CURLE_BAD_CONTENT_ENCODING || code == CURLE_HTTP2 || code == CURLE_HTTP2_STREAM;
}

static bool turned_away(long status)
{
	return status == 406 || status == 420 || status == 429 || status == 503;
}

static enum verdict judge_answer(const struct http_request *request, struct attempt *attempt)
{
	long status = attempt->answer.status;
	if (turned_away(status))
		return AGAIN;
	/* libcurl takes "HTTP/20" for an answer of status 0 */
	if (status < 200 || status == 408 || status >= 500)
		return request->once ? HOPELESS : AGAIN;
	if (request->busy && request->busy(&attempt->answer))
		return AGAIN;
	bool other = request->accept == NULL ? !looks_like_json(&attempt->answer.body)
					     : request->sink && !attempt->streamed && attempt->bytes > 0;
	if (status == 200 && other)
		return request->once ? HOPELESS : AGAIN;
	return ANSWERED;
}

/* Sets reason to what is wrong with an answer that came whole. */
static void say_why(const struct http_request *request, struct attempt *attempt)
{
	scoped_text struct text words = { 0 };
	if (attempt->answer.status == 200)
		text_format(&words, "a page that is not %s", request->accept ? request->accept : "JSON");
	else
		text_format(&words, "HTTP %ld", attempt->answer.status);
	if (request->form == NULL && !request->secret_url && attempt->answer.body.length > 0) {
		text_put(&words, ": ");
		http_excerpt(&attempt->answer.body, attempt->answer.status == 200 ? 80 : 200, &words);
		http_mask(request, words.bytes);
	}
	snprintf(attempt->reason, sizeof attempt->reason, "%s", words.bytes);
}

static enum verdict judge(const struct http_request *request, struct attempt *attempt)
{
	if (connection_failed(attempt->code))
		return AGAIN;
	if (transfer_broke(attempt->code))
		return request->once ? HOPELESS : AGAIN;
	if (attempt->code != CURLE_OK)
		return HOPELESS;
	enum verdict verdict = judge_answer(request, attempt);
	if (verdict != ANSWERED)
		say_why(request, attempt);
	return verdict;
}

static bool fail(const struct http *http, const char *host, const struct attempt *attempt, int tries,
		 struct error *err)
{
	if (attempt->too_large)
		return error_set(err, ERROR_UNAVAILABLE, "%s: the answer is larger than %zu MiB; ask for less",
				 host, http->largest_body >> 20);
	if (attempt->code == CURLE_PEER_FAILED_VERIFICATION || attempt->code == CURLE_SSL_CACERT_BADFILE)
		return error_set(err, ERROR_UNAVAILABLE,
				 "%s: its certificate cannot be trusted: %s; if a proxy or authority of your own "
				 "signs it, name its PEM file as ca_file (now %s)", host, attempt->reason,
				 *http->ca_file ? http->ca_file : "the system's");
	const char *mend = attempt->code == CURLE_OK ? "try later, or see whether a proxy is in the way"
						     : "check the network and the address";
	return error_set(err, ERROR_UNAVAILABLE, "%s: %s (%d %s); %s", host, attempt->reason, tries,
			 tries == 1 ? "try" : "tries", mend);
}

/* Half of it is chance, so that programs stopped together don't come back together. */
static long delay(const struct http *http, int tries, long retry_after)
{
	long ms = http->delay_ms;
	for (int i = 1; i < tries && ms < http->longest_delay_ms; i++)
		ms *= 2;
	ms = ms / 2 + (long)arc4random_uniform((unsigned)(ms - ms / 2) + 1);
	if (retry_after >= 0)
		ms = least(retry_after, http->longest_delay_ms) * 1000;
	return least(ms, http->longest_delay_ms);
}

static void wait_before(const struct http *http, const char *host, const struct attempt *attempt, int tries)
{
	long ms = delay(http, tries, attempt->retry_after);
	log_line(LOG_INFO, "%s: %s; try %d of %d in %ld ms", host, attempt->reason, tries + 1,
		 http->retries + 1, ms);
	nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000 }, NULL);
}

/* Whatever broke off after the request had gone, an answer without an end too. */
static bool may_be_taken(CURL *curl, CURLcode code)
{
	long issued = 0;
	curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &issued);
	return code != CURLE_OK && !connection_failed(code) && issued > 0;
}

static bool try_until(const struct http *http, const struct http_request *request, const char *host,
		      const struct text *form, struct http_answer *ret, struct error *err)
{
	for (int tries = 1;; tries++) {
		struct attempt attempt = { .curl = http->curl, .request = request, .err = err,
					   .largest_body = http->largest_body };
		try_once(http, request, form, host_is_loopback(host), &attempt);
		log_try(request, &attempt);
		enum verdict verdict = judge(request, &attempt);
		bool last = request->hasty || tries > http->retries;
		if (verdict == ANSWERED ||
		    (last && attempt.code == CURLE_OK && request->busy && request->busy(&attempt.answer))) {
			*ret = attempt.answer;
			return true;
		}
		if (verdict == HOPELESS || last) {
			http_answer_done(&attempt.answer);
			if (request->doubtful)
				*request->doubtful = may_be_taken(http->curl, attempt.code);
			return attempt.refused ? false : fail(http, host, &attempt, tries, err);
		}
		wait_before(http, host, &attempt, tries);
		http_answer_done(&attempt.answer);
	}
}

bool http_send(struct http *http, const struct http_request *request, struct http_answer *ret,
	       struct error *err)
{
	scoped_free char *host = NULL;
	if (!http_host(request->url, &host, err))
		return false;
	scoped_text struct text form = { 0 };
	text_put(&form, "");
	for (const struct http_field *field = request->form; field && field->name; field++) {
		text_format(&form, "%s%s=", form.length ? "&" : "", field->name);
		text_percent(&form, field->value);
	}
	bool sent = try_until(http, request, host, &form, ret, err);
	explicit_bzero(form.bytes, form.length);
	return sent;
}
