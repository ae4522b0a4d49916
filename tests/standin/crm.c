#include "tests/standin/crm.h"

#include "lib/base/scope.h"
#include "tests/standin/bulk.h"
#include "tests/standin/drift.h"
#include "tests/standin/fault.h"
#include "tests/standin/json.h"
#include "tests/standin/select.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

struct cursor {
	char id[19];
	struct select *query;
	size_t *rows;
	size_t count;
	size_t page;
};

struct crm {
	const struct crm_settings *settings;
	struct office *office;
	struct folder *folder;
	struct faults faults;
	struct cursor *cursor;
	size_t cursors;
	unsigned long given_cursors;
	struct bulk *bulk;
	unsigned long calls;
	struct text seen;   /* JSON objects of the requests, with commas between */
};

bool crm_open(const struct crm_settings *settings, struct crm **ret, struct error *err)
{
	struct crm *crm = memory_new(1, sizeof *crm);
	crm->settings = settings;
	crm->bulk = bulk_new();
	bool good = office_open(&settings->office, &crm->office, err) && folder_read(settings->data,
		&crm->folder, err) && drift_read(settings->data, crm->folder, err);
	for (size_t i = 0; good && settings->fault[i]; i++)
		good = fault_set(&crm->faults, settings->fault[i])
			|| error_set(err, ERROR_USAGE, "--fault %s: no such fault", settings->fault[i]);
	if (good)
		*ret = crm;
	else
		crm_close(crm);
	return good;
}

static void drop_cursors(struct crm *crm)
{
	for (size_t i = 0; i < crm->cursors; i++) {
		select_free(crm->cursor[i].query);
		free(crm->cursor[i].rows);
	}
	crm->cursors = 0;
}

void crm_close(struct crm *crm)
{
	if (crm == NULL)
		return;
	drop_cursors(crm);
	bulk_free(crm->bulk);
	free(crm->cursor);
	folder_free(crm->folder);
	office_free(crm->office);
	text_done(&crm->seen);
	free(crm);
}

static void refuse(struct crm_answer *answer, unsigned status, const char *code, const char *message)
{
	answer->status = status;
	text_clear(&answer->body);
	json_error(&answer->body, code, message, NULL);
}

static void not_found(struct crm_answer *answer)
{
	refuse(answer, 404, "NOT_FOUND", "The requested resource does not exist");
}

static size_t page_rows(const struct crm *crm, const char *options)
{
	if (crm->settings->page_rows)
		return (size_t)crm->settings->page_rows;
	const char *wish = options ? strcasestr(options, "batchSize=") : NULL;
	long rows = wish ? strtol(wish + strlen("batchSize="), NULL, 10) : 2000;
	return rows < 200 ? 200 : rows > 2000 ? 2000 : (size_t)rows;
}

static void put_page(struct crm *crm, const struct cursor *cursor, size_t from, const char *version,
		     struct crm_answer *answer)
{
	size_t to = from + cursor->page < cursor->count ? from + cursor->page : cursor->count;
	size_t total = cursor->count + fault_holds(&crm->faults, FAULT_SHORT_PAGE_TOTAL);
	struct text *body = &answer->body;
	const char *done = to == cursor->count ? "true" : "false";
	text_format(body, "{\"totalSize\":%zu,\"done\":%s,", total, done);
	if (to < cursor->count)
		text_format(body, "\"nextRecordsUrl\":\"/services/data/%s/query/%s-%zu\",", version,
			cursor->id, to);
	text_put(body, "\"records\":[");
	for (size_t i = from; i < to; i++) {
		if (i > from)
			text_char(body, ',');
		json_record(body, cursor->query, cursor->rows[i], version);
	}
	text_put(body, "]}");
	answer->cut = fault_strikes(&crm->faults, FAULT_CUT);
}

static void keep_cursor(struct crm *crm, struct cursor *cursor)
{
	if (cursor->count <= cursor->page) {
		select_free(cursor->query);
		free(cursor->rows);
		return;
	}
	crm->cursor = memory_grow(crm->cursor, crm->cursors + 1, sizeof *crm->cursor);
	crm->cursor[crm->cursors++] = *cursor;
}

