#include "lib/crm/hook.h"

#include "lib/base/text.h"
#include "lib/crm/http.h"

#include <jansson.h>

bool hook_is_set(const struct settings *settings)
{
	scoped_free char *from = settings_secret_source(settings, "webhook", "url");
	return from != NULL;
}

static bool client(const struct settings *settings, struct http **ret, struct error *err)
{
	scoped_free char *ca_file = settings_file(settings, "webhook", "ca_file");
	const struct http_options options = { .ca_file = ca_file, .timeout_seconds = 20, .retries = 2, .delay_ms = 500,
					      .longest_delay_ms = 30000, .largest_body = 1 << 20 };
	return http_new(&options, ret, err);
}

/* The three characters that Slack's text gives a meaning. New. */
static char *escaped(const char *text)
{
	struct text words = { 0 };
	for (; *text; text++)
		if (*text == '&')
			text_put(&words, "&amp;");
		else if (*text == '<')
			text_put(&words, "&lt;");
		else if (*text == '>')
			text_put(&words, "&gt;");
		else
			text_char(&words, *text);
	return text_give(&words);
}

static char *body_of(const char *text)
{
	scoped_free char *words = escaped(text);
	json_auto_t *body = json_pack("{s:s}", "text", words);
	return json_dumps(body, JSON_COMPACT);
}

static bool send_to(const struct settings *settings, const char *url, const char *text, bool *ret_doubtful, struct error *err)
{
	scoped_http struct http *http = NULL;
	scoped_answer struct http_answer answer = { 0 };
	scoped_free char *body = body_of(text);
	if (body == NULL)
		return error_set(err, ERROR_BUG, "the summary is no UTF-8");
	const struct http_request request = { .url = url, .json = body, .accept = "*/*", .secret_url = true, .once = true,
					      .doubtful = ret_doubtful };
	if (!client(settings, &http, err) || !http_send(http, &request, &answer, err))
		return false;
	if (answer.status >= 200 && answer.status < 300)
		return true;
	return error_set(err, answer.status >= 500 ? ERROR_UNAVAILABLE : ERROR_CONFIG,
			 "HTTP %ld; is the address right, and still taken by the chat?", answer.status);
}

bool hook_send(const struct settings *settings, const char *text, bool *ret_doubtful, struct error *err)
{
	scoped_secret char *url = NULL;
	*ret_doubtful = false;
	if (!settings_secret(settings, "webhook", "url", &url, err))
		return error_context(err, "[webhook]");
	if (url == NULL)
		return error_set(err, ERROR_CONFIG, "[webhook] url_file is not set");
	return send_to(settings, url, text, ret_doubtful, err) || error_context(err, "[webhook]");
}

bool hook_check(const struct settings *settings, char **ret_host, struct error *err)
{
	scoped_secret char *url = NULL;
	scoped_http struct http *http = NULL;
	if (!settings_secret(settings, "webhook", "url", &url, err))
		return false;
	*ret_host = NULL;
	if (url == NULL || (http_host(url, ret_host, err) && client(settings, &http, err)))
		return true;
	return error_context(err, "[webhook]");
}
