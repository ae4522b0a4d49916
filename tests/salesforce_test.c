#include "lib/crm/salesforce.h"

#include "lib/base/log.h"
#include "tests/support/capture.h"
#include "tests/support/web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#define TOKEN "/services/oauth2/token"
#define DESCRIBE "/services/data/v64.0/sobjects/Task/describe"
#define QUERY "/services/data/v64.0/queryAll"
#define PAGE "/services/data/v64.0/query/01g-2000"
#define EXPIRED "[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]"
#define ROW(id, stamp) "{\"Id\":\"" id "\",\"SystemModstamp\":\"2023-01-01T00:00:" stamp ".000+0000\"}"

struct place {
	struct web *web;
	struct source *source;
	struct source_outcome outcome;
	struct text rows;       /* "a|b;" with ~ for NULL */
	size_t width;
	int takes;              /* rows until the taker fails; 0: never */
	int taken;
};

static const struct source_object task = { "activity", "Task" };

static struct rest_options rest_options(const struct place *place, const char *auth)
{
	return (struct rest_options){
		.login = {
			.auth = string_new(auth),
			.login_url = string_new(web_url(place->web)),
			.instance_url = string_new(web_url(place->web)),
			.client_id = string_new("CLIENT"),
			.client_secret = string_new("S3CRET"),
			.access_token = string_new("00D!GIVEN"),
		},
		.web = { .retries = 2, .delay_ms = 1, .longest_delay_ms = 5 },
		.api_version = "64.0",
		.page_rows = 2000,
	};
}

static void open_as(struct place *place, const char *auth)
{
	struct salesforce_options options = { .rest = rest_options(place, auth), .query.lag_seconds = 300,
					      .query.overlap_seconds = 600 };
	struct error err = { 0 };
	source_free(place->source);
	place->source = NULL;
	salesforce_new(&options, &place->source, &err);
	assert_string_equal(err.text, "");
}

static int set_up(void **state)
{
	log_setup(LOG_ERROR, LOG_TEXT);
	struct place *place = memory_new(1, sizeof *place);
	place->web = web_new();
	open_as(place, "token");
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
	free(place);
	return 0;
}

static void reply(struct place *place, const char *path, int status, const char *body)
{
	web_reply(place->web, (struct web_reply){ path, .status = status, .body = body });
}

static void describe_task(struct place *place)
{
	reply(place, DESCRIBE, 200,
	      "{\"fields\":[{\"name\":\"Id\",\"type\":\"id\"},{\"name\":\"Place\",\"type\":\"address\"},"
	      "{\"name\":\"Where__c\",\"type\":\"location\"},{\"name\":\"Body\",\"type\":\"base64\"},"
	      "{\"name\":\"Subject\",\"type\":\"string\",\"label\":\"Subject line\",\"calculated\":true},"
	      "{\"name\":\"SystemModstamp\",\"type\":\"datetime\",\"calculated\":false}]}");
}