static void answer_query(struct crm *crm, const struct crm_request *request, const char *version,
			 bool all, struct crm_answer *answer)
{
	if (fault_takes(&crm->faults, FAULT_QUERY_TIMEOUT)) {
		refuse(answer, 400, "QUERY_TIMEOUT", "Your query request was running for too long.");
		return;
	}
	struct select_refusal refusal;
	struct cursor cursor = { .page = page_rows(crm, request->options) };
	if (!select_parse(request->soql ? request->soql : "", crm->folder, &cursor.query, &refusal)) {
		answer->status = 400;
		json_error(&answer->body, refusal.code, refusal.message, refusal.field);
		return;
	}
	cursor.rows = select_rows(cursor.query, all, &cursor.count);
	if (cursor.count > fault_limit(&crm->faults, FAULT_TIMEOUT_ROWS, SIZE_MAX)) {
		refuse(answer, 400, "QUERY_TIMEOUT", "Your query request was running for too long.");
		cursor.page = cursor.count;
	} else if (fault_holds(&crm->faults, FAULT_REFUSED_TASK) && string_same(cursor.query->table->name, "Task")) {
		refuse(answer, 403, "INSUFFICIENT_ACCESS", "insufficient access rights on cross-reference id");
		cursor.page = cursor.count;
	} else if (cursor.query->count) {
		text_format(&answer->body, "{\"totalSize\":%zu,\"done\":true,\"records\":[]}",
			cursor.count);
		cursor.page = cursor.count;
	} else {
		snprintf(cursor.id, sizeof cursor.id, "01g5e%010luAAA", ++crm->given_cursors);
		put_page(crm, &cursor, 0, version, answer);
	}
	keep_cursor(crm, &cursor);
}

static void answer_more(struct crm *crm, const char *locator, const char *version,
	struct crm_answer *answer)
{
	const char *dash = strchr(locator, '-');
	size_t from = dash ? strtoul(dash + 1, NULL, 10) : 0;
	bool expired = fault_strikes(&crm->faults, FAULT_EXPIRED_LOCATOR);
	for (size_t i = 0; dash && !expired && i < crm->cursors; i++) {
		const struct cursor *cursor = &crm->cursor[i];
		if (strncmp(locator, cursor->id, (size_t)(dash - locator)) == 0
			&& from < cursor->count) {
			put_page(crm, cursor, from, version, answer);
			return;
		}
	}
	refuse(answer, 400, "INVALID_QUERY_LOCATOR", "invalid query locator");
}

static void answer_versions(struct crm_answer *answer)
{
	text_put(&answer->body, "[");
	for (int version = 58; version <= 64; version++)
		text_format(&answer->body, "%s{\"label\":\"Release %d\",\"url\":\"/services/data/v%d.0\","
			    "\"version\":\"%d.0\"}", version > 58 ? "," : "", version, version, version);
	text_put(&answer->body, "]");
}

static void answer_resources(const char *version, const char *base, struct crm_answer *answer)
{
	static const char *const names[] = { "jobs", "limits", "query", "queryAll", "sobjects" };
	text_format(&answer->body, "{\"identity\":\"%s/id/%s/%s\"", base, STANDIN_ORG, STANDIN_USER);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		text_format(&answer->body, ",\"%s\":\"/services/data/%s/%s\"", names[i], version,
			names[i]);
	text_char(&answer->body, '}');
}

static long allowed(const struct crm *crm)
{
	return crm->settings->calls_per_day ? crm->settings->calls_per_day : 100000;
}

static void answer_limits(const struct crm *crm, struct crm_answer *answer)
{
	long left = allowed(crm) - (long)crm->calls;
	text_format(&answer->body, "{\"DailyApiRequests\":{\"Max\":%ld,\"Remaining\":%ld},"
		    "\"DailyBulkV2QueryJobs\":{\"Max\":10000,\"Remaining\":10000},"
		    "\"DailyBulkV2QueryFileStorageMB\":{\"Max\":976562,\"Remaining\":976562}}",
		    allowed(crm), fault_holds(&crm->faults, FAULT_LIMIT_EXCEEDED) ? 0 : left);
}

static void answer_counts(const struct crm *crm, const char *objects, struct crm_answer *answer)
{
	char **wanted = list_new(objects);
	bool first = true;
	text_put(&answer->body, "{\"sObjects\":[");
	for (size_t i = 0; i < crm->folder->count; i++) {
		const struct extract *table = &crm->folder->table[i];
		bool asked = wanted[0] == NULL;
		for (char **name = wanted; *name; name++)
			asked |= string_same(*name, table->name);
		if (asked)
			text_format(&answer->body, "%s{\"count\":%zu,\"name\":\"%s\"}",
				    first ? "" : ",", table->rows, table->name);
		first &= !asked;
	}
	text_put(&answer->body, "]}");
	list_free(wanted);
}

