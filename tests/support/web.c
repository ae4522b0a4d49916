#include "tests/support/web.h"

#include "lib/base/text.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64 };

struct web {
	struct MHD_Daemon *daemon;
	pthread_mutex_t lock;
	char *url;
	struct web_reply replies[MOST];
	bool given[MOST];
	int reply_count;
	struct web_request requests[MOST];
	int request_count;
};

static char *copy(const char *value)
{
	return string_new(value ? value : "");
}

static char *header(struct MHD_Connection *connection, const char *name)
{
	return copy(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));
}

static void remember(struct web *web, struct MHD_Connection *connection, const char *method,
		     const char *path, const struct text *body)
{
	if (web->request_count == MOST)
		return;
	web->requests[web->request_count++] = (struct web_request){
		.method = copy(method), .path = copy(path), .body = copy(body->bytes),
		.query = copy(MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "q")),
		.locator = copy(MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "locator")),
		.authorization = header(connection, "Authorization"),
		.options = header(connection, "Sforce-Query-Options"),
		.accept = header(connection, "Accept"),
	};
}

static struct web_reply next(struct web *web, const char *path)
{
	for (int i = 0; i < web->reply_count; i++) {
		if (web->given[i] || strcmp(web->replies[i].path, path) != 0)
			continue;
		web->given[i] = true;
		return web->replies[i];
	}
	return (struct web_reply){ path, .status = 418, .body = "not in the script" };
}

static void expand(const struct web *web, const struct web_reply *reply, struct text *ret)
{
	if (reply->bytes) {
		text_add(ret, reply->bytes, reply->length);
		return;
	}
	const char *rest = reply->body ? reply->body : "", *place;
	for (; (place = strstr(rest, "{url}")) != NULL; rest = place + strlen("{url}")) {
		text_add(ret, rest, (size_t)(place - rest));
		text_put(ret, web->url);
	}
	text_put(ret, rest);
}

static ssize_t half_body(void *context, uint64_t at, char *to, size_t room)
{
	const struct text *body = context;
	if (at >= body->length)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	size_t length = body->length - at < room ? body->length - at : room;
	memcpy(to, body->bytes + at, length);
	return (ssize_t)length;
}

static void free_body(void *context)
{
	text_done(context);
	free(context);
}

static struct MHD_Response *respond(const struct web *web, const struct web_reply *reply)
{
	struct text *body = memory_new(1, sizeof *body);
	expand(web, reply, body);
	struct MHD_Response *response;
	if (reply->cut) {
		response = MHD_create_response_from_callback(body->length + 100, 1024, half_body, body, free_body);
	} else {
		response = MHD_create_response_from_buffer(body->length, body->bytes, MHD_RESPMEM_MUST_COPY);
		free_body(body);
	}
	MHD_add_response_header(response, "Content-Type", reply->type ? reply->type : "application/json");
	if (!reply->no_date)
		MHD_add_response_header(response, "Date", WEB_DATE);
	char *lines = copy(reply->header), *rest = NULL;
	for (char *line = strtok_r(lines, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		char *value = strchr(line, ':');
		if (value == NULL)
			continue;
		*value = '\0';
		MHD_add_response_header(response, line, string_trim(value + 1));
	}
	free(lines);
	return response;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *path,
			      const char *method, const char *version, const char *upload,
			      size_t *upload_size, void **state)
{
	struct web *web = context;
	struct text *body = *state;
	(void)version;
	if (body == NULL) {
		*state = memory_new(1, sizeof *body);
		return MHD_YES;
	}
	if (*upload_size > 0) {
		text_add(body, upload, *upload_size);
		*upload_size = 0;
		return MHD_YES;
	}
	pthread_mutex_lock(&web->lock);
	remember(web, connection, method, path, body);
	struct web_reply reply = next(web, path);
	pthread_mutex_unlock(&web->lock);
	if (reply.before)
		reply.before(reply.context);
	struct MHD_Response *response = respond(web, &reply);
	enum MHD_Result queued = MHD_queue_response(connection, (unsigned)(reply.status ? reply.status : 200),
						    response);
	MHD_destroy_response(response);
	return queued;
}

static void completed(void *context, struct MHD_Connection *connection, void **state,
		      enum MHD_RequestTerminationCode code)
{
	(void)context, (void)connection, (void)code;
	if (*state)
		free_body(*state);
	*state = NULL;
}

static void quiet(void *context, const char *format, va_list args)
{
	(void)context, (void)format, (void)args;
}

struct web *web_new_tls(const char *key_pem, const char *certificate_pem)
{
	struct web *web = memory_new(1, sizeof *web);
	pthread_mutex_init(&web->lock, NULL);
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_ERROR_LOG | MHD_USE_SUPPRESS_DATE_NO_CLOCK |
			 (key_pem ? MHD_USE_TLS : 0);
	web->daemon = MHD_start_daemon(flags, 0, NULL, NULL, handle, web,
				       MHD_OPTION_EXTERNAL_LOGGER, quiet, NULL,
				       MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
				       MHD_OPTION_NOTIFY_COMPLETED, completed, NULL,
				       key_pem ? MHD_OPTION_HTTPS_MEM_KEY : MHD_OPTION_END, key_pem,
				       MHD_OPTION_HTTPS_MEM_CERT, certificate_pem, MHD_OPTION_END);
	if (web->daemon == NULL)
		abort();
	web->url = string_format("http%s://127.0.0.1:%d", key_pem ? "s" : "",
				 MHD_get_daemon_info(web->daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
	return web;
}

struct web *web_new(void)
{
	return web_new_tls(NULL, NULL);
}

void web_free(struct web *web)
{
	MHD_stop_daemon(web->daemon);
	for (int i = 0; i < web->request_count; i++) {
		struct web_request *request = &web->requests[i];
		free(request->method);
		free(request->path);
		free(request->body);
		free(request->query);
		free(request->locator);
		free(request->authorization);
		free(request->options);
		free(request->accept);
	}
	pthread_mutex_destroy(&web->lock);
	free(web->url);
	free(web);
}

const char *web_url(const struct web *web)
{
	return web->url;
}

void web_reply(struct web *web, struct web_reply reply)
{
	pthread_mutex_lock(&web->lock);
	if (web->reply_count == MOST)
		abort();
	web->replies[web->reply_count++] = reply;
	pthread_mutex_unlock(&web->lock);
}

int web_asked(struct web *web)
{
	pthread_mutex_lock(&web->lock);
	int count = web->request_count;
	pthread_mutex_unlock(&web->lock);
	return count;
}

struct web_request web_request(struct web *web, int number)
{
	pthread_mutex_lock(&web->lock);
	struct web_request request = web->requests[number];
	pthread_mutex_unlock(&web->lock);
	return request;
}
