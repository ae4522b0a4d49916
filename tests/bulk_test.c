#include "lib/crm/bulk.h"

#include "lib/base/log.h"
#include "lib/crm/salesforce.h"
#include "tests/support/capture.h"
#include "tests/support/web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define DESCRIBE "/services/data/v64.0/sobjects/Task/describe"
#define COUNT "/services/data/v64.0/limits/recordCount"
#define QUERY "/services/data/v64.0/queryAll"
#define JOBS "/services/data/v64.0/jobs/query"
#define JOB JOBS "/7505e0000000001AAA"
#define TOKEN "/services/oauth2/token"
#define RESULTS JOB "/results"
#define STATE(state, more) "{\"id\":\"7505e0000000001AAA\",\"apiVersion\":64.0,\"state\":\"" state "\"" more "}"
#define HEADER "\"Id\",\"Subject\",\"Amount\",\"SystemModstamp\"\n"
#define ROW(id, subject) "\"" id "\",\"" subject "\",\"\",\"2023-01-01T00:00:00.000Z\"\n"
#define LAST(rows) "Sforce-Locator: null\nSforce-NumberOfRecords: " rows

struct place {
	struct web *web;
	struct source *source;
	struct source_outcome outcome;
	struct text rows;       /* "a|b;" with ~ for NULL and 0 for NUL */
	size_t width;
	int takes, taken;       /* rows until the taker fails; 0: never */
	char *body;             /* of a large page */
};

static const struct source_object task = { "activity", "Task" };

static void open_as(struct place *place, const char *auth, long bulk_rows, long give_up_seconds)
{
	struct salesforce_options options = {
		.rest = {
			.login = { .auth = string_new(auth), .client_id = string_new("CLIENT"),
				   .client_secret = string_new("S3CRET"), .instance_url = string_new(web_url(place->web)),
				   .login_url = string_new(web_url(place->web)),
				   .access_token = string_new("00D!GIVEN") },
			.web = { .retries = 1, .delay_ms = 1, .longest_delay_ms = 5 },
			.api_version = "64.0",
		},
		.query.lag_seconds = 300, .query.overlap_seconds = 600,
		.query.bulk_rows = bulk_rows, .query.bulk = { .delay_ms = 1, .give_up_seconds = give_up_seconds },
	};
	struct error err = { 0 };
	source_free(place->source);
	place->source = NULL;
	salesforce_new(&options, &place->source, &err);
	assert_string_equal(err.text, "");
}

static void open_with(struct place *place, long bulk_rows, long give_up_seconds)
{
	open_as(place, "token", bulk_rows, give_up_seconds);
}

static void reply(struct place *place, const char *path, int status, const char *body)
{
	web_reply(place->web, (struct web_reply){ path, .status = status, .body = body });
}

static int set_up(void **state)
{
	log_setup(LOG_ERROR, LOG_TEXT);
	struct place *place = memory_new(1, sizeof *place);
	place->web = web_new();
	open_with(place, 1, 0);
	reply(place, DESCRIBE, 200,
	      "{\"fields\":[{\"name\":\"Id\",\"type\":\"id\"},{\"name\":\"Subject\",\"type\":\"string\"},"
	      "{\"name\":\"Amount\",\"type\":\"currency\"},{\"name\":\"SystemModstamp\",\"type\":\"datetime\"}]}");
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;
	log_setup(LOG_ERROR, LOG_TEXT);
	source_free(place->source);
	web_free(place->web);
	text_done(&place->rows);
	free(place->body);
	free(place);
	return 0;
}

static void many(struct place *place)
{
	reply(place, COUNT, 200, "{\"sObjects\":[{\"count\":60000,\"name\":\"Task\"}]}");
}

/* A job made, looked at twice, and deleted. */
static void job(struct place *place, const char *end)
{
	many(place);
	reply(place, JOBS, 200, STATE("UploadComplete", ""));
	reply(place, JOB, 200, STATE("InProgress", ",\"numberRecordsProcessed\":0"));
	reply(place, JOB, 200, end);
	reply(place, JOB, 204, "");
}

