#include "lib/crm/bulk.h"

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/crm/answer.h"

#include <string.h>
#include <time.h>

enum {
	LONGEST_DELAY_MS = 20 * 1000,
	GIVE_UP_SECONDS = 2 * 60 * 60,
	/* what is fetched again when a page comes short */
	PAGE_ROWS = 50000,
};

struct job {
	struct rest *rest;
	const struct bulk_query *query;
	char *path;             /* "/services/data/v64.0/jobs/query/750…"; NULL before it is made */
	bool ended;
	bool kept, unfit;       /* to be read on; not worth it */
	long long processed;    /* numberRecordsProcessed; -1 where it isn't said */
	char why[512];          /* why there are no results */
};

static bool say_unable(struct job *job, const char *what, const char *words)
{
	snprintf(job->why, sizeof job->why, "%s%s%.400s", what, *words ? ": " : "", words);
	return false;
}

static void note_refusal(struct job *job, const struct rest_answer *answer)
{
	struct error words;
	rest_refused(answer, &words);
	say_unable(job, "refused", words.text);
}

/* Nobody may learn of a failure here: what matters came already, or failed before. */
static void clean_up(struct job *job, const char *method, const char *json)
{
	struct error err = { 0 };
	scoped_rest_answer struct rest_answer answer = { 0 };
	const struct rest_call call = { .path = job->path, .method = method, .json = json, .accept = "*/*",
					.hasty = true };
	if (!rest_send(job->rest, &call, &answer, &err))
		log_line(LOG_INFO, "%s: the bulk job stays behind: %s", job->query->sobject, err.text);
	else if (answer.status >= 300)
		log_line(LOG_INFO, "%s: the bulk job stays behind: HTTP %ld %s", job->query->sobject,
			 answer.status, answer.message);
}

static void job_done(struct job *job)
{
	if (job->path && !job->ended && !job->kept)
		clean_up(job, "PATCH", "{\"state\":\"Aborted\"}");
	if (job->path && (!job->kept || job->unfit))
		clean_up(job, "DELETE", NULL);
	free(job->path);
}
#define scoped_job __attribute__((cleanup(job_done)))

/* Its version is the job's, for results are given to no other. New, or NULL. */
static char *job_path(const json_t *json)
{
	const char *id = answer_text(json, "id");
	double version = json_number_value(json_object_get(json, "apiVersion"));
	bool fine = *id && strspn(id, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen(id);
	return fine && version >= 47 ? string_format("/services/data/v%.1f/jobs/query/%s", version, id) : NULL;
}

static bool no_job(const char *soql, struct error *err)
{
	return error_set(err, ERROR_UNAVAILABLE, "a bulk job without id or apiVersion came of %.100s; try later", soql);
}

/* Asked again where the answer got lost: a job too many costs nothing and is cleared
 * away by the server. job->path stays NULL where it is refused. */
static bool create(struct job *job, struct error *err)
{
	json_auto_t *json = json_pack("{s:s,s:s,s:s,s:s,s:s}", "operation", "queryAll", "query", job->query->soql,
				      "contentType", "CSV", "columnDelimiter", "COMMA", "lineEnding", "LF");
	scoped_free char *body = json_dumps(json, JSON_COMPACT);
	scoped_free char *path = rest_path(job->rest, "/jobs/query");
	scoped_rest_answer struct rest_answer answer = { 0 };
	const struct rest_call call = { .path = path, .json = body };
	if (body == NULL)
		return error_set(err, ERROR_CONFIG, "a field name that is not UTF-8");
	if (!rest_send(job->rest, &call, &answer, err))
		return false;
	if (answer.json == NULL) {
		note_refusal(job, &answer);
		return true;
	}
	job->path = job_path(answer.json);
	return job->path || no_job(job->query->soql, err);
}

/* Whether the job has ended, and how. */
static void read_state(struct job *job, const json_t *json, bool *ret_complete)
{
	const char *state = answer_text(json, "state");
	const json_t *processed = json_object_get(json, "numberRecordsProcessed");
	*ret_complete = strcmp(state, "JobComplete") == 0;
	job->ended = *ret_complete || strcmp(state, "Failed") == 0 || strcmp(state, "Aborted") == 0;
	job->processed = json_is_integer(processed) ? json_integer_value(processed) : -1;
	if (job->ended && !*ret_complete)
		say_unable(job, state, answer_text(json, "errorMessage"));
}

static bool look(struct job *job, bool *ret_complete, struct error *err)
{
	scoped_rest_answer struct rest_answer answer = { 0 };
	if (!rest_get(job->rest, job->path, &answer, err))
		return false;
	if (answer.status != 200)
		return rest_refused(&answer, err);
	read_state(job, answer.json, ret_complete);
	return true;
}

static void rest_a_while(long ms)
{
	nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000 }, NULL);
}