static bool take(void *context, const struct stage_value *values, struct error *err)
{
	struct place *place = context;
	if (place->takes && ++place->taken > place->takes)
		return error_set(err, ERROR_WRITE, "disk full");
	for (size_t i = 0; i < place->width; i++)
		text_format(&place->rows, "%s%.*s", i ? "|" : "", values[i].bytes ? (int)values[i].length : 1,
			    values[i].bytes ? values[i].bytes : "~");
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

static void assert_rows(struct place *place, const char *fields, const char *mark, const char *rows)
{
	struct error err = { 0 };
	read_rows(place, fields, mark, &err);
	assert_string_equal(err.text, "");
	assert_string_equal(place->rows.bytes, rows);
}

static struct error failure(struct place *place)
{
	struct error err = { 0 };
	assert_false(read_rows(place, "Id", NULL, &err));
	return err;
}

#define assert_says(err, words)                                                         \
	do {                                                                            \
		if (strstr((err).text, words) == NULL)                                  \
			fail_msg("'%s' doesn't say '%s'", (err).text, words);           \
	} while (0)

static void assert_query(struct place *place, int number, const char *soql)
{
	assert_string_equal(web_request(place->web, number).query, soql);
}

static void write_private(const char *path, const char *words)
{
	scoped_file FILE *file = fopen(path, "w");
	assert_true(fputs(words, file) >= 0 && fchmod(fileno(file), 0600) == 0);
}

static void fields_are_those_that_have_columns(void **state)
{
	struct place *place = *state;
	describe_task(place);
	scoped_source_fields struct source_field *fields = NULL;
	struct error err;
	assert_true(place->source->fields(place->source->self, &task, &fields, &err));
	assert_int_equal(source_fields_count(fields), 3);
	assert_string_equal(fields[0].name, "Id");
	assert_string_equal(fields[0].type, "id");
	assert_string_equal(fields[1].name, "Subject");
	assert_string_equal(fields[1].label, "Subject line");
	assert_true(fields[1].calculated);
	assert_string_equal(fields[2].name, "SystemModstamp");
	assert_false(fields[2].calculated);
	assert_string_equal(web_request(place->web, 0).authorization, "Bearer 00D!GIVEN");
}

static void absent_object_is_no_error(void **state)
{
	static const struct {
		int status;
		const char *body;
	} cases[] = {
		{ 404, "[{\"errorCode\":\"NOT_FOUND\",\"message\":\"The requested resource does not exist\"}]" },
		{ 400, "[{\"errorCode\":\"INVALID_TYPE\",\"message\":\"sObject type 'Task' is not supported.\"}]" },
		{ 200, "{\"queryable\":false,\"fields\":[{\"name\":\"Id\",\"type\":\"id\"}]}" },
	};
	struct place *place = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		reply(place, DESCRIBE, cases[i].status, cases[i].body);
		struct source_field none = { 0 }, *fields = &none;
		struct error err;
		assert_true(place->source->fields(place->source->self, &task, &fields, &err));
		assert_null(fields);
	}
}

static void first_read_takes_everything(void **state)
{
	struct place *place = *state;
	describe_task(place);
	reply(place, QUERY, 200, "{\"totalSize\":2,\"done\":true,\"records\":[" ROW("1", "01") "," ROW("2", "02") "]}");
	assert_rows(place, "Id", NULL, "1;2;");
	assert_query(place, 1, "SELECT Id,SystemModstamp FROM Task ORDER BY SystemModstamp, Id");
	assert_string_equal(web_request(place->web, 1).options, "batchSize=2000");
	assert_true(place->outcome.whole);
	assert_false(place->outcome.unchanged);
	assert_int_equal(place->outcome.expected, 2);
	assert_int_equal(place->outcome.read, 2);
	assert_string_equal(place->outcome.mark, "2023-01-02T03:04:05Z");
}

static void later_reads_take_what_changed(void **state)
{
	struct place *place = *state;
	describe_task(place);
	reply(place, QUERY, 200, "{\"totalSize\":0,\"done\":true,\"records\":[]}");
	assert_rows(place, "Id", "2023-01-01T03:04:05Z", "");
	assert_query(place, 1, "SELECT Id,SystemModstamp FROM Task WHERE SystemModstamp >= 2023-01-01T02:54:05Z "
			       "AND SystemModstamp < 2023-01-02T03:04:05Z ORDER BY SystemModstamp, Id");
	assert_false(place->outcome.whole);
	assert_true(place->outcome.unchanged);
	assert_string_equal(place->outcome.mark, "2023-01-02T03:04:05Z");
}

static void mark_never_goes_back(void **state)
{
	struct place *place = *state;
	describe_task(place);
	reply(place, QUERY, 200, "{\"totalSize\":0,\"done\":true,\"records\":[]}");
	assert_rows(place, "Id", "2023-01-02T03:06:00Z", "");
	assert_string_equal(place->outcome.mark, "2023-01-02T03:06:00Z");
}

static void mark_of_another_source_reads_everything(void **state)
{
	struct place *place = *state;
	describe_task(place);
	reply(place, QUERY, 200, "{\"totalSize\":0,\"done\":true,\"records\":[]}");
	assert_rows(place, "Id", "sha256:0123", "");
	assert_true(place->outcome.whole);
	assert_false(place->outcome.unchanged);
}

