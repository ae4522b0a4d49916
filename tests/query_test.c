#include "lib/crm/query.h"

#include "lib/base/log.h"
#include "tests/support/capture.h"
#include "tests/support/web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define QUERY "/services/data/v64.0/queryAll"
#define PAGE "/services/data/v64.0/query/01g-2"
#define JOBS "/services/data/v64.0/jobs/query"
#define JOB JOBS "/7505e0000000001AAA"
#define RESULTS JOB "/results"
#define STATE(state, more) "{\"id\":\"7505e0000000001AAA\",\"apiVersion\":64.0,\"state\":\"" state "\"" more "}"
#define ROW(id, stamp) "{\"Id\":\"" id "\",\"S\":\"2023-01-01T" stamp ".000+0000\"}"
#define ROWS(total, rows) "{\"totalSize\":" total ",\"done\":true,\"records\":[" rows "]}"
#define MORE(total, rows) "{\"totalSize\":" total ",\"done\":false,\"nextRecordsUrl\":\"" PAGE "\",\"records\":[" rows "]}"
#define CODE(code) "[{\"errorCode\":\"" code "\",\"message\":\"so it is\"}]"
#define MARK "2023-01-01T00:00:00Z"

struct place {
	struct web *web;
	struct rest *rest;
	struct query_options options;
	struct source_outcome outcome;
	struct text rows;       /* "a|b;" with ~ for NULL */
	size_t width;
	char *kept;             /* the last place */
	int restarts;
	char **bodies;          /* that were scripted; ends with NULL */
};

/* Kept as long as the server may ask for it. */
static const char *lasting(struct place *place, const char *words)
{
	size_t count = list_length(place->bodies);
	place->bodies = memory_grow(place->bodies, count + 2, sizeof *place->bodies);
	place->bodies[count] = string_new(words);
	place->bodies[count + 1] = NULL;
	return place->bodies[count];
}

static void reply(struct place *place, const char *path, int status, const char *body)
{
	web_reply(place->web, (struct web_reply){ path, .status = status, .body = lasting(place, body) });
}

/* The first answer's Date is the server's clock: 2023-01-02T03:09:05Z. */
static int set_up(void **state)
{
	log_setup(LOG_ERROR, LOG_TEXT);
	struct place *place = memory_new(1, sizeof *place);
	struct error err = { 0 };
	place->web = web_new();
	place->bodies = list_new("");
	struct rest_options options = {
		.login = { .auth = string_new("token"), .instance_url = string_new(web_url(place->web)),
			   .login_url = string_new(web_url(place->web)), .access_token = string_new("00D!GIVEN") },
		.web = { .retries = 0, .delay_ms = 1, .longest_delay_ms = 5 },
		.api_version = "64.0",
	};
	rest_new(&options, &place->rest, &err);
	assert_string_equal(err.text, "");
	place->options = (struct query_options){ .lag_seconds = 300, .overlap_seconds = 600, .bulk = { .delay_ms = 1 } };
	scoped_rest_answer struct rest_answer answer = { 0 };
	reply(place, "/services/data/", 200, "[]");
	assert_true(rest_get(place->rest, "/services/data/", &answer, &err));
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;
	log_setup(LOG_ERROR, LOG_TEXT);
	rest_free(place->rest);
	web_free(place->web);
	text_done(&place->rows);
	free(place->kept);
	list_free(place->bodies);
	free(place);
	return 0;
}

static bool take(void *context, const struct stage_value *values, struct error *err)
{
	struct place *place = context;
	(void)err;
	for (size_t i = 0; i < place->width; i++)
		text_format(&place->rows, "%s%.*s", i ? "|" : "", values[i].bytes ? (int)values[i].length : 1,
			    values[i].bytes ? values[i].bytes : "~");
	text_char(&place->rows, ';');
	return true;
}

static bool keep(void *context, const char *words, struct error *err)
{
	(void)err;
	struct place *place = context;
	free(place->kept);
	place->kept = string_new(words);
	return true;
}

