/* standin: plays the CRM on 127.0.0.1 from a folder of CSV exports, for tests.
 * It speaks the token endpoint, the query API, describe, limits, and a few
 * control calls: POST /__fault?name=…&count=…, POST /__reload, POST /__day
 * (the calls of 24 hours are unused again), GET /__requests. */
#include "lib/base/scope.h"
#include "tests/standin/crm.h"

#include <arpa/inet.h>
#include <getopt.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

struct options {
	struct crm_settings crm;
	const char *fault[32];
	const char *port_file, *now, *tls_key, *tls_certificate;
	unsigned port;
};

struct server {
	struct crm *crm;
	const struct options *options;
	char base[64];
	char date[64];   /* the Date header; "" leaves it to the library */
};

/* Lives from the first line of a request to the end of its answer. */
struct exchange {
	size_t line;
	struct text body;
};

struct part {
	char *bytes;
	size_t length, upto;
};

static ssize_t give_part(void *context, uint64_t position, char *buffer, size_t room)
{
	const struct part *part = context;
	if (position >= part->upto)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	size_t left = part->upto - (size_t)position;
	size_t count = left < room ? left : room;
	memcpy(buffer, part->bytes + position, count);
	return (ssize_t)count;
}

static void free_part(void *context)
{
	struct part *part = context;
	free(part->bytes);
	free(part);
}

/* Promises the whole length and breaks off at half of it. */
static struct MHD_Response *cut_response(char *bytes, size_t length)
{
	struct part *part = memory_new(1, sizeof *part);
	*part = (struct part){ .bytes = bytes, .length = length, .upto = length / 2 };
	return MHD_create_response_from_callback(length, 16384, give_part, part, free_part);
}

static char *zip(const struct text *body, size_t *ret_length)
{
	enum { GZIP_WINDOW = 15 + 16 };
	z_stream stream = { 0 };
	if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return NULL;
	size_t room = deflateBound(&stream, body->length) + 32;
	char *bytes = memory_new(room, 1);
	stream.next_in = (unsigned char *)body->bytes;
	stream.avail_in = (unsigned)body->length;
	stream.next_out = (unsigned char *)bytes;
	stream.avail_out = (unsigned)room;
	deflate(&stream, Z_FINISH);
	*ret_length = stream.total_out;
	deflateEnd(&stream);
	return bytes;
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static const char *parameter(struct MHD_Connection *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, name);
}

static enum MHD_Result reply(struct server *server, struct MHD_Connection *connection,
	struct crm_answer *answer)
{
	const char *accept = header(connection, "Accept-Encoding");
	bool zipped = accept && strstr(accept, "gzip") && answer->body.length > 256;
	size_t length = answer->body.length;
	char *bytes = zipped ? zip(&answer->body, &length) : text_give(&answer->body);
	text_done(&answer->body);
	struct MHD_Response *response = answer->cut ? cut_response(bytes, length)
						    : MHD_create_response_from_buffer(length, bytes,
							MHD_RESPMEM_MUST_FREE);
	MHD_add_response_header(response, "Content-Type", answer->type);
	if (zipped)
		MHD_add_response_header(response, "Content-Encoding", "gzip");
	if (*answer->limit_info)
		MHD_add_response_header(response, "Sforce-Limit-Info", answer->limit_info);
	if (*answer->locator) {
		char count[24];
		snprintf(count, sizeof count, "%lld", answer->records);
		MHD_add_response_header(response, "Sforce-Locator", answer->locator);
		MHD_add_response_header(response, "Sforce-NumberOfRecords", count);
	}
	if (*server->date)
		MHD_add_response_header(response, "Date", server->date);
	enum MHD_Result result = MHD_queue_response(connection, answer->status, response);
	MHD_destroy_response(response);
	return result;
}

static void *begin(void *context, const char *uri, struct MHD_Connection *connection)
{
	(void)context, (void)connection;
	struct exchange *exchange = memory_new(1, sizeof *exchange);
	exchange->line = strlen(uri);
	return exchange;
}

static void finish(void *context, struct MHD_Connection *connection, void **state,
	enum MHD_RequestTerminationCode code)
{
	(void)context, (void)connection, (void)code;
	struct exchange *exchange = *state;
	if (exchange == NULL)
		return;
	text_done(&exchange->body);
	free(exchange);
	*state = NULL;
}

