#include "tests/standin/bulk.h"

#include "lib/base/scope.h"
#include "tests/standin/csv.h"
#include "tests/standin/json.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum outcome { JOB_COMPLETE, JOB_FAILED, JOB_FAILED_SILENT, JOB_ABORTED };

struct job {
	char id[19], version[8];   /* "v64.0" */
	struct select *query;
	size_t *rows, count;
	int looks;
	enum outcome outcome;
	bool all, deleted;
};

struct bulk {
	struct job *job;
	size_t jobs;
	unsigned long given;
};

struct bulk *bulk_new(void)
{
	return memory_new(1, sizeof(struct bulk));
}

void bulk_forget(struct bulk *bulk)
{
	for (size_t i = 0; i < bulk->jobs; i++) {
		select_free(bulk->job[i].query);
		free(bulk->job[i].rows);
	}
	bulk->jobs = 0;
}

void bulk_free(struct bulk *bulk)
{
	if (bulk == NULL)
		return;
	bulk_forget(bulk);
	free(bulk->job);
	free(bulk);
}

static void refuse(struct crm_answer *answer, unsigned status, const char *code, const char *message)
{
	answer->status = status;
	json_error(&answer->body, code, message, NULL);
}

static bool ended(const struct job *job)
{
	return job->looks >= 2 || job->outcome == JOB_ABORTED;
}

static const char *state(const struct job *job)
{
	static const char *const ends[] = { "JobComplete", "Failed", "Failed", "Aborted" };
	if (ended(job))
		return ends[job->outcome];
	return job->looks == 0 ? "UploadComplete" : "InProgress";
}

static void put_job(const struct job *job, struct text *body)
{
	text_format(body, "{\"id\":\"%s\",\"operation\":\"%s\",\"object\":\"%s\",\"createdById\":\"%s\","
		    "\"createdDate\":\"2026-07-01T10:00:00.000+0000\",\"systemModstamp\":\"2026-07-01T10:00:00.000+0000\","
		    "\"state\":\"%s\",\"concurrencyMode\":\"Parallel\",\"contentType\":\"CSV\",\"apiVersion\":%s,"
		    "\"lineEnding\":\"LF\",\"columnDelimiter\":\"COMMA\"", job->id, job->all ? "queryAll" : "query",
		    job->query->table->name, STANDIN_USER, state(job), job->version + 1);
	if (job->looks > 0)
		text_format(body, ",\"jobType\":\"V2Query\",\"retries\":0,\"totalProcessingTime\":%d,"
			    "\"numberRecordsProcessed\":%zu,\"isPkChunkingSupported\":true", 500 * job->looks,
			    ended(job) && job->outcome == JOB_COMPLETE ? job->count : 0);
	if (ended(job) && job->outcome == JOB_FAILED)
		text_put(body, ",\"errorMessage\":\"Retried more than fifteen times\"");
	text_char(body, '}');
}

static enum outcome fate(struct faults *faults)
{
	if (fault_takes(faults, FAULT_BULK_FAILED))
		return JOB_FAILED;
	return fault_takes(faults, FAULT_BULK_FAILED_SILENT) ? JOB_FAILED_SILENT : JOB_COMPLETE;
}

static const char *word(const json_t *json, const char *key)
{
	const char *value = json_string_value(json_object_get(json, key));
	return value ? value : "";
}

static void create(struct bulk *bulk, const struct folder *folder, struct faults *faults,
		   const struct crm_request *request, const char *version, struct crm_answer *answer)
{
	json_auto_t *json = json_loads(request->body ? request->body : "", 0, NULL);
	bool all = strcmp(word(json, "operation"), "queryAll") == 0;
	struct select_refusal refusal;
	scoped_select struct select *query = NULL;
	if (!all && strcmp(word(json, "operation"), "query") != 0) {
		refuse(answer, 400, "INVALIDJOB", "Unsupported operation");
	} else if (!select_parse(word(json, "query"), folder, &query, &refusal)) {
		answer->status = 400;
		json_error(&answer->body, refusal.code, refusal.message, refusal.field);
	} else if (query->count) {
		refuse(answer, 400, "API_ERROR", "Aggregate queries are not supported in Bulk Query");
	} else if (fault_takes(faults, FAULT_BULK_UNSUPPORTED)) {
		scoped_free char *words = string_format("Entity '%s' is not supported by the Bulk API",
							query->table->name);
		refuse(answer, 400, "INVALIDENTITY", words);
	} else {
		struct job job = { .all = all, .outcome = fate(faults) };
		snprintf(job.id, sizeof job.id, "7505e%010luAAA", ++bulk->given);
		snprintf(job.version, sizeof job.version, "%s", version);
		job.rows = select_rows(query, all, &job.count);
		job.query = steal(query);
		bulk->job = memory_grow(bulk->job, bulk->jobs + 1, sizeof *bulk->job);
		bulk->job[bulk->jobs++] = job;
		put_job(&job, &answer->body);
	}
}