static bool restart(void *context, struct error *err)
{
	(void)err;
	struct place *place = context;
	place->restarts++;
	text_clear(&place->rows);
	return true;
}

static bool read_from(struct place *place, const char *words, const char *fields, const char *mark,
		      struct error *err)
{
	scoped_list char **list = list_new(fields);
	char *numbers = NULL;
	place->width = list_length(list);
	text_clear(&place->rows);
	text_put(&place->rows, "");
	const struct query_object task = { "Task", "S", &numbers, NULL };
	const struct source_request request = { .fields = list, .mark = mark };
	const struct query_sink sink = { .row = take, .place = words, .keep = keep, .restart = restart,
					 .context = place };
	return query_read(place->rest, &place->options, &task, &request, &sink, &place->outcome, err);
}

static void assert_rows_from(struct place *place, const char *words, const char *mark, const char *rows)
{
	struct error err = { 0 };
	read_from(place, words, "Id", mark, &err);
	assert_string_equal(err.text, "");
	assert_string_equal(place->outcome.refused, "");
	assert_string_equal(place->rows.bytes, rows);
}

static void assert_query(struct place *place, int number, const char *where)
{
	scoped_free char *soql = string_format("SELECT Id,S FROM Task%s ORDER BY S, Id", where);
	assert_string_equal(web_request(place->web, number).query, soql);
}

/* From 2022-12-31T23:50:00Z to 2023-01-02T03:04:05Z are 98,045 s: its halves end at
 * 13:27:02 and then 06:38:31. A window that came through is followed by one twice as long. */
static void long_query_is_cut_in_two(void **state)
{
	struct place *place = *state;
	reply(place, QUERY, 400, CODE("QUERY_TIMEOUT"));
	reply(place, QUERY, 400, CODE("QUERY_TIMEOUT"));
	reply(place, QUERY, 200, ROWS("1", ROW("1", "01:00:00")));
	reply(place, QUERY, 200, ROWS("0", ""));
	reply(place, QUERY, 200, ROWS("2", ROW("2", "23:00:00") "," ROW("3", "23:00:00")));
	assert_rows_from(place, NULL, MARK, "1;2;3;");
	assert_query(place, 1, " WHERE S >= 2022-12-31T23:50:00Z AND S < 2023-01-02T03:04:05Z");
	assert_query(place, 2, " WHERE S >= 2022-12-31T23:50:00Z AND S < 2023-01-01T13:27:02Z");
	assert_query(place, 3, " WHERE S >= 2022-12-31T23:50:00Z AND S < 2023-01-01T06:38:31Z");
	assert_query(place, 4, " WHERE S >= 2023-01-01T06:38:31Z AND S < 2023-01-01T20:15:33Z");
	assert_query(place, 5, " WHERE S >= 2023-01-01T20:15:33Z AND S < 2023-01-02T03:04:05Z");
	assert_int_equal(place->outcome.read, 3);
	assert_int_equal(place->outcome.expected, 3);
	assert_string_equal(place->outcome.mark, "2023-01-02T03:04:05Z");
	assert_false(place->outcome.whole);
}

/* 1999-01-01 and 2023-01-02T03:09:05Z are 757,393,745 s apart. Neither the first window has
 * a beginning nor the last one an end. */
static void whole_read_is_cut_too(void **state)
{
	struct place *place = *state;
	reply(place, QUERY, 400, CODE("OPERATION_TOO_LARGE"));
	reply(place, QUERY, 200, ROWS("0", ""));
	reply(place, QUERY, 200, ROWS("1", ROW("1", "01:00:00")));
	assert_rows_from(place, NULL, NULL, "1;");
	assert_query(place, 1, "");
	assert_query(place, 2, " WHERE S < 2011-01-01T13:34:32Z");
	assert_query(place, 3, " WHERE S >= 2011-01-01T13:34:32Z");
	assert_true(place->outcome.whole);
}