static enum MHD_Result serve(void *context, struct MHD_Connection *connection, const char *path,
			     const char *method, const char *version, const char *upload,
			     size_t *upload_size, void **state)
{
	(void)version;
	struct server *server = context;
	struct exchange *exchange = *state;
	if (exchange->body.bytes == NULL) {
		/* answered at the first call, the library would close the connection behind it */
		text_put(&exchange->body, "");
		return MHD_YES;
	}
	if (*upload_size) {
		text_add(&exchange->body, upload, *upload_size);
		*upload_size = 0;
		return MHD_YES;
	}
	struct crm_request request = {
		.method = method, .path = path, .body = exchange->body.bytes,
		.line = exchange->line, .base = server->base,
		.soql = parameter(connection, "q"), .fault = parameter(connection, "name"),
		.count = parameter(connection, "count"), .objects = parameter(connection, "sObjects"),
		.locator = parameter(connection, "locator"),
		.max_records = parameter(connection, "maxRecords"),
		.authorization = header(connection, "Authorization"),
		.options = header(connection, "Sforce-Query-Options"),
	};
	struct crm_answer answer;
	crm_answer(server->crm, &request, &answer);
	return reply(server, connection, &answer);
}

static char *read_file(const char *path)
{
	scoped_file FILE *file = fopen(path, "rb");
	struct text bytes = { 0 };
	char block[4096];
	for (size_t got; file && (got = fread(block, 1, sizeof block, file)) > 0;)
		text_add(&bytes, block, got);
	return text_give(&bytes);
}

static bool write_port(const char *path, unsigned port, struct error *err)
{
	scoped_free char *beside = string_format("%s.new", path);
	FILE *file = fopen(beside, "w");
	if (file == NULL)
		return error_set(err, ERROR_CREATE, "%s: %m", beside);
	fprintf(file, "%u\n", port);
	if (fclose(file) != 0 || rename(beside, path) != 0)
		return error_set(err, ERROR_WRITE, "%s: %m", path);
	return true;
}

static bool set_date(struct server *server, struct error *err)
{
	const char *now = server->options->now;
	if (now == NULL)
		return true;
	struct tm tm = { 0 };
	const char *end = strptime(now, "%Y-%m-%dT%H:%M:%S", &tm);
	if (end == NULL || strcmp(end, "Z") != 0)
		return error_set(err, ERROR_USAGE, "--now %s: not of the form 2026-07-01T07:00:00Z",
			now);
	time_t instant = timegm(&tm);
	gmtime_r(&instant, &tm);
	strftime(server->date, sizeof server->date, "%a, %d %b %Y %H:%M:%S GMT", &tm);
	return true;
}

static bool start(struct server *server, struct MHD_Daemon **ret, struct error *err)
{
	const struct options *options = server->options;
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)options->port),
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	bool tls = options->tls_key != NULL;
	scoped_free char *key = tls ? read_file(options->tls_key) : NULL;
	scoped_free char *certificate = tls ? read_file(options->tls_certificate) : NULL;
	struct MHD_OptionItem tls_options[] = {
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, key }, { MHD_OPTION_HTTPS_MEM_CERT, 0, certificate },
		{ MHD_OPTION_END, 0, NULL },
	};
	unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | (tls ? MHD_USE_TLS : 0)
		| (*server->date ? MHD_USE_SUPPRESS_DATE_NO_CLOCK : 0);
	struct MHD_Daemon *daemon = MHD_start_daemon(flags, 0, NULL, NULL, serve, server,
		MHD_OPTION_SOCK_ADDR, &address,
		MHD_OPTION_URI_LOG_CALLBACK, begin, NULL, MHD_OPTION_NOTIFY_COMPLETED, finish, NULL,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)256 * 1024,
		MHD_OPTION_ARRAY, tls ? tls_options : tls_options + 2, MHD_OPTION_END);
	if (daemon == NULL)
		return error_set(err, ERROR_UNAVAILABLE, "cannot listen on 127.0.0.1:%u",
			options->port);
	unsigned port = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
	snprintf(server->base, sizeof server->base, "%s://%s:%u", tls ? "https" : "http", tls
		? "localhost" : "127.0.0.1", port);
	printf("standin: %s serves %s\n", server->base, options->crm.data);
	fflush(stdout);
	*ret = daemon;
	return options->port_file ? write_port(options->port_file, port, err) : true;
}