static void object_without_stamp_is_always_read_whole(void **state)
{
	struct place *place = *state;
	reply(place, DESCRIBE, 200, "{\"fields\":[{\"name\":\"Id\",\"type\":\"id\"}]}");
	reply(place, QUERY, 200, "{\"totalSize\":0,\"done\":true,\"records\":[]}");
	assert_rows(place, "Id", "2023-01-01T03:04:05Z", "");
	assert_query(place, 1, "SELECT Id FROM Task ORDER BY Id");
	assert_true(place->outcome.whole);
}

static void created_date_stands_in_for_the_stamp(void **state)
{
	struct place *place = *state;
	reply(place, DESCRIBE, 200, "{\"fields\":[{\"name\":\"Id\",\"type\":\"id\"},{\"name\":\"CreatedDate\"},"
				    "{\"name\":\"SystemModstamp\",\"filterable\":false}]}");
	reply(place, QUERY, 200, "{\"totalSize\":0,\"done\":true,\"records\":[]}");
	assert_rows(place, "Id", NULL, "");
	assert_query(place, 1, "SELECT Id,CreatedDate FROM Task ORDER BY CreatedDate, Id");
}

static void values_keep_their_text(void **state)
{
	struct place *place = *state;
	describe_task(place);
	reply(place, QUERY, 200,
	      "{\"totalSize\":1,\"done\":true,\"records\":[{\"attributes\":{\"type\":\"Task\"},\"Id\":\"1\","
	      "\"a\":1.2345678E7,\"b\":0.1,\"c\":1234.56,\"d\":5,\"e\":true,\"f\":false,\"g\":null,"
	      "\"h\":\"x\\u0000y\",\"i\":{\"k\":[1]},\"Owner\":{\"Name\":\"Zo\\u00eb\",\"Boss\":{\"Name\":\"B\"}},"
	      "\"Who\":null,\"j\":\"cut \\ud83d\"}]}");
	struct error err = { 0 };
	assert_true(read_rows(place, "a,b,c,d,e,f,g,i,Owner.Name,Owner.Boss.Name,Who.Name,absent,j", NULL, &err));
	assert_string_equal(place->rows.bytes,
			    "12345678|0.1|1234.56|5|true|false|~|{\"k\":[1]}|Zo\u00eb|B|~|~|cut \ufffd;");
}

static void follows_the_pages(void **state)
{
	struct place *place = *state;
	describe_task(place);
	reply(place, QUERY, 200, "{\"totalSize\":3,\"done\":false,\"nextRecordsUrl\":\"" PAGE "\",\"records\":["
				 ROW("1", "01") "," ROW("2", "02") "]}");
	reply(place, PAGE, 200, "{\"totalSize\":3,\"done\":true,\"records\":[" ROW("3", "03") "]}");
	assert_rows(place, "Id", NULL, "1;2;3;");
	assert_query(place, 2, "");
}

static void rows_that_do_not_come_are_an_error(void **state)
{
	struct place *place = *state;
	describe_task(place);
	reply(place, QUERY, 200, "{\"totalSize\":4000,\"done\":true,\"records\":[" ROW("1", "01") "]}");
	struct error err = failure(place);
	assert_int_equal(err.kind, ERROR_UNAVAILABLE);
	assert_string_equal(err.text, "Task: 1 of 4000 rows came; pull again");
}

static void next_page_elsewhere_is_refused(void **state)
{
	struct place *place = *state;
	describe_task(place);
	reply(place, QUERY, 200, "{\"totalSize\":2,\"done\":false,\"nextRecordsUrl\":\"https://evil.example.com/q\","
				 "\"records\":[" ROW("1", "01") "]}");
	assert_says(failure(place), "the next page is not on the same server");
}