/* The second half of what is left behind the row: 01:00:00 to 03:04:05 next day is 93,845 s. */
static void query_that_ends_in_the_middle_goes_on_behind_it(void **state)
{
	struct place *place = *state;
	reply(place, QUERY, 200, MORE("3", ROW("1", "01:00:00")));
	reply(place, PAGE, 400, CODE("QUERY_TIMEOUT"));
	reply(place, QUERY, 200, ROWS("1", ROW("2", "01:00:00")));
	reply(place, QUERY, 200, ROWS("1", ROW("3", "20:00:00")));
	assert_rows_from(place, NULL, MARK, "1;2;3;");
	assert_query(place, 3, " WHERE ((S = 2023-01-01T01:00:00.000Z AND Id > '1') OR S > 2023-01-01T01:00:00.000Z) "
			       "AND S < 2023-01-01T14:02:02Z");
	assert_query(place, 4, " WHERE S >= 2023-01-01T14:02:02Z AND S < 2023-01-02T03:04:05Z");
	assert_int_equal(place->outcome.expected, 3);
}

static void window_goes_to_a_job_and_comes_back(void **state)
{
	struct place *place = *state;
	place->options.bulk_rows = 1000;
	for (int i = 0; i < 5; i++)
		reply(place, QUERY, 400, CODE("QUERY_TIMEOUT"));
	reply(place, JOBS, 400, CODE("LIMIT_EXCEEDED"));
	reply(place, QUERY, 200, ROWS("1", ROW("1", "01:00:00")));
	for (int i = 0; i < 5; i++)   /* 4 halvings, then twice 3,063 s at the least */
		reply(place, QUERY, 200, ROWS("0", ""));
	assert_rows_from(place, NULL, MARK, "1;");
	assert_query(place, 7, " WHERE S >= 2022-12-31T23:50:00Z AND S < 2023-01-01T00:41:03Z");
	assert_int_equal(web_asked(place->web), 1 + 5 + 1 + 1 + 5);
}

static char *wide_fields(int count)
{
	struct text fields = { 0 };
	text_put(&fields, "Id,S");
	for (int i = 0; i < count; i++)
		text_format(&fields, ",A_rather_long_name_for_a_field_%04d__c", i);
	return text_give(&fields);
}

static char *wide_row(const char *id, const char *stamp, int from, int to)
{
	struct text row = { 0 };
	text_format(&row, "{\"Id\":\"%s\",\"S\":\"2023-01-01T%s.000+0000\"", id, stamp);
	for (int i = from; i < to; i++)
		text_format(&row, ",\"A_rather_long_name_for_a_field_%04d__c\":\"%s%d\"", i, id, i);
	text_char(&row, '}');
	return text_give(&row);
}

static void reply_wide(struct place *place, const char *total, const char *stamp, int from, int to)
{
	scoped_free char *a = wide_row("1", stamp, from, to), *b = wide_row("2", "01:00:00", from, to);
	scoped_free char *body = string_format("{\"totalSize\":%s,\"done\":true,\"records\":[%s,%s]}", total, b, a);
	reply(place, QUERY, 200, body);
}

static int fields_of(struct place *place, int number)
{
	int count = 1;
	const char *from = strstr(web_request(place->web, number).query, " FROM ");
	for (const char *at = web_request(place->web, number).query; at < from; at++)
		count += *at == ',';
	return count;
}

static void assert_wide(struct place *place, int fields, int rows)
{
	struct text wanted = { 0 };
	for (int row = rows; row > 0; row--) {
		text_format(&wanted, "%d|2023-01-01T01:00:00.000+0000", row);
		for (int i = 0; i < fields; i++)
			text_format(&wanted, "|%d%d", row, i);
		text_char(&wanted, ';');
	}
	assert_string_equal(place->rows.bytes, wanted.bytes);
	text_done(&wanted);
}

/* 700 fields of 38 characters: 381 find room beside what the rest of the address takes. */
static void wide_object_is_read_in_parts(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	scoped_free char *fields = wide_fields(700);
	for (int i = 0; i < 2; i++)
		reply_wide(place, "2", "01:00:00", 0, 700);
	assert_true(read_from(place, NULL, fields, NULL, &err));
	assert_wide(place, 700, 2);
	assert_int_equal(fields_of(place, 1) + fields_of(place, 2), 702 + 2);
	assert_non_null(strstr(web_request(place->web, 2).query, " FROM Task WHERE Id IN ('2','1')"));
	assert_int_equal(place->outcome.read, 2);
}