static void page(struct place *place, const char *header, const char *body)
{
	web_reply(place->web, (struct web_reply){ RESULTS, .body = body, .header = header,
						  .type = "text/csv; charset=UTF-8" });
}

static bool take(void *context, const struct stage_value *values, struct error *err)
{
	struct place *place = context;
	if (place->takes && ++place->taken > place->takes)
		return error_set(err, ERROR_WRITE, "disk full");
	for (size_t i = 0; i < place->width; i++) {
		text_put(&place->rows, i ? "|" : "");
		if (values[i].bytes == NULL)
			text_char(&place->rows, '~');
		for (size_t at = 0; at < values[i].length; at++)
			text_char(&place->rows, values[i].bytes[at] ? values[i].bytes[at] : '0');
	}
	text_char(&place->rows, ';');
	return true;
}

static bool read_rows(struct place *place, const char *fields, const char *mark, struct error *err)
{
	scoped_list char **list = list_new(fields);
	place->width = list_length(list);
	text_clear(&place->rows);
	text_put(&place->rows, "");
	const struct source_request request = { .fields = list, .mark = mark };
	const struct query_sink sink = { .row = take, .context = place };
	return salesforce_rows(place->source, &task, &request, &sink, &place->outcome, err);
}

static void assert_rows(struct place *place, const char *fields, const char *rows)
{
	struct error err = { 0 };
	read_rows(place, fields, NULL, &err);
	assert_string_equal(err.text, "");
	assert_string_equal(place->rows.bytes, rows);
}

static void assert_fails(struct place *place, const char *words)
{
	struct error err = { 0 };
	assert_false(read_rows(place, "Id,Subject", NULL, &err));
	if (strstr(err.text, words) == NULL)
		fail_msg("'%s' doesn't say '%s'", err.text, words);
}

static int asked(struct place *place, const char *method, const char *path)
{
	int times = 0;
	for (int i = 0; i < web_asked(place->web); i++) {
		struct web_request request = web_request(place->web, i);
		times += strcmp(request.method, method) == 0 && strcmp(request.path, path) == 0;
	}
	return times;
}

static void large_object_is_read_by_a_job(void **state)
{
	struct place *place = *state;
	job(place, STATE("JobComplete", ",\"numberRecordsProcessed\":2"));
	page(place, LAST("2"), HEADER ROW("1", "a") ROW("2", "b"));
	assert_rows(place, "Subject,Id", "a|1;b|2;");
	struct web_request made = web_request(place->web, 2);
	assert_string_equal(made.method, "POST");
	assert_string_equal(made.body, "{\"operation\":\"queryAll\",\"query\":\"SELECT Subject,Id,SystemModstamp FROM "
			    "Task\",\"contentType\":\"CSV\",\"columnDelimiter\":\"COMMA\",\"lineEnding\":\"LF\"}");
	assert_string_equal(made.authorization, "Bearer 00D!GIVEN");
	assert_string_equal(web_request(place->web, 5).accept, "text/csv");
	assert_string_equal(web_request(place->web, 5).locator, "");
	assert_true(place->outcome.whole);
	assert_int_equal(place->outcome.expected, 2);
	assert_int_equal(place->outcome.read, 2);
	assert_string_equal(place->outcome.mark, "2023-01-02T03:04:05Z");
	assert_int_equal(asked(place, "DELETE", JOB), 1);
	assert_int_equal(asked(place, "PATCH", JOB), 0);
}

static void values_keep_their_text(void **state)
{
	static const char body[] = HEADER "\"1\",\"say \"\"hi\"\"\nthen,\r\n go \",\"1.2345678E7\",\"\"\n"
					  "\"2\",\"x\0y\",\"5.0\",\"\"\n\"3\",\" NA\",\"NaN\",\"\"\n\"4\",\"\",\"0.1\",\"\"\n";
	struct place *place = *state;
	job(place, STATE("JobComplete", ",\"numberRecordsProcessed\":4"));
	web_reply(place->web, (struct web_reply){ RESULTS, .bytes = body, .length = sizeof body - 1,
						  .header = LAST("4"), .type = "text/csv" });
	assert_rows(place, "Id,Subject,Amount",
		    "1|say \"hi\"\nthen,\r\n go |12345678;2|x0y|5;3| NA|NaN;4|~|0.1;");
}