static void goes_on_behind_the_last_row_when_the_locator_expired(void **state)
{
	struct place *place = *state;
	describe_task(place);
	reply(place, QUERY, 200, "{\"totalSize\":3,\"done\":false,\"nextRecordsUrl\":\"" PAGE "\",\"records\":["
				 ROW("1", "01") "," ROW("2'", "02") "]}");
	reply(place, PAGE, 400, "[{\"errorCode\":\"INVALID_QUERY_LOCATOR\",\"message\":\"invalid query locator\"}]");
	reply(place, QUERY, 200, "{\"totalSize\":1,\"done\":true,\"records\":[" ROW("3", "02") "]}");
	assert_rows(place, "Id", "2023-01-01T03:04:05Z", "1;2';3;");
	assert_query(place, 3, "SELECT Id,SystemModstamp FROM Task WHERE "
			       "((SystemModstamp = 2023-01-01T00:00:02.000Z AND Id > '2\\'') "
			       "OR SystemModstamp > 2023-01-01T00:00:02.000Z) "
			       "AND SystemModstamp < 2023-01-02T03:04:05Z ORDER BY SystemModstamp, Id");
	assert_int_equal(place->outcome.read, 3);
	assert_int_equal(place->outcome.expected, 3);
}

static void missing_field_is_dropped_and_stays_empty(void **state)
{
	struct place *place = *state;
	describe_task(place);
	reply(place, QUERY, 400, "[{\"errorCode\":\"INVALID_FIELD\",\"message\":\"\\nSELECT Id,Gone__c,Subject\\n"
				 "          ^\\nERROR at Row:1:Column:11\\nNo such column 'Gone__c' on entity 'Task'. "
				 "If you are\"}]");
	reply(place, QUERY, 400, "[{\"errorCode\":\"INVALID_FIELD\",\"message\":\"Didn't understand relationship "
				 "'Owner' in field path.\"}]");
	reply(place, QUERY, 200, "{\"totalSize\":1,\"done\":true,\"records\":[{\"Id\":\"1\",\"Subject\":\"Call\"}]}");
	log_setup(LOG_WARN, LOG_TEXT);
	struct capture capture = capture_begin();
	struct error err = { 0 };
	bool read = read_rows(place, "Id,Gone__c,Owner.Name,Subject", NULL, &err);
	scoped_free char *words = capture_end(capture);
	assert_string_equal(err.text, "");
	assert_true(read);
	assert_string_equal(place->rows.bytes, "1|~|~|Call;");
	assert_query(place, 3, "SELECT Id,Subject,SystemModstamp FROM Task ORDER BY SystemModstamp, Id");
	assert_non_null(strstr(words, "Task: field Gone__c is gone or hidden"));
	assert_non_null(strstr(words, "Task: field Owner.Name is gone or hidden"));
}

static void assert_refused(struct place *place, const char *words)
{
	struct error err = { 0 };
	read_rows(place, "Id", NULL, &err);
	assert_string_equal(err.text, "");
	if (strstr(place->outcome.refused, words) == NULL)
		fail_msg("'%s' doesn't say '%s'", place->outcome.refused, words);
}

static void refusal_of_one_object_is_no_error_but_said(void **state)
{
	static const struct {
		int status;
		const char *code;
	} cases[] = { { 400, "EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION" }, { 400, "API_ERROR" }, { 400, "MALFORMED_QUERY" },
		      { 403, "INSUFFICIENT_ACCESS" }, { 403, "INSUFFICIENT_ACCESS_OR_READONLY" },
		      { 403, "FUNCTIONALITY_NOT_ENABLED" }, { 403, "TXN_SECURITY_METERING_ERROR" } };
	struct place *place = *state;
	describe_task(place);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		scoped_free char *body = string_format("[{\"errorCode\":\"%s\",\"message\":\"not that one\"}]", cases[i].code);
		scoped_free char *words = string_format("HTTP %d %s: not that one; ", cases[i].status, cases[i].code);
		reply(place, QUERY, cases[i].status, body);
		assert_refused(place, words);
	}
	reply(place, QUERY, 200, "{\"totalSize\":0,\"done\":true,\"records\":[]}");
	assert_rows(place, "Id", NULL, "");
	assert_string_equal(place->outcome.refused, "");
}