/* Its second half has another stamp, so that both are asked for once more. */
static void row_that_changes_meanwhile_is_read_anew(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	scoped_free char *fields = wide_fields(700), *first = wide_row("1", "01:00:00", 0, 700);
	scoped_free char *body = string_format("{\"totalSize\":1,\"done\":true,\"records\":[%s]}", first);
	reply_wide(place, "2", "00:00:00", 0, 400);
	reply_wide(place, "2", "01:00:00", 300, 700);
	reply(place, QUERY, 200, body);
	reply(place, QUERY, 200, body);
	assert_true(read_from(place, NULL, fields, NULL, &err));
	assert_wide(place, 700, 2);
	assert_non_null(strstr(web_request(place->web, 3).query, " WHERE Id IN ('1')"));
	assert_int_equal(place->outcome.expected, 2);
}

static void row_that_goes_meanwhile_is_left_out(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	scoped_free char *fields = wide_fields(700), *left = wide_row("1", "01:00:00", 300, 700);
	scoped_free char *body = string_format("{\"totalSize\":1,\"done\":true,\"records\":[%s]}", left);
	reply_wide(place, "2", "01:00:00", 0, 400);
	reply(place, QUERY, 200, body);
	reply(place, QUERY, 200, ROWS("0", ""));
	assert_true(read_from(place, NULL, fields, NULL, &err));
	assert_wide(place, 700, 1);
	assert_int_equal(place->outcome.read, 1);
	assert_int_equal(place->outcome.expected, 1);
}

/* Half the bytes of Id, S and 100 fields are room for the first 51 of them. */
static void server_that_takes_less_is_asked_for_less(void **state)
{
	static const struct {
		int status;
		const char *body;
	} cases[] = { { 431, "" }, { 414, "<html>too long</html>" }, { 400, CODE("QUERY_TOO_COMPLICATED") } };
	struct place *place = *state;
	scoped_free char *fields = wide_fields(100);
	for (size_t i = 0; i < 3; i++) {
		struct error err = { 0 };
		int asked = web_asked(place->web);
		reply(place, QUERY, cases[i].status, cases[i].body);
		for (int part = 0; part < 3; part++)
			reply_wide(place, "2", "01:00:00", 0, 100);
		assert_true(read_from(place, NULL, fields, NULL, &err));
		assert_wide(place, 100, 2);
		assert_int_equal(fields_of(place, asked), 102);
		assert_int_equal(fields_of(place, asked + 1), 51);
		assert_int_equal(fields_of(place, asked + 2), 50 + 2);
		assert_int_equal(fields_of(place, asked + 3), 1 + 2);
	}
}

/* Even one field is too much. */
static void server_that_takes_nothing_refuses(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	reply(place, QUERY, 431, "");
	reply(place, QUERY, 431, "");
	assert_true(read_from(place, NULL, "Id,S", NULL, &err));
	assert_non_null(strstr(place->outcome.refused, "HTTP 431"));
}

/* Cuts a reading off behind its first page, and gives the place that was kept. */
static void cut_off(struct place *place, const char *mark)
{
	struct error err = { 0 };
	reply(place, QUERY, 200, MORE("4", ROW("1", "01:00:00") "," ROW("2", "01:00:00")));
	reply(place, PAGE, 500, "");
	assert_false(read_from(place, NULL, "Id", mark, &err));
	assert_non_null(place->kept);
}