static void pages_are_read_to_the_word_null(void **state)
{
	struct place *place = *state;
	job(place, STATE("JobComplete", ",\"numberRecordsProcessed\":3"));
	page(place, "Sforce-Locator: MT/w\nSforce-NumberOfRecords: 1", HEADER ROW("1", "a"));
	page(place, "Sforce-Locator: MTAw\nSforce-NumberOfRecords: 1", "\"Subject\",\"Id\"\n\"b\",\"2\"\n");
	page(place, LAST("1"), HEADER ROW("3", "c"));
	assert_rows(place, "Id,Subject", "1|a;2|b;3|c;");
	assert_string_equal(web_request(place->web, 6).locator, "MT/w");
	assert_string_equal(web_request(place->web, 7).locator, "MTAw");
}

static void job_without_rows_is_empty(void **state)
{
	struct place *place = *state;
	job(place, STATE("JobComplete", ",\"numberRecordsProcessed\":0"));
	page(place, LAST("0"), HEADER);
	assert_rows(place, "Id", "");
	assert_int_equal(place->outcome.expected, 0);
	open_with(place, 1, 0);
	reply(place, DESCRIBE, 200, "{\"fields\":[{\"name\":\"Id\",\"type\":\"id\"}]}");
	job(place, STATE("JobComplete", ",\"numberRecordsProcessed\":0"));
	web_reply(place->web, (struct web_reply){ RESULTS, .body = "", .header = LAST("0"), .type = "text/csv" });
	assert_rows(place, "Id", "");
}

static void results_are_asked_in_the_version_of_the_job(void **state)
{
	struct place *place = *state;
	many(place);
	reply(place, JOBS, 200, "{\"id\":\"750A\",\"apiVersion\":63.0,\"state\":\"UploadComplete\"}");
	reply(place, "/services/data/v63.0/jobs/query/750A", 200, STATE("JobComplete", ",\"numberRecordsProcessed\":1"));
	web_reply(place->web, (struct web_reply){ "/services/data/v63.0/jobs/query/750A/results",
						  .body = HEADER ROW("1", "a"), .header = LAST("1"), .type = "text/csv" });
	reply(place, "/services/data/v63.0/jobs/query/750A", 204, "");
	assert_rows(place, "Id", "1;");
	assert_int_equal(asked(place, "DELETE", "/services/data/v63.0/jobs/query/750A"), 1);
}

static void small_object_and_increment_are_read_by_rest(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	open_with(place, 60001, 0);
	many(place);
	reply(place, QUERY, 200, "{\"totalSize\":0,\"done\":true,\"records\":[]}");
	assert_rows(place, "Id", "");
	reply(place, QUERY, 200, "{\"totalSize\":0,\"done\":true,\"records\":[]}");
	assert_true(read_rows(place, "Id", "2023-01-01T00:00:00Z", &err));
	assert_int_equal(asked(place, "GET", COUNT), 1);
	assert_int_equal(asked(place, "POST", JOBS), 0);
}

static void unknown_count_is_read_by_rest(void **state)
{
	struct place *place = *state;
	reply(place, COUNT, 403, "[{\"errorCode\":\"INSUFFICIENT_ACCESS\",\"message\":\"no\"}]");
	reply(place, QUERY, 200, "{\"totalSize\":0,\"done\":true,\"records\":[]}");
	assert_rows(place, "Id", "");
}

/* What runs too long is cut in two: four times before a job is asked for, and from 24 years
 * down to a minute in 23 times. */
static void too_long(struct place *place, int times)
{
	for (int i = 0; i < times; i++)
		reply(place, QUERY, 400, "[{\"errorCode\":\"QUERY_TIMEOUT\",\"message\":\"too long\"}]");
}

