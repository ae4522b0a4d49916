/* server: as much of the CRM's web API as a pull of Task asks for, from the files that
 * `tasks` wrote, by sendfile. Everything is computed before: it must not be what is measured.
 * Prints its port. Writes to FOLDER/asked, for every first page, when it was asked for
 * (seconds since 1970), for staging begins there. */
#include "bench/tasks.h"
#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct server {
	const char *folder;
	unsigned long rows, live, live_later;   /* later: when the changed ones were read */
	bool changed;
};

static const struct { const char *name, *type; } fields[TASK_FIELDS] = TASK_COLUMNS;

static void note_time(const struct server *server)
{
	scoped_free char *path = string_format("%s/asked", server->folder);
	FILE *file = fopen(path, "ae");
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	if (file) {
		fprintf(file, "%ld.%06ld\n", (long)now.tv_sec, now.tv_nsec / 1000);
		fclose(file);
	}
}

static enum MHD_Result give(struct MHD_Connection *connection, unsigned status,
			    struct MHD_Response *response, const char *type)
{
	MHD_add_response_header(response, "Content-Type", type);
	enum MHD_Result given = MHD_queue_response(connection, status, response);
	MHD_destroy_response(response);
	return given;
}

static enum MHD_Result give_text(struct MHD_Connection *connection, unsigned status, const char *json)
{
	void *bytes = (void *)(uintptr_t)json;   /* copied, whatever the type says */
	return give(connection, status, MHD_create_response_from_buffer(strlen(json), bytes, MHD_RESPMEM_MUST_COPY),
		    "application/json;charset=UTF-8");
}

static enum MHD_Result not_found(struct MHD_Connection *connection)
{
	return give_text(connection, 404, "[{\"errorCode\":\"NOT_FOUND\",\"message\":\"The requested resource does "
					  "not exist\"}]");
}

static struct MHD_Response *file_response(const struct server *server, const char *kind, unsigned long page,
					  const char *ending)
{
	scoped_free char *path = string_format("%s/%s/%lu.%s", server->folder, kind, page, ending);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	struct stat info;
	if (file < 0 || fstat(file, &info) != 0)
		return NULL;
	return MHD_create_response_from_fd64((uint64_t)info.st_size, file);
}

static enum MHD_Result give_page(struct server *server, struct MHD_Connection *connection,
				 const char *kind, unsigned long page)
{
	if (page == 0) {
		note_time(server);
		server->changed = strcmp(kind, "delta") == 0;
	}
	struct MHD_Response *response = file_response(server, kind, page, "json");
	return response ? give(connection, 200, response, "application/json;charset=UTF-8") : not_found(connection);
}

/* /query counts the rows that are not deleted. */
static enum MHD_Result give_count(const struct server *server, struct MHD_Connection *connection, bool all)
{
	unsigned long count = all ? server->rows : server->changed ? server->live_later : server->live;
	scoped_free char *json = string_format("{\"totalSize\":%lu,\"done\":true,\"records\":[]}", count);
	return give_text(connection, 200, json);
}

static enum MHD_Result give_query(struct server *server, struct MHD_Connection *connection, bool all)
{
	const char *soql = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "q");
	if (soql == NULL || strstr(soql, " FROM Task") == NULL)
		return give_text(connection, 400, "[{\"errorCode\":\"INVALID_TYPE\",\"message\":\"sObject type is not "
						  "supported\"}]");
	if (strcasestr(soql, "SELECT count("))
		return give_count(server, connection, all);
	return give_page(server, connection, strstr(soql, ">=") ? "delta" : "rest", 0);
}

/* …/query/01g5e00000bench-KIND-PAGE */
static enum MHD_Result give_more(struct server *server, struct MHD_Connection *connection,
				 const char *locator)
{
	const char *dash = strrchr(locator, '-');
	unsigned long page = dash ? strtoul(dash + 1, NULL, 10) : 0;
	return give_page(server, connection, strstr(locator, "-delta-") ? "delta" : "rest", page);
}