static long seconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)now.tv_sec;
}

static bool wait_for(struct job *job, const struct bulk_options *options, bool *ret_complete,
		     struct error *err)
{
	long most = options->give_up_seconds > 0 ? options->give_up_seconds : GIVE_UP_SECONDS;
	long delay = options->delay_ms > 0 ? options->delay_ms : 200, start = seconds_now();
	*ret_complete = false;
	while (!job->ended) {
		rest_a_while(delay);
		if (!look(job, ret_complete, err))
			return false;
		delay = delay * 2 < LONGEST_DELAY_MS ? delay * 2 : LONGEST_DELAY_MS;
		if (!job->ended && seconds_now() - start >= most) {
			say_unable(job, "the job did not end within [salesforce] bulk_seconds", "");
			return true;
		}
	}
	return true;
}

static void begin_page(void *page)
{
	bulk_page_begin(page);
}

static bool take_part(void *page, const char *bytes, size_t length, struct error *err)
{
	return bulk_page_take(page, bytes, length, err);
}

static char *results_path(const struct job *job, const char *locator)
{
	struct text path = { 0 };
	text_format(&path, "%s/results?maxRecords=%d", job->path, PAGE_ROWS);
	if (*locator) {
		text_put(&path, "&locator=");
		text_percent(&path, locator);
	}
	return text_give(&path);
}

/* One page, once. *ret_said is how many rows the server says it has. */
static bool fetch(struct job *job, struct bulk_page *page, const char *locator, char *ret_next, size_t room,
		  long long *ret_said, struct error *err)
{
	scoped_free char *path = results_path(job, locator);
	scoped_rest_answer struct rest_answer answer = { 0 };
	const struct http_sink sink = { .begin = begin_page, .take = take_part, .context = page };
	const struct rest_call call = { .path = path, .accept = "text/csv", .sink = &sink };
	if (!rest_send(job->rest, &call, &answer, err))
		return false;
	if (answer.status != 200)
		return rest_refused(&answer, err);
	snprintf(ret_next, room, "%s", answer.locator);
	*ret_said = answer.records;
	return bulk_page_end(page, err);
}

static bool is_whole(const struct bulk_page *page, long long said)
{
	return *bulk_page_fault(page) == '\0' && (said < 0 || said == bulk_page_rows(page));
}

static void say_short(const struct bulk_page *page, long long said, struct text *words)
{
	text_clear(words);
	text_format(words, "%lld of ", bulk_page_rows(page));
	text_format(words, said < 0 ? "all" : "%lld", said);
	text_put(words, " rows of a results page came");
}

/* A transfer that ends too early can look whole. A job's results stay as they are, so a
 * row that comes once more is the same row. */