static void reading_goes_on_where_it_was_cut_off(void **state)
{
	struct place *place = *state;
	cut_off(place, MARK);
	place->options.lag_seconds = 0;   /* as if it were later: bound and mark stay */
	reply(place, QUERY, 200, ROWS("2", ROW("3", "01:00:00") "," ROW("4", "02:00:00")));
	scoped_free char *kept = string_new(place->kept);
	assert_rows_from(place, kept, MARK, "3;4;");
	assert_query(place, 3, " WHERE ((S = 2023-01-01T01:00:00.000Z AND Id > '2') OR S > 2023-01-01T01:00:00.000Z) "
			       "AND S < 2023-01-02T03:04:05Z");
	assert_string_equal(place->outcome.mark, "2023-01-02T03:04:05Z");
	assert_int_equal(place->outcome.read, 4);
	assert_int_equal(place->outcome.expected, 4);
	assert_int_equal(place->restarts, 0);
}

/* What changes while it is cut off has a later stamp, so that the end stays open. */
static void whole_reading_stays_whole(void **state)
{
	struct place *place = *state;
	cut_off(place, NULL);
	reply(place, QUERY, 200, ROWS("0", ""));
	scoped_free char *kept = string_new(place->kept);
	assert_rows_from(place, kept, NULL, "");
	assert_query(place, 3, " WHERE ((S = 2023-01-01T01:00:00.000Z AND Id > '2') OR S > 2023-01-01T01:00:00.000Z)");
	assert_true(place->outcome.whole);
	assert_int_equal(place->outcome.read, 2);
}

static void place_of_another_reading_is_thrown_away(void **state)
{
	struct place *place = *state;
	cut_off(place, MARK);
	scoped_free char *kept = string_new(place->kept);
	const char *places[] = { kept, "{}", "nonsense" };
	for (int i = 0; i < 3; i++) {
		reply(place, QUERY, 200, ROWS("1", ROW("1", "01:00:00")));
		assert_rows_from(place, places[i], i ? MARK : "2023-01-01T12:00:00Z", "1;");
		assert_int_equal(place->restarts, i + 1);
	}
}

static void place_in_a_window_keeps_the_window(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	reply(place, QUERY, 400, CODE("QUERY_TIMEOUT"));
	reply(place, QUERY, 200, MORE("2", ROW("1", "01:00:00")));
	reply(place, PAGE, 500, "");
	assert_false(read_from(place, NULL, "Id", MARK, &err));
	scoped_free char *kept = string_new(place->kept);
	reply(place, QUERY, 200, ROWS("1", ROW("2", "01:00:00")));
	reply(place, QUERY, 200, ROWS("1", ROW("3", "20:00:00")));
	assert_rows_from(place, kept, MARK, "2;3;");
	assert_query(place, 4, " WHERE ((S = 2023-01-01T01:00:00.000Z AND Id > '1') OR S > 2023-01-01T01:00:00.000Z) "
			       "AND S < 2023-01-01T13:27:02Z");
	assert_query(place, 5, " WHERE S >= 2023-01-01T13:27:02Z AND S < 2023-01-02T03:04:05Z");
	assert_int_equal(place->outcome.read, 3);
}

static void results(struct place *place, const char *locator, const char *rows)
{
	scoped_free char *header = string_format("Sforce-Locator: %s\nSforce-NumberOfRecords: 1", locator);
	scoped_free char *body = string_format("\"Id\",\"S\"\n%s", rows);
	web_reply(place->web, (struct web_reply){ RESULTS, .body = lasting(place, body),
						  .header = lasting(place, header), .type = "text/csv" });
}

/* A job of two pages, cut off at the second. */
static void cut_off_job(struct place *place)
{
	struct error err = { 0 };
	place->options.bulk_rows = 1;
	reply(place, "/services/data/v64.0/limits/recordCount", 200, "{\"sObjects\":[{\"count\":2,\"name\":\"Task\"}]}");
	reply(place, JOBS, 200, STATE("UploadComplete", ""));
	reply(place, JOB, 200, STATE("JobComplete", ",\"numberRecordsProcessed\":2"));
	results(place, "M1", "\"1\",\"2023-01-01T00:00:00.000Z\"\n");
	reply(place, RESULTS, 500, "");
	assert_false(read_from(place, NULL, "Id", NULL, &err));
	assert_string_equal(web_request(place->web, web_asked(place->web) - 1).method, "GET");
}