static enum MHD_Result give_results(struct server *server, struct MHD_Connection *connection)
{
	const char *locator = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "locator");
	unsigned long page = locator ? strtoul(locator, NULL, 10) : 0;
	unsigned long first = page * TASK_BULK_PAGE;
	if (page == 0) {
		note_time(server);
		server->changed = false;
	}
	struct MHD_Response *response = file_response(server, "bulk", page, "csv");
	if (response == NULL || first >= server->rows)
		return not_found(connection);
	unsigned long count = server->rows - first < TASK_BULK_PAGE ? server->rows - first : TASK_BULK_PAGE;
	char next[32] = "null", records[32];
	if (first + count < server->rows)
		snprintf(next, sizeof next, "%lu", page + 1);
	snprintf(records, sizeof records, "%lu", count);
	MHD_add_response_header(response, "Sforce-Locator", next);
	MHD_add_response_header(response, "Sforce-NumberOfRecords", records);
	return give(connection, 200, response, "text/csv");
}

static enum MHD_Result give_job(const struct server *server, struct MHD_Connection *connection, bool made)
{
	scoped_free char *json =
		string_format("{\"id\":\"750000000000001AAA\",\"operation\":\"queryAll\",\"object\":\"Task\",\"apiVersion\":64.0,"
			      "\"state\":\"%s\",\"numberRecordsProcessed\":%lu}", made ? "UploadComplete" : "JobComplete",
			      made ? 0 : server->rows);
	return give_text(connection, 200, json);
}

static enum MHD_Result give_describe(struct MHD_Connection *connection)
{
	scoped_text struct text json = { 0 };
	text_put(&json, "{\"name\":\"Task\",\"queryable\":true,\"fields\":[");
	for (int i = 0; i < TASK_FIELDS; i++)
		text_format(&json, "%s{\"name\":\"%s\",\"label\":\"%s\",\"type\":\"%s\",\"filterable\":true,\"sortable\":true,"
			    "\"calculated\":false}", i ? "," : "", fields[i].name, fields[i].name, fields[i].type);
	text_put(&json, "]}");
	return give_text(connection, 200, json.bytes);
}

static enum MHD_Result answer(struct server *server, struct MHD_Connection *connection,
			      const char *method, const char *path)
{
	const char *tail = strstr(path, "/services/data/v");
	tail = tail ? strchr(tail + strlen("/services/data/"), '/') : NULL;
	if (tail == NULL)
		return not_found(connection);
	if (strcmp(tail, "/sobjects/Task/describe") == 0)
		return give_describe(connection);
	if (strcmp(tail, "/limits/recordCount") == 0) {
		scoped_free char *json = string_format("{\"sObjects\":[{\"name\":\"Task\",\"count\":%lu}]}", server->rows);
		return give_text(connection, 200, json);
	}
	if (strcmp(tail, "/limits") == 0)
		return give_text(connection, 200, "{\"DailyApiRequests\":{\"Max\":1000000,\"Remaining\":1000000}}");
	if (strcmp(tail, "/query") == 0 || strcmp(tail, "/queryAll") == 0)
		return give_query(server, connection, strcmp(tail, "/queryAll") == 0);
	if (strncmp(tail, "/query/", 7) == 0 || strncmp(tail, "/queryAll/", 10) == 0)
		return give_more(server, connection, tail);
	if (strncmp(tail, "/jobs/query", 11) != 0)
		return not_found(connection);
	if (strstr(tail, "/results"))
		return give_results(server, connection);
	return give_job(server, connection, strcmp(method, "POST") == 0);
}

static enum MHD_Result serve(void *context, struct MHD_Connection *connection, const char *path,
			     const char *method, const char *version, const char *upload,
			     size_t *upload_size, void **state)
{
	(void)version, (void)upload;
	static int begun;
	if (*state == NULL) {
		*state = &begun;
		return MHD_YES;
	}
	if (*upload_size) {
		*upload_size = 0;
		return MHD_YES;
	}
	return answer(context, connection, method, path);
}

int main(int argc, char **argv)
{
	struct server server = { .folder = argc == 2 ? argv[1] : "." };
	scoped_free char *facts = string_format("%s/facts", server.folder);
	FILE *file = fopen(facts, "re");
	if (argc != 2 || file == NULL ||
	    fscanf(file, "%lu %lu %lu", &server.rows, &server.live, &server.live_later) != 3) {
		fputs("usage: server FOLDER, of `tasks`\n", stderr);
		return 64;
	}
	fclose(file);
	struct sockaddr_in here = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_EPOLL, 0, NULL, NULL, serve,
						     &server, MHD_OPTION_SOCK_ADDR, &here, MHD_OPTION_END);
	if (daemon == NULL) {
		fputs("server: no port on loopback\n", stderr);
		return 1;
	}
	printf("%u\n", MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
	fflush(stdout);
	getchar();   /* ends with whoever started it */
	MHD_stop_daemon(daemon);
	return 0;
}