static bool fetch_whole(struct job *job, struct bulk_page *page, const char *locator, char *ret_next,
			size_t room, struct error *err)
{
	long long said = 0;
	scoped_text struct text words = { 0 };
	const char *fault = bulk_page_fault(page);
	for (int tries = 1; tries <= 2; tries++) {
		if (!fetch(job, page, locator, ret_next, room, &said, err))
			return false;
		if (is_whole(page, said))
			return true;
		say_short(page, said, &words);
		log_line(LOG_INFO, "%s: %s%s%s", job->query->sobject, words.bytes, *fault ? ": " : "", fault);
	}
	job->unfit = true;
	return error_set(err, ERROR_UNAVAILABLE, "%s, twice%s%s; pull again", words.bytes, *fault ? ": " : "", fault);
}

static bool last_page(const char *next)
{
	return *next == '\0' || strcmp(next, "null") == 0;
}

static bool keep(struct job *job, struct bulk_place *at, struct error *err)
{
	const struct bulk_query *query = job->query;
	if (query->keep == NULL)
		return true;
	snprintf(at->job, sizeof at->job, "%s", job->path);
	job->kept = true;
	return query->keep(query->keeper, at, err);
}

static bool read_pages(struct job *job, long long *ret_rows, struct error *err)
{
	const struct bulk_query *query = job->query;
	scoped_bulk_page struct bulk_page *page =
		bulk_page_new(&query->fields, query->row, query->context);
	struct bulk_place at = query->from;
	char next[sizeof at.locator];
	for (bool more = true; more;) {
		if (!fetch_whole(job, page, at.locator, next, sizeof next, err))
			return false;
		at.rows += bulk_page_rows(page);
		log_progress(query->sobject, at.rows, job->processed);
		more = !last_page(next);
		job->unfit = more && (bulk_page_rows(page) == 0 || strcmp(next, at.locator) == 0);
		if (job->unfit)
			return error_set(err, ERROR_UNAVAILABLE, "a results page that leads nowhere; pull again");
		memcpy(at.locator, next, sizeof at.locator);
		if (more && !keep(job, &at, err))
			return false;
	}
	*ret_rows = at.rows;
	job->unfit = job->processed >= 0 && at.rows != job->processed;
	return !job->unfit ||
	       error_set(err, ERROR_UNAVAILABLE, "%lld of %lld rows came; pull again", at.rows, job->processed);
}

/* A job that an earlier run made. Without results it is as good as none. */
static bool take_up(struct job *job, bool *ret_complete, struct error *err)
{
	const char *path = job->query->from.job;
	scoped_rest_answer struct rest_answer answer = { 0 };
	/* the token goes where this path leads */
	if (strncmp(path, "/services/data/", strlen("/services/data/")) != 0) {
		say_unable(job, "no path of a job", path);
		return true;
	}
	if (!rest_get(job->rest, path, &answer, err))
		return false;
	if (answer.status != 200) {
		note_refusal(job, &answer);
		return true;
	}
	job->path = string_new(path);
	job->kept = true;
	read_state(job, answer.json, ret_complete);
	if (!job->ended)
		say_unable(job, "the job has not ended", "");
	return true;
}

static bool run(struct job *job, const struct bulk_options *options, bool *ret_complete, struct error *err)
{
	if (*job->query->from.job)
		return take_up(job, ret_complete, err);
	return create(job, err) && (!job->path || wait_for(job, options, ret_complete, err));
}

bool bulk_read(struct rest *rest, const struct bulk_options *options, const struct bulk_query *query,
	       struct bulk_outcome *ret, struct error *err)
{
	scoped_job struct job job = { .rest = rest, .query = query, .processed = -1 };
	struct bulk_outcome outcome = { 0 };
	bool complete = false;
	if (!run(&job, options, &complete, err) || (complete && !read_pages(&job, &outcome.rows, err))) {
		struct error ignored;
		if (job.unfit && job.kept)
			query->keep(query->keeper, NULL, &ignored);
		return error_context(err, "bulk job");
	}
	job.kept = false;
	outcome.unable = !complete;
	memcpy(outcome.why, job.why, sizeof outcome.why);
	*ret = outcome;
	return true;
}