static void refusal_of_the_login_or_the_server_is_an_error(void **state)
{
	static const struct {
		int status;
		const char *code;
		enum error_kind kind;
	} cases[] = { { 403, "API_DISABLED_FOR_ORG", ERROR_LOGIN }, { 403, "API_CURRENTLY_DISABLED", ERROR_LOGIN },
		      { 404, "NOT_FOUND", ERROR_UNAVAILABLE }, { 400, "", ERROR_UNAVAILABLE } };
	struct place *place = *state;
	describe_task(place);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		scoped_free char *body = string_format("[{\"errorCode\":\"%s\",\"message\":\"no\"}]", cases[i].code);
		reply(place, QUERY, cases[i].status, body);
		struct error err = failure(place);
		assert_int_equal(err.kind, cases[i].kind);
		assert_says(err, cases[i].code);
	}
}

/* An object, an older part's own words, no JSON at all. */
static void refusals_of_other_shapes_are_read(void **state)
{
	static const char *const cases[][2] = {
		{ "{\"errorCode\":\"E1\",\"message\":\"one\"}", "HTTP 400 E1: one;" },
		{ "{\"exceptionCode\":\"E2\",\"exceptionMessage\":\"two\"}", "HTTP 400 E2: two;" },
		{ "{\"error\":\"E3\"}", "HTTP 400 E3" },
	};
	struct place *place = *state;
	describe_task(place);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		reply(place, QUERY, 400, cases[i][0]);
		assert_refused(place, cases[i][1]);
	}
	reply(place, QUERY, 400, "Bad proxy");
	assert_int_equal(failure(place).kind, ERROR_UNAVAILABLE);
}

static void invalid_field_that_cannot_be_dropped_is_said(void **state)
{
	struct place *place = *state;
	describe_task(place);
	reply(place, QUERY, 400, "[{\"errorCode\":\"INVALID_FIELD\",\"message\":\"No such column 'SystemModstamp' on "
				 "entity 'Task'.\"}]");
	assert_refused(place, "HTTP 400 INVALID_FIELD: No such column 'SystemModstamp'");
}

static void expired_token_is_renewed_once(void **state)
{
	struct place *place = *state;
	open_as(place, "client_credentials");
	reply(place, TOKEN, 200, "{\"access_token\":\"FIRST\",\"instance_url\":\"{url}\"}");
	describe_task(place);
	reply(place, QUERY, 200, "{\"totalSize\":2,\"done\":false,\"nextRecordsUrl\":\"" PAGE "\",\"records\":["
				 ROW("1", "01") "]}");
	reply(place, PAGE, 401, EXPIRED);
	reply(place, TOKEN, 200, "{\"access_token\":\"SECOND\",\"instance_url\":\"{url}\"}");
	reply(place, PAGE, 200, "{\"totalSize\":2,\"done\":true,\"records\":[" ROW("2", "02") "]}");
	assert_rows(place, "Id", NULL, "1;2;");
	assert_string_equal(web_request(place->web, 3).authorization, "Bearer FIRST");
	assert_string_equal(web_request(place->web, 5).authorization, "Bearer SECOND");
}

static void fresh_token_that_is_refused_ends_it(void **state)
{
	struct place *place = *state;
	open_as(place, "client_credentials");
	for (int i = 0; i < 2; i++) {
		reply(place, TOKEN, 200, "{\"access_token\":\"T\",\"instance_url\":\"{url}\"}");
		reply(place, DESCRIBE, 401, EXPIRED);
	}
	struct error err = failure(place);
	assert_int_equal(err.kind, ERROR_LOGIN);
	assert_says(err, "a fresh token was refused: INVALID_SESSION_ID: Session expired or invalid");
	assert_int_equal(web_asked(place->web), 4);
}