static void assert_refused(struct place *place, const char *words)
{
	struct error err = { 0 };
	read_rows(place, "Id", NULL, &err);
	assert_string_equal(err.text, "");
	if (strstr(place->outcome.refused, words) == NULL)
		fail_msg("'%s' doesn't say '%s'", place->outcome.refused, words);
}

static void zero_never_asks_for_a_job(void **state)
{
	struct place *place = *state;
	open_with(place, 0, 0);
	too_long(place, 24);
	assert_refused(place, "QUERY_TIMEOUT");
	assert_int_equal(asked(place, "GET", COUNT) + asked(place, "POST", JOBS), 0);
}

#define ONE_BY_REST "{\"totalSize\":1,\"done\":true,\"records\":[{\"Id\":\"9\",\"SystemModstamp\":\"2023-01-01T00:00:00.000+0000\"}]}"

static void refused_job_is_read_by_rest(void **state)
{
	struct place *place = *state;
	many(place);
	reply(place, JOBS, 400, "[{\"errorCode\":\"INVALIDENTITY\",\"message\":\"Entity 'Task' is not supported by the Bulk API\"}]");
	reply(place, QUERY, 200, ONE_BY_REST);
	log_setup(LOG_WARN, LOG_TEXT);
	struct capture capture = capture_begin();
	assert_rows(place, "Id", "9;");
	scoped_free char *said = capture_end(capture);
	assert_non_null(strstr(said, "not by the Bulk API: refused: HTTP 400 INVALIDENTITY: Entity 'Task' is not supported"));
	assert_non_null(strstr(said, "asking by REST"));
	assert_int_equal(asked(place, "DELETE", JOB), 0);
}

static void failed_job_is_read_by_rest(void **state)
{
	static const char *const ends[] = {
		STATE("Failed", ",\"numberRecordsProcessed\":0,\"errorMessage\":\"Retried more than fifteen times\""),
		STATE("Failed", ""), STATE("Aborted", ""),
	};
	struct place *place = *state;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		job(place, ends[i]);
		reply(place, QUERY, 200, ONE_BY_REST);
		assert_rows(place, "Id", "9;");
		assert_int_equal(asked(place, "DELETE", JOB), i + 1);
	}
	assert_int_equal(asked(place, "PATCH", JOB), 0);
}

static void job_that_does_not_end_is_aborted(void **state)
{
	struct place *place = *state;
	open_with(place, 1, 1);
	many(place);
	reply(place, JOBS, 200, STATE("UploadComplete", ""));
	for (int i = 0; i < 14; i++)
		reply(place, JOB, 200, STATE("InProgress", ""));
	reply(place, QUERY, 200, ONE_BY_REST);
	assert_rows(place, "Id", "9;");
	assert_int_equal(asked(place, "PATCH", JOB), 1);
	assert_int_equal(asked(place, "DELETE", JOB), 1);
}

static void page_that_comes_short_is_fetched_again(void **state)
{
	struct place *place = *state;
	job(place, STATE("JobComplete", ",\"numberRecordsProcessed\":3"));
	page(place, "Sforce-Locator: MTAw\nSforce-NumberOfRecords: 1", HEADER ROW("1", "a"));
	page(place, LAST("2"), HEADER ROW("2", "b"));
	page(place, LAST("2"), HEADER ROW("2", "b") ROW("3", "c"));
	assert_rows(place, "Id", "1;2;2;3;");
	assert_int_equal(place->outcome.read, 3);
	assert_string_equal(web_request(place->web, 7).locator, "MTAw");
}

static void torn_row_does_not_count(void **state)
{
	struct place *place = *state;
	job(place, STATE("JobComplete", ",\"numberRecordsProcessed\":2"));
	page(place, LAST("2"), HEADER ROW("1", "a") "\"2\",\"b\",\"\",\"2023");
	page(place, LAST("2"), HEADER ROW("1", "a") "\"2\",\"b\"\n");
	assert_fails(place, "1 of 2 rows of a results page came, twice");
	assert_int_equal(asked(place, "DELETE", JOB), 1);
}