static bool run(const struct options *options, struct error *err)
{
	struct server server = { .options = options };
	sigset_t stops;
	sigemptyset(&stops);
	sigaddset(&stops, SIGTERM);
	sigaddset(&stops, SIGINT);
	sigprocmask(SIG_BLOCK, &stops, NULL);
	struct MHD_Daemon *daemon = NULL;
	bool good = set_date(&server, err) && crm_open(&options->crm, &server.crm, err)
		&& start(&server, &daemon, err);
	int signal;
	if (good)
		sigwait(&stops, &signal);
	if (daemon)
		MHD_stop_daemon(daemon);
	crm_close(server.crm);
	return good;
}

static const char usage[] =
	"usage: standin --data DIR [--port N] [--port-file F] [--certificate PEM] [--client-id X] [--username U]\n"
	"               [--client-secret S] [--refresh-token T] [--audience URL] [--login-host] [--now 2026-07-01T07:00:00Z]\n"
	"               [--page-rows N] [--calls-per-day N] [--fault NAME[:N]]… [--tls-key PEM --tls-cert PEM]\n";

static bool read_options(int argc, char **argv, struct options *options)
{
	static const struct option names[] = {
		{ "data", 1, NULL, 'd' }, { "port", 1, NULL, 'p' }, { "port-file", 1, NULL, 'f' },
		{ "certificate", 1, NULL, 'c' }, { "client-id", 1, NULL, 'i' }, { "username", 1,
		NULL, 'u' },
		{ "client-secret", 1, NULL, 's' }, { "refresh-token", 1, NULL, 'r' }, { "audience",
		1, NULL, 'a' },
		{ "login-host", 0, NULL, 'l' }, { "now", 1, NULL, 'n' }, { "page-rows", 1, NULL, 'g' },
		{ "calls-per-day", 1, NULL, 'y' },
		{ "fault", 1, NULL, 'x' }, { "tls-key", 1, NULL, 'k' }, { "tls-cert", 1, NULL,
		't' }, { NULL, 0, NULL, 0 },
	};
	struct office_settings *office = &options->crm.office;
	size_t faults = 0;
	for (int option; (option = getopt_long(argc, argv, "", names, NULL)) != -1;) {
		switch (option) {
		case 'd': options->crm.data = optarg; break;
		case 'p': options->port = (unsigned)strtoul(optarg, NULL, 10); break;
		case 'f': options->port_file = optarg; break;
		case 'c': office->certificate = optarg; break;
		case 'i': office->client_id = optarg; break;
		case 'u': office->username = optarg; break;
		case 's': office->client_secret = optarg; break;
		case 'r': office->refresh_token = optarg; break;
		case 'a': office->audience = optarg; break;
		case 'l': office->login_host = true; break;
		case 'n': options->now = optarg; break;
		case 'g': options->crm.page_rows = strtol(optarg, NULL, 10); break;
		case 'y': options->crm.calls_per_day = strtol(optarg, NULL, 10); break;
		case 'k': options->tls_key = optarg; break;
		case 't': options->tls_certificate = optarg; break;
		case 'x':
			if (faults + 1 == sizeof options->fault / sizeof *options->fault)
				return false;
			options->fault[faults++] = optarg;
			break;
		default: return false;
		}
	}
	return options->crm.data && optind == argc
		&& (options->tls_key == NULL) == (options->tls_certificate == NULL)
		&& options->crm.page_rows >= 0 && options->crm.calls_per_day >= 0;
}

int main(int argc, char **argv)
{
	struct options options = { .crm.office = { .client_secret = "secret",
		.refresh_token = "5Aep861.standin" } };
	options.crm.fault = options.fault;
	if (!read_options(argc, argv, &options)) {
		fputs(usage, stderr);
		return 64;
	}
	struct error err = { 0 };
	if (run(&options, &err))
		return 0;
	fprintf(stderr, "standin: %s\n", err.text);
	return error_status(err.kind);
}