static void lack_of_rights_is_not_renewed(void **state)
{
	struct place *place = *state;
	open_as(place, "client_credentials");
	reply(place, TOKEN, 200, "{\"access_token\":\"T\",\"instance_url\":\"{url}\"}");
	reply(place, DESCRIBE, 401, "[{\"errorCode\":\"INVALID_SESSION_ID\",\"message\":\"This session is not valid "
				    "for use with the REST API\"}]");
	struct error err = failure(place);
	assert_int_equal(err.kind, ERROR_LOGIN);
	assert_says(err, "not valid for use with the REST API; the user needs the right \"API Enabled\"");
	assert_int_equal(web_asked(place->web), 2);
}

static void given_token_that_expired_ends_it(void **state)
{
	struct place *place = *state;
	reply(place, DESCRIBE, 401, EXPIRED);
	struct error err = failure(place);
	assert_int_equal(err.kind, ERROR_LOGIN);
	assert_says(err, "HTTP 401 Session expired or invalid: the access token");
	assert_says(err, "cannot be renewed");
}

static void spent_calls_are_for_later(void **state)
{
	struct place *place = *state;
	describe_task(place);
	web_reply(place->web, (struct web_reply){
		QUERY, .status = 403, .header = "Sforce-Limit-Info: per-app-api-usage=1/2(appName=x); api-usage=9/9",
		.body = "[{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"TotalRequests Limit exceeded.\"}]" });
	struct error err = failure(place);
	assert_int_equal(err.kind, ERROR_LATER);
	assert_says(err, "TotalRequests Limit exceeded.");
	assert_says(err, "(9 of 9)");
}

static void too_many_calls_at_once_are_waited_for(void **state)
{
	struct place *place = *state;
	describe_task(place);
	reply(place, QUERY, 403, "[{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"ConcurrentRequests "
				 "(Concurrent API Requests) Limit exceeded.\"}]");
	reply(place, QUERY, 200, "{\"totalSize\":1,\"done\":true,\"records\":[" ROW("1", "01") "]}");
	assert_rows(place, "Id", NULL, "1;");
}

static void busy_server_and_cut_page_are_survived(void **state)
{
	struct place *place = *state;
	describe_task(place);
	reply(place, QUERY, 503, "");
	web_reply(place->web, (struct web_reply){ QUERY, .body = "{\"totalSize\":1,", .cut = true });
	reply(place, QUERY, 200, "{\"totalSize\":1,\"done\":true,\"records\":[" ROW("1", "01") "]}");
	assert_rows(place, "Id", NULL, "1;");
}

static void taker_that_fails_ends_the_reading(void **state)
{
	struct place *place = *state;
	place->takes = 1;
	describe_task(place);
	reply(place, QUERY, 200, "{\"totalSize\":2,\"done\":true,\"records\":[" ROW("1", "01") "," ROW("2", "02") "]}");
	struct error err = failure(place);
	assert_int_equal(err.kind, ERROR_WRITE);
	assert_string_equal(err.text, "Task: disk full");
}

static void server_without_a_clock_leaves_it_to_ours(void **state)
{
	struct place *place = *state;
	web_reply(place->web, (struct web_reply){ DESCRIBE, .no_date = true,
						  .body = "{\"fields\":[{\"name\":\"Id\",\"type\":\"id\"}]}" });
	reply(place, QUERY, 200, "{\"totalSize\":0,\"done\":true,\"records\":[]}");
	assert_rows(place, "Id", NULL, "");
	assert_true(strcmp(place->outcome.mark, "2023-01-02T03:04:05Z") > 0);
}

/* The answer that spends the share is used, the call behind it isn't made. */
static void a_spent_share_ends_the_run_before_the_next_call(void **state)
{
	struct place *place = *state;
	struct salesforce_options options = { .rest = rest_options(place, "token") };
	options.rest.quota = (struct quota_shares){ .total = 80 };
	struct error err = { 0 };
	source_free(place->source);
	assert_true(salesforce_new(&options, &place->source, &err));
	describe_task(place);
	web_reply(place->web, (struct web_reply){
		QUERY, .header = "Sforce-Limit-Info: api-bursts=1/750; api-usage=4000/5000; per-app-api-usage=1/9(appName=x)",
		.body = "{\"totalSize\":2,\"done\":false,\"nextRecordsUrl\":\"/services/data/v64.0/query/01g-1\",\"records\":["
			ROW("a", "01") "]}" });
	assert_false(read_rows(place, "Id", NULL, &err));
	assert_int_equal(err.kind, ERROR_LATER);
	assert_says(err, "Task: 4000 of the organisation's 5000 calls for 24 hours are used");
	assert_says(err, "quota_share_total");
	assert_string_equal(place->rows.bytes, "a;");
	assert_int_equal(web_asked(place->web), 2);
}