static void cut_page_is_fetched_again(void **state)
{
	struct place *place = *state;
	job(place, STATE("JobComplete", ",\"numberRecordsProcessed\":2"));
	web_reply(place->web, (struct web_reply){ RESULTS, .body = HEADER ROW("1", "a") "\"2\",\"", .header = LAST("2"),
						  .type = "text/csv", .cut = true });
	page(place, LAST("2"), HEADER ROW("1", "a") ROW("2", "b"));
	assert_rows(place, "Id", "1;1;2;");
}

static void page_of_html_is_fetched_again(void **state)
{
	struct place *place = *state;
	job(place, STATE("JobComplete", ",\"numberRecordsProcessed\":1"));
	web_reply(place->web, (struct web_reply){ RESULTS, .body = "<html>Back soon</html>", .type = "text/html" });
	page(place, LAST("1"), HEADER ROW("1", "a"));
	assert_rows(place, "Id", "1;");
}

static void rows_that_do_not_come_are_an_error(void **state)
{
	struct place *place = *state;
	job(place, STATE("JobComplete", ",\"numberRecordsProcessed\":3"));
	page(place, LAST("1"), HEADER ROW("1", "a"));
	assert_fails(place, "1 of 3 rows came");
	assert_int_equal(asked(place, "DELETE", JOB), 1);
}

static void locator_that_leads_nowhere_is_an_error(void **state)
{
	struct place *place = *state;
	job(place, STATE("JobComplete", ",\"numberRecordsProcessed\":9"));
	page(place, "Sforce-Locator: MTAw\nSforce-NumberOfRecords: 1", HEADER ROW("1", "a"));
	page(place, "Sforce-Locator: MTAw\nSforce-NumberOfRecords: 1", HEADER ROW("1", "a"));
	assert_fails(place, "leads nowhere");
}

static void missing_column_is_an_error(void **state)
{
	struct place *place = *state;
	job(place, STATE("JobComplete", ",\"numberRecordsProcessed\":1"));
	page(place, LAST("1"), "\"Id\"\n\"1\"\n");
	assert_fails(place, "no column Subject in the results");
	assert_int_equal(asked(place, "DELETE", JOB), 1);
}

static void refused_results_are_an_error(void **state)
{
	struct place *place = *state;
	job(place, STATE("JobComplete", ",\"numberRecordsProcessed\":1"));
	reply(place, RESULTS, 409, "[{\"errorCode\":\"API_ERROR\",\"message\":\"another version\"}]");
	assert_fails(place, "bulk job: HTTP 409 API_ERROR: another version");
	assert_int_equal(asked(place, "DELETE", JOB), 1);
}

static void taker_that_fails_ends_the_job(void **state)
{
	struct place *place = *state;
	place->takes = 1;
	job(place, STATE("JobComplete", ",\"numberRecordsProcessed\":3"));
	page(place, LAST("3"), HEADER ROW("1", "a") ROW("2", "b") ROW("3", "c"));
	assert_fails(place, "disk full");
	assert_int_equal(asked(place, "DELETE", JOB), 1);
	assert_int_equal(asked(place, "GET", RESULTS), 1);
}

static void token_that_expires_while_a_job_runs_is_renewed(void **state)
{
	static const char expired[] = "[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]";
	struct place *place = *state;
	open_as(place, "client_credentials", 1, 0);
	for (int i = 0; i < 3; i++)
		reply(place, TOKEN, 200, "{\"access_token\":\"T\",\"instance_url\":\"{url}\"}");
	many(place);
	reply(place, JOBS, 200, STATE("UploadComplete", ""));
	reply(place, JOB, 401, expired);
	reply(place, JOB, 200, STATE("JobComplete", ",\"numberRecordsProcessed\":2"));
	reply(place, JOB, 204, "");
	page(place, "Sforce-Locator: M1\nSforce-NumberOfRecords: 1", HEADER ROW("1", "a"));
	reply(place, RESULTS, 401, expired);
	page(place, LAST("1"), HEADER ROW("2", "b"));
	assert_rows(place, "Id", "1;2;");
	assert_int_equal(asked(place, "POST", TOKEN), 3);
}