static void job_is_read_on_by_its_locator(void **state)
{
	struct place *place = *state;
	cut_off_job(place);
	int asked = web_asked(place->web);
	scoped_free char *kept = string_new(place->kept);
	reply(place, JOB, 200, STATE("JobComplete", ",\"numberRecordsProcessed\":2"));
	results(place, "null", "\"2\",\"2023-01-01T00:00:00.000Z\"\n");
	reply(place, JOB, 204, "");
	assert_rows_from(place, kept, NULL, "2;");
	assert_string_equal(web_request(place->web, asked + 1).locator, "M1");
	assert_string_equal(web_request(place->web, asked + 2).method, "DELETE");
	assert_int_equal(place->outcome.read, 2);
	assert_int_equal(place->outcome.expected, 2);
	assert_true(place->outcome.whole);
	assert_string_equal(place->outcome.mark, "2023-01-02T03:04:05Z");
}

static void job_that_is_gone_is_begun_anew(void **state)
{
	struct place *place = *state;
	cut_off_job(place);
	scoped_free char *kept = string_new(place->kept);
	reply(place, JOB, 404, CODE("NOT_FOUND"));
	reply(place, "/services/data/v64.0/limits/recordCount", 200, "{\"sObjects\":[]}");
	reply(place, QUERY, 200, ROWS("1", ROW("1", "01:00:00")));
	assert_rows_from(place, kept, NULL, "1;");
	assert_int_equal(place->restarts, 1);
	assert_int_equal(place->outcome.read, 1);
}

static void token_stays_away_from_other_servers(void **state)
{
	struct place *place = *state;
	cut_off_job(place);
	scoped_free char *words = string_format(
		"{\"base\":\"\",\"field\":\"S\",\"whole\":true,\"mark\":\"\",\"since\":\"\",\"until\":\"\",\"before\":\"\","
		"\"stamp\":\"\",\"id\":\"\",\"width\":0,\"done\":0,\"sent\":1,\"job\":\"%s/x\",\"locator\":\"M1\",\"rows\":1}",
		web_url(place->web));
	int asked = web_asked(place->web);
	reply(place, "/services/data/v64.0/limits/recordCount", 200, "{\"sObjects\":[]}");
	reply(place, QUERY, 200, ROWS("0", ""));
	assert_rows_from(place, words, NULL, "");
	assert_string_equal(web_request(place->web, asked).path, "/services/data/v64.0/limits/recordCount");
	assert_int_equal(place->restarts, 1);
}

static void refused_reading_leaves_nothing(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	reply(place, QUERY, 200, MORE("2", ROW("1", "01:00:00")));
	reply(place, PAGE, 403, CODE("INSUFFICIENT_ACCESS"));
	assert_true(read_from(place, NULL, "Id", NULL, &err));
	assert_non_null(strstr(place->outcome.refused, "HTTP 403 INSUFFICIENT_ACCESS: so it is"));
	assert_int_equal(place->restarts, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(long_query_is_cut_in_two),
		TEST(whole_read_is_cut_too),
		TEST(query_that_ends_in_the_middle_goes_on_behind_it),
		TEST(window_goes_to_a_job_and_comes_back),
		TEST(wide_object_is_read_in_parts),
		TEST(row_that_changes_meanwhile_is_read_anew),
		TEST(row_that_goes_meanwhile_is_left_out),
		TEST(server_that_takes_less_is_asked_for_less),
		TEST(server_that_takes_nothing_refuses),
		TEST(reading_goes_on_where_it_was_cut_off),
		TEST(whole_reading_stays_whole),
		TEST(place_of_another_reading_is_thrown_away),
		TEST(place_in_a_window_keeps_the_window),
		TEST(job_is_read_on_by_its_locator),
		TEST(job_that_is_gone_is_begun_anew),
		TEST(token_stays_away_from_other_servers),
		TEST(refused_reading_leaves_nothing),
	};
	return cmocka_run_group_tests_name("query", tests, NULL, NULL);
}