static void look(struct place *place, const char *auth, bool *ret, struct text *words, struct error *err)
{
	struct rest_options options = rest_options(place, auth);
	options.quota = (struct quota_shares){ 25, 80 };
	bool well;
	*ret = salesforce_look(&options, words, &well, err);
}

static void doctor_learns_user_version_clock_and_calls(void **state)
{
	struct place *place = *state;
	reply(place, TOKEN, 200, "{\"access_token\":\"T\",\"instance_url\":\"{url}\",\"id\":\"{url}/id/00D/005\"}");
	web_reply(place->web, (struct web_reply){ "/id/00D/005", .body = "{\"username\":\"nightly@acme.com\"}",
						  .header = "Sforce-Limit-Info: per-app-api-usage=17/250(appName=x); "
							    "api-usage=25/5000" });
	reply(place, "/services/data/", 200, "[{\"version\":\"63.0\"},{\"version\":\"64.0\"},{\"version\":\"66.0\"}]");
	scoped_text struct text words = { 0 };
	struct error err = { 0 };
	bool fine;
	look(place, "client_credentials", &fine, &words, &err);
	assert_string_equal(err.text, "");
	assert_true(fine);
	assert_non_null(strstr(words.bytes, "logged in as nightly@acme.com at http://127.0.0.1"));
	assert_non_null(strstr(words.bytes, "API version 64.0 is there, the newest is 66.0\n"));
	assert_non_null(strstr(words.bytes, "ahead of the server's: set it right"));
	assert_non_null(strstr(words.bytes, "25 of 5000 API calls used in 24 hours\n"
					    "a pull stops when it has used 25 % of them, or when 80 % are used in all\n"));
}

static void doctor_finds_the_user_of_a_given_token(void **state)
{
	struct place *place = *state;
	reply(place, "/services/data/v64.0", 200, "{\"identity\":\"{url}/id/1\"}");
	reply(place, "/id/1", 200, "{\"username\":\"me@acme.com\"}");
	reply(place, "/services/data/", 200, "[{\"version\":\"63.0\"}]");
	scoped_text struct text words = { 0 };
	struct error err = { 0 };
	bool fine;
	look(place, "token", &fine, &words, &err);
	assert_false(fine);
	assert_int_equal(err.kind, ERROR_CONFIG);
	assert_says(err, "[salesforce] api_version: 64.0 is not there at http://127.0.0.1");
	assert_says(err, "the newest is 63.0");
}

static void no_secret_shows(void **state)
{
	struct place *place = *state;
	open_as(place, "client_credentials");
	reply(place, TOKEN, 200, "{\"access_token\":\"T0KEN\",\"instance_url\":\"{url}\"}");
	describe_task(place);
	reply(place, QUERY, 400, "[{\"errorCode\":\"MALFORMED_QUERY\",\"message\":\"near T0KEN\"}]");
	log_setup(LOG_DEBUG, LOG_TEXT);
	struct capture capture = capture_begin();
	assert_refused(place, "near *****");
	scoped_free char *words = capture_end(capture);
	assert_non_null(strstr(words, "queryAll?q=SELECT%20Id"));
	assert_null(strstr(words, "T0KEN"));
	assert_null(strstr(words, "S3CRET"));
}

static void broken_answer_shows_no_secret(void **state)
{
	struct place *place = *state;
	open_as(place, "client_credentials");
	reply(place, TOKEN, 200, "{\"access_token\":\"T0KEN\",\"instance_url\":\"{url}\"}");
	reply(place, DESCRIBE, 200, "{\"near\" T0KEN}");
	struct error err = failure(place);
	assert_says(err, "the answer is not JSON");
	assert_says(err, "{\"near\" *****}");
	assert_null(strstr(err.text, "T0KEN"));
}

