/* Answers of web servers, status line, headers and body, through libcurl and
 * lib/crm/http.c, for JSON and for a sink; and the headers that lib/crm/quota.c reads. */
#include "tests/fuzz/support/fuzz.h"

#include "lib/crm/http.h"
#include "lib/crm/quota.h"

#include <string.h>

static const char url[] = "http://127.0.0.1:9/services/data", secret[] = "00Dxx!SESAME.OPEN";

static void begin(void *context)
{
	text_clear(context);
}

static bool take(void *context, const char *bytes, size_t length, struct error *err)
{
	(void)err;
	text_add(context, bytes, length);
	return true;
}

static void check_quota(const char *limits)
{
	long used = -7, allowed = -7;
	struct error err = { 0 };
	scoped_quota struct quota *quota = quota_new((struct quota_shares){ 20, 80 });
	bool said = quota_read(limits, &used, &allowed);
	truth(said ? used >= 0 && allowed > 0 : used == -7 && allowed == -7, "%ld of %ld calls", used, allowed);
	truth(!said || strstr(limits, "api-usage="), "there is a usage in %s", limits);
	quota_note(quota, limits);
	truth(quota_usage(quota, &used, &allowed) == said, "a usage that is said is known");
	if (!quota_left(quota, &err)) {
		truth_error(&err);
		truth(said && err.kind == ERROR_LATER, "a spent share is for later");
	}
}

static void check_answer(const struct http_answer *answer, const char *raw, size_t length)
{
	truth(answer->body.bytes && answer->body.bytes[answer->body.length] == '\0', "a body ends");
	truth(answer->status >= 200 && answer->status < 500, "%ld is an answer", answer->status);
	truth(answer->records >= -1 && answer->date >= 0, "%lld records", answer->records);
	const char *const taken[] = { answer->content_type, answer->limits, answer->locator };
	/* a header may go on in the next line */
	bool folded = memmem(raw, length, "\n ", 2) || memmem(raw, length, "\n\t", 2);
	folded |= length < 5 || memcmp(raw, "HTTP/", 5) != 0;   /* or has headers of the wire's own */
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		truth(folded || memmem(raw, length, taken[i], strlen(taken[i])), "'%s' is a piece of the answer", taken[i]);
	check_quota(answer->limits);
}

static void check_failure(const struct error *err)
{
	truth_error(err);
	truth(err->kind == ERROR_UNAVAILABLE, "the server is to blame, not %d", err->kind);
	truth(strncmp(err->text, "127.0.0.1: Failed to connect", 28) != 0, "the wire holds: %s", err->text);
	truth(strncmp(err->text, "127.0.0.1: ", 11) == 0, "the host is named: %s", err->text);
	truth(strstr(err->text, secret) == NULL, "no secret in %s", err->text);
	truth_utf8(err->text, strlen(err->text));
}

static void ask(struct http *http, const struct http_request *request, const uint8_t *bytes, size_t length)
{
	struct error err = { 0 };
	scoped_answer struct http_answer answer = { 0 };
	if (http_send(http, request, &answer, &err))
		check_answer(&answer, (const char *)bytes, length);
	else
		check_failure(&err);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct error err = { 0 };
	scoped_http struct http *http = NULL;
	scoped_text struct text sunk = { 0 }, limits = { 0 };
	truth(http_new(&(struct http_options){ .largest_body = 100000 }, &http, &err), "there is a client: %s", err.text);
	const struct http_sink sink = { begin, take, &sunk };
	wire_answer(bytes, length);
	ask(http, &(struct http_request){ .url = url, .bearer = secret }, bytes, length);
	ask(http, &(struct http_request){ .url = url, .bearer = secret, .accept = "text/csv", .sink = &sink }, bytes, length);
	text_add(&limits, (const char *)bytes, length);
	check_quota(limits.bytes);
	return 0;
}
