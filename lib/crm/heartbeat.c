#include "lib/crm/heartbeat.h"

#include "lib/base/text.h"
#include "lib/crm/http.h"

#include <string.h>

bool heartbeat_is_set(const struct settings *settings)
{
	scoped_free char *from = settings_secret_source(settings, "heartbeat", "url");
	return from != NULL;
}

/* ADDRESS/start?create=1: the suffix belongs to the path. New; secret_free(). */
static char *address_with(const char *url, const char *suffix)
{
	size_t path = strcspn(url, "?#"), length = path;
	while (length > 0 && url[length - 1] == '/')
		length--;
	return string_format("%.*s%s%s%s", (int)length, url, *suffix ? "/" : "", suffix, url + path);
}

static bool client(const struct settings *settings, struct http **ret, struct error *err)
{
	scoped_free char *ca_file = settings_file(settings, "heartbeat", "ca_file");
	const struct http_options options = { .ca_file = ca_file, .timeout_seconds = 5, .retries = 2, .delay_ms = 500,
					      .longest_delay_ms = 5000 };
	return http_new(&options, ret, err);
}

static bool send_to(const struct settings *settings, const char *url, const struct heartbeat *beat, struct error *err)
{
	scoped_http struct http *http = NULL;
	scoped_answer struct http_answer answer = { 0 };
	scoped_secret char *address = address_with(url, beat->suffix);
	const struct http_request request = { .url = address, .text = beat->words, .accept = "*/*", .secret_url = true,
					      .hasty = beat->hasty };
	if (!client(settings, &http, err) || !http_send(http, &request, &answer, err))
		return false;
	if (answer.status >= 200 && answer.status < 300)
		return true;
	return error_set(err, ERROR_UNAVAILABLE, "HTTP %ld; is the address right, and its check still there?", answer.status);
}

bool heartbeat_send(const struct settings *settings, const struct heartbeat *beat, struct error *err)
{
	scoped_secret char *url = NULL;
	bool sent = settings_secret(settings, "heartbeat", "url", &url, err) &&
		    (url == NULL || send_to(settings, url, beat, err));
	return sent || error_context(err, "[heartbeat]");
}

bool heartbeat_check(const struct settings *settings, char **ret_host, struct error *err)
{
	scoped_secret char *url = NULL;
	scoped_http struct http *http = NULL;
	if (!settings_secret(settings, "heartbeat", "url", &url, err))
		return false;
	*ret_host = NULL;
	if (url == NULL || (http_host(url, ret_host, err) && client(settings, &http, err)))
		return true;
	return error_context(err, "[heartbeat]");
}