static void answer_sobjects(const struct crm *crm, const char *rest, const char *version,
	struct crm_answer *answer)
{
	const char *slash = strchrnul(rest, '/');
	scoped_free char *name = string_format("%.*s", (int)(slash - rest), rest);
	const struct extract *table = folder_extract(crm->folder, name);
	if (table == NULL || strcmp(slash, "/describe") != 0)
		not_found(answer);
	else
		json_describe(&answer->body, table, version);
}

static void answer_version(struct crm *crm, const struct crm_request *request, const char *version,
			   const char *rest, struct crm_answer *answer)
{
	if (*rest == '\0')
		answer_resources(version, request->base, answer);
	else if (strcmp(rest, "query") == 0)
		answer_query(crm, request, version, false, answer);
	else if (strcmp(rest, "queryAll") == 0)
		answer_query(crm, request, version, true, answer);
	else if (strncmp(rest, "query/", 6) == 0)
		answer_more(crm, rest + 6, version, answer);
	else if (strcmp(rest, "limits") == 0)
		answer_limits(crm, answer);
	else if (strcmp(rest, "limits/recordCount") == 0)
		answer_counts(crm, request->objects, answer);
	else if (strncmp(rest, "jobs/query", 10) == 0 && (rest[10] == '\0' || rest[10] == '/'))
		bulk_answer(crm->bulk, crm->folder, &crm->faults, request, version, rest + 10,
			crm->settings->page_rows, answer);
	else if (strncmp(rest, "sobjects/", 9) == 0)
		answer_sobjects(crm, rest + 9, version, answer);
	else
		not_found(answer);
}

static void answer_identity(const struct crm_request *request, struct crm_answer *answer)
{
	text_format(&answer->body, "{\"id\":\"%s/id/%s/%s\",\"user_id\":\"%s\",\"organization_id\":\"%s\",",
		    request->base, STANDIN_ORG, STANDIN_USER, STANDIN_USER, STANDIN_ORG);
	text_put(&answer->body, "\"username\":\"integration@standin.example\","
		 "\"timezone\":\"America/Los_Angeles\",\"urls\":{");
	text_format(&answer->body, "\"rest\":\"%s/services/data/v{version}/\","
		    "\"query\":\"%s/services/data/v{version}/query/\"}}", request->base, request->base);
}