/* Locators are opaque to clients; these are the first row's number in disguise. */
static void put_results(const struct job *job, struct faults *faults, const struct crm_request *request,
			long page_rows, struct crm_answer *answer)
{
	size_t from = request->locator ? strtoul(request->locator + strspn(request->locator, "M"), NULL, 16) : 0;
	size_t most = request->max_records ? strtoul(request->max_records, NULL, 10) : 50000;
	if (page_rows && (size_t)page_rows < most)
		most = (size_t)page_rows;
	if (from > job->count || most == 0) {
		refuse(answer, 400, "INVALIDJOB", "Invalid locator");
		return;
	}
	size_t to = job->count - from > most ? from + most : job->count;
	answer->type = "text/csv; charset=UTF-8";
	answer->records = (long long)(to - from);
	if (to < job->count)
		snprintf(answer->locator, sizeof answer->locator, "M%zx", to);
	else
		snprintf(answer->locator, sizeof answer->locator, "null");
	csv_header(&answer->body, job->query);
	bool lacking = to > from && fault_takes(faults, FAULT_BULK_SHORT);
	for (size_t i = from; i < to - lacking; i++)
		csv_record(&answer->body, job->query, job->rows[i]);
	answer->cut = fault_strikes(faults, FAULT_BULK_CUT);
}

static void answer_results(const struct job *job, struct faults *faults, const struct crm_request *request,
			   const char *version, long page_rows, struct crm_answer *answer)
{
	if (strcmp(version, job->version) != 0)
		refuse(answer, 409, "API_ERROR", "The API version of the request is not the job's");
	else if (!ended(job) || job->outcome != JOB_COMPLETE)
		refuse(answer, 400, "INVALIDJOBSTATE", "Results are not available in this state");
	else
		put_results(job, faults, request, page_rows, answer);
}

static void answer_job(struct job *job, const struct crm_request *request, struct crm_answer *answer)
{
	if (strcmp(request->method, "DELETE") == 0) {
		if (!ended(job)) {
			refuse(answer, 400, "INVALIDJOBSTATE", "The job has not ended");
			return;
		}
		job->deleted = true;
		answer->status = 204;
		return;
	}
	if (strcmp(request->method, "PATCH") == 0) {
		if (!ended(job) && request->body && strstr(request->body, "\"Aborted\""))
			job->outcome = JOB_ABORTED;
	} else {
		job->looks++;
	}
	put_job(job, &answer->body);
}

static struct job *find(const struct bulk *bulk, const char *id, size_t length)
{
	for (size_t i = 0; i < bulk->jobs; i++)
		if (!bulk->job[i].deleted && strlen(bulk->job[i].id) == length &&
		    strncmp(bulk->job[i].id, id, length) == 0)
			return &bulk->job[i];
	return NULL;
}

void bulk_answer(struct bulk *bulk, const struct folder *folder, struct faults *faults,
		 const struct crm_request *request, const char *version, const char *rest, long page_rows,
		 struct crm_answer *answer)
{
	bool post = strcmp(request->method, "POST") == 0;
	if (*rest == '\0' && post) {
		create(bulk, folder, faults, request, version, answer);
		return;
	}
	size_t length = *rest ? strcspn(rest + 1, "/") : 0;
	struct job *job = length ? find(bulk, rest + 1, length) : NULL;
	const char *tail = job ? rest + 1 + length : "";
	if (job && *tail == '\0')
		answer_job(job, request, answer);
	else if (job && strcmp(tail, "/results") == 0)
		answer_results(job, faults, request, version, page_rows, answer);
	else
		refuse(answer, 404, "NOT_FOUND", "The requested resource does not exist");
}