static void query_that_runs_too_long_is_asked_by_a_job(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	too_long(place, 5);
	reply(place, JOBS, 200, STATE("UploadComplete", ""));
	reply(place, JOB, 200, STATE("JobComplete", ",\"numberRecordsProcessed\":1"));
	reply(place, JOB, 204, "");
	page(place, LAST("1"), HEADER ROW("1", "a"));
	/* the clock of the first answer, describe's, bounds the increment */
	assert_true(read_rows(place, "Id", "2023-01-01T00:00:00Z", &err));
	assert_string_equal(place->rows.bytes, "1;");
	assert_non_null(strstr(web_request(place->web, 6).body, "FROM Task WHERE SystemModstamp >= 2022-12-31T23:50:00Z "
			       "AND SystemModstamp < 2023-01-02T03:04:05Z\""));
	assert_false(place->outcome.whole);
}

static void neither_way_is_refused_for_both_reasons(void **state)
{
	struct place *place = *state;
	reply(place, COUNT, 200, "{\"sObjects\":[]}");
	too_long(place, 24);
	reply(place, JOBS, 400, "[{\"errorCode\":\"LIMIT_EXCEEDED\",\"message\":\"Max bulk v2 query jobs\"}]");
	log_setup(LOG_WARN, LOG_TEXT);
	struct capture capture = capture_begin();
	assert_refused(place, "HTTP 400 QUERY_TIMEOUT: too long");
	scoped_free char *words = capture_end(capture);
	assert_non_null(strstr(words, "not by the Bulk API: refused: HTTP 400 LIMIT_EXCEEDED: Max bulk v2 query jobs"));
	assert_int_equal(asked(place, "POST", JOBS), 1);
}

static void page_may_be_larger_than_memory_for_a_body(void **state)
{
	enum { ROWS = 1200000 };
	struct place *place = *state;
	struct text body = { 0 };
	text_put(&body, HEADER);
	for (int i = 0; i < ROWS; i++)
		text_put(&body, ROW("1", "a subject of some length, so that it adds up"));
	assert_true(body.length > (size_t)64 << 20);
	job(place, STATE("JobComplete", ",\"numberRecordsProcessed\":1200000"));
	web_reply(place->web, (struct web_reply){ RESULTS, .bytes = body.bytes, .length = body.length,
						  .header = LAST("1200000"), .type = "text/csv" });
	place->body = text_give(&body);
	struct error err = { 0 };
	read_rows(place, "", NULL, &err);
	assert_string_equal(err.text, "");
	assert_int_equal(place->outcome.read, ROWS);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(large_object_is_read_by_a_job),
		TEST(values_keep_their_text),
		TEST(pages_are_read_to_the_word_null),
		TEST(job_without_rows_is_empty),
		TEST(results_are_asked_in_the_version_of_the_job),
		TEST(small_object_and_increment_are_read_by_rest),
		TEST(unknown_count_is_read_by_rest),
		TEST(zero_never_asks_for_a_job),
		TEST(refused_job_is_read_by_rest),
		TEST(failed_job_is_read_by_rest),
		TEST(job_that_does_not_end_is_aborted),
		TEST(page_that_comes_short_is_fetched_again),
		TEST(torn_row_does_not_count),
		TEST(cut_page_is_fetched_again),
		TEST(page_of_html_is_fetched_again),
		TEST(rows_that_do_not_come_are_an_error),
		TEST(locator_that_leads_nowhere_is_an_error),
		TEST(missing_column_is_an_error),
		TEST(refused_results_are_an_error),
		TEST(taker_that_fails_ends_the_job),
		TEST(token_that_expires_while_a_job_runs_is_renewed),
		TEST(query_that_runs_too_long_is_asked_by_a_job),
		TEST(neither_way_is_refused_for_both_reasons),
		TEST(page_may_be_larger_than_memory_for_a_body),
	};
	return cmocka_run_group_tests_name("bulk", tests, NULL, NULL);
}