/* Troubles that strike whatever was asked for. True when they answered. */
static bool troubled(struct crm *crm, const struct crm_request *request, struct crm_answer *answer)
{
	if (fault_takes(&crm->faults, FAULT_ERROR_503)) {
		refuse(answer, 503, "SERVER_UNAVAILABLE", "Server is busy. Try again later.");
	} else if (fault_takes(&crm->faults, FAULT_HTML)) {
		answer->type = "text/html;charset=UTF-8";
		text_put(&answer->body,
			"<html><head><title>Maintenance</title></head><body>Back soon</body></html>");
	} else if (fault_holds(&crm->faults, FAULT_INCURABLE_401)) {
		refuse(answer, 401, "INVALID_SESSION_ID",
			"This session is not valid for use with the REST API");
	} else if (!office_knows(crm->office, request->authorization)) {
		refuse(answer, 401, "INVALID_SESSION_ID", "Session expired or invalid");
	} else if (fault_holds(&crm->faults, FAULT_LIMIT_EXCEEDED)) {
		refuse(answer, 403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
	} else if (fault_takes(&crm->faults, FAULT_LIMIT_CONCURRENT)) {
		refuse(answer, 403, "REQUEST_LIMIT_EXCEEDED",
			"ConcurrentRequests (Concurrent API Requests) Limit exceeded.");
	} else if (fault_takes(&crm->faults, FAULT_EMPTY_406)) {
		answer->status = 406;
	} else if (fault_takes(&crm->faults, FAULT_ERROR_420)) {
		answer->status = 420;
		answer->type = "text/html;charset=UTF-8";
		text_put(&answer->body, "<html><body>Hang tight, we're setting things up</body></html>");
	} else if (request->line > fault_limit(&crm->faults, FAULT_LINE_LIMIT, 16000)) {
		answer->status = 431;
	} else {
		return false;
	}
	return true;
}

static void answer_api(struct crm *crm, const struct crm_request *request, struct crm_answer *answer)
{
	crm->calls++;
	if (troubled(crm, request, answer))
		return;
	snprintf(answer->limit_info, sizeof answer->limit_info, "%sapi-usage=%lu/%ld%s",
		 crm->calls % 3 ? "" : "api-bursts=1/750; ", crm->calls, allowed(crm),
		 crm->calls % 2 ? "" : "; per-app-api-usage=17/250(appName=standin)");
	char version[8];
	int length = 0;
	if (strncmp(request->path, "/id/", 4) == 0)
		answer_identity(request, answer);
	else if (sscanf(request->path, "/services/data/%7[v0-9.]%n", version, &length) == 1
		 && (request->path[length] == '\0' || request->path[length] == '/'))
		answer_version(crm, request, version,
			request->path + length + (request->path[length] == '/'), answer);
	else
		not_found(answer);
	if (fault_strikes(&crm->faults, FAULT_EXPIRE_SESSION))
		office_expire_all(crm->office);
}

static void answer_token(struct crm *crm, const struct crm_request *request, struct crm_answer *answer)
{
	if (fault_takes(&crm->faults, FAULT_REFUSED_LOGIN)) {
		answer->status = 400;
		text_put(&answer->body,
			"{\"error\":\"invalid_grant\",\"error_description\":\"authentication failure\"}");
	} else if (strcmp(request->method, "POST") != 0) {
		answer->status = 400;
		text_put(&answer->body,
			"{\"error\":\"invalid_request\",\"error_description\":\"must use HTTP POST\"}");
	} else {
		answer->status = office_answer(crm->office, request->body, request->authorization,
			request->base, &answer->body);
	}
}

static void reload(struct crm *crm, struct crm_answer *answer)
{
	struct error err = { 0 };
	struct folder *folder = NULL;
	if (!folder_read(crm->settings->data, &folder, &err) ||
	    !drift_read(crm->settings->data, folder, &err)) {
		refuse(answer, 500, "STANDIN", err.text);
		folder_free(folder);
		return;
	}
	drop_cursors(crm);
	bulk_forget(crm->bulk);
	folder_free(crm->folder);
	crm->folder = folder;
	text_put(&answer->body, "{}");
}

static void control(struct crm *crm, const struct crm_request *request, struct crm_answer *answer)
{
	scoped_free char *fault = string_format("%s:%s", request->fault ? request->fault : "",
		request->count ? request->count : "1");
	if (strcmp(request->path, "/__requests") == 0)
		text_format(&answer->body, "[%s]", crm->seen.bytes ? crm->seen.bytes : "");
	else if (strcmp(request->path, "/__reload") == 0)
		reload(crm, answer);
	else if (strcmp(request->path, "/__day") == 0) {
		crm->calls = 0;
		text_put(&answer->body, "{}");
	} else if (strcmp(request->path, "/__fault") == 0 && fault_set(&crm->faults, fault))
		text_put(&answer->body, "{}");
	else
		not_found(answer);
}

static void remember(struct crm *crm, const struct crm_request *request,
	const struct crm_answer *answer)
{
	struct text *seen = &crm->seen;
	text_format(seen, "%s\n{\"method\":\"%s\",\"path\":", seen->length ? "," : "", request->method);
	json_text(seen, request->path);
	text_put(seen, ",\"q\":");
	if (request->soql)
		json_text(seen, request->soql);
	else
		text_put(seen, "null");
	text_format(seen, ",\"status\":%u}", answer->status);
}

void crm_answer(struct crm *crm, const struct crm_request *request, struct crm_answer *ret)
{
	*ret = (struct crm_answer){ .status = 200, .type = "application/json;charset=UTF-8" };
	if (strncmp(request->path, "/__", 3) == 0) {
		control(crm, request, ret);
		return;
	}
	if (strcmp(request->path, "/services/oauth2/token") == 0)
		answer_token(crm, request, ret);
	else if (strcmp(request->path, "/services/data/") == 0 || strcmp(request->path,
		"/services/data") == 0)
		answer_versions(ret);
	else
		answer_api(crm, request, ret);
	remember(crm, request, ret);
}