static void version_is_checked(void **state)
{
	struct place *place = *state;
	struct salesforce_options options = { .rest = rest_options(place, "token") };
	options.rest.api_version = "v64";
	struct source *source = NULL;
	struct error err;
	assert_false(salesforce_new(&options, &source, &err));
	assert_int_equal(err.kind, ERROR_CONFIG);
	assert_says(err, "[salesforce] api_version: 'v64' is no version; write it like 64.0");
}

static void settings_lead_to_the_server(void **state)
{
	struct place *place = *state;
	char folder[] = "/tmp/salesforce_test.XXXXXX";
	assert_non_null(mkdtemp(folder));
	scoped_free char *ini = string_format("%s/crmaudit.ini", folder);
	scoped_free char *secret = string_format("%s/token", folder);
	scoped_free char *words = string_format("[org]\nname = acme\n[salesforce]\nauth = token\ninstance_url = %s\n"
						"access_token_file = token\n", web_url(place->web));
	write_private(ini, words);
	write_private(secret, "00D!FILE\n");
	struct error err = { 0 };
	scoped_settings struct settings *settings = NULL;
	settings_read(ini, &settings, &err);
	assert_string_equal(err.text, "");
	source_free(place->source);
	place->source = NULL;
	salesforce_open(settings, &place->source, &err);
	unlink(ini);
	unlink(secret);
	rmdir(folder);
	assert_string_equal(err.text, "");
	describe_task(place);
	reply(place, "/services/data/v64.0/limits/recordCount", 200, "{\"sObjects\":[{\"count\":49999,\"name\":\"Task\"}]}");
	reply(place, QUERY, 200, "{\"totalSize\":0,\"done\":true,\"records\":[]}");
	assert_rows(place, "Id", NULL, "");
	assert_string_equal(web_request(place->web, 2).authorization, "Bearer 00D!FILE");
	assert_string_equal(place->outcome.mark, "2023-01-02T03:04:05Z");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(fields_are_those_that_have_columns),
		TEST(absent_object_is_no_error),
		TEST(first_read_takes_everything),
		TEST(later_reads_take_what_changed),
		TEST(mark_never_goes_back),
		TEST(mark_of_another_source_reads_everything),
		TEST(object_without_stamp_is_always_read_whole),
		TEST(created_date_stands_in_for_the_stamp),
		TEST(values_keep_their_text),
		TEST(follows_the_pages),
		TEST(rows_that_do_not_come_are_an_error),
		TEST(next_page_elsewhere_is_refused),
		TEST(goes_on_behind_the_last_row_when_the_locator_expired),
		TEST(missing_field_is_dropped_and_stays_empty),
		TEST(refusal_of_one_object_is_no_error_but_said),
		TEST(refusal_of_the_login_or_the_server_is_an_error),
		TEST(refusals_of_other_shapes_are_read),
		TEST(invalid_field_that_cannot_be_dropped_is_said),
		TEST(expired_token_is_renewed_once),
		TEST(fresh_token_that_is_refused_ends_it),
		TEST(lack_of_rights_is_not_renewed),
		TEST(given_token_that_expired_ends_it),
		TEST(spent_calls_are_for_later),
		TEST(too_many_calls_at_once_are_waited_for),
		TEST(busy_server_and_cut_page_are_survived),
		TEST(taker_that_fails_ends_the_reading),
		TEST(server_without_a_clock_leaves_it_to_ours),
		TEST(a_spent_share_ends_the_run_before_the_next_call),
		TEST(doctor_learns_user_version_clock_and_calls),
		TEST(doctor_finds_the_user_of_a_given_token),
		TEST(no_secret_shows),
		TEST(broken_answer_shows_no_secret),
		TEST(version_is_checked),
		TEST(settings_lead_to_the_server),
	};
	return cmocka_run_group_tests_name("salesforce", tests, NULL, NULL);
}
