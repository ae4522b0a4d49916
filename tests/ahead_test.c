/* The next page under way while the caller is at work. */
#include "lib/crm/ahead.h"

#include "lib/base/log.h"
#include "lib/crm/salesforce.h"
#include "tests/support/web.h"

#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

struct place {
	struct web *web;
	struct rest *rest;
	sem_t asked;
	int rows, most;        /* rows until the taker fails; 0: never */
	bool overlapped;
};

static struct rest_options options(const struct place *place)
{
	return (struct rest_options){
		.login = { .auth = string_new("token"), .instance_url = string_new(web_url(place->web)),
			   .login_url = string_new(web_url(place->web)), .access_token = string_new("00D!GIVEN") },
		.web = { .retries = 1, .delay_ms = 1, .longest_delay_ms = 5 },
		.api_version = "64.0",
	};
}

static int set_up(void **state)
{
	log_setup(LOG_ERROR, LOG_TEXT);
	struct place *place = memory_new(1, sizeof *place);
	struct error err = { 0 };
	place->web = web_new();
	sem_init(&place->asked, 0, 0);
	struct rest_options rest = options(place);
	*state = place;
	return rest_new(&rest, &place->rest, &err) ? 0 : -1;
}

static int tear_down(void **state)
{
	struct place *place = *state;
	rest_free(place->rest);
	web_free(place->web);
	sem_destroy(&place->asked);
	free(place);
	return 0;
}

static void note_asked(void *context)
{
	struct place *place = context;
	sem_post(&place->asked);
}

/* Whether the server was asked; waits for that, but not for ever. */
static bool was_asked(struct place *place)
{
	struct timespec until;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += 20;
	return sem_timedwait(&place->asked, &until) == 0;
}

static void reply(struct place *place, const char *path, int status, const char *body)
{
	web_reply(place->web, (struct web_reply){ path, .status = status, .body = body, .before = note_asked,
						  .context = place });
}

static void answer_is_asked_for_before_it_is_taken(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	scoped_ahead struct ahead ahead = { .rest = place->rest };
	scoped_rest_answer struct rest_answer answer = { 0 };
	reply(place, "/b", 200, "{\"b\":1}");
	ahead_ask(&ahead, "/b");
	assert_true(was_asked(place));
	assert_true(ahead_take(&ahead, "/b", &answer, &err));
	assert_string_equal(answer.body.bytes, "{\"b\":1}");
	assert_null(answer.json);
	assert_int_equal(web_asked(place->web), 1);
}

static void another_answer_is_asked_for_now(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	scoped_ahead struct ahead ahead = { .rest = place->rest };
	scoped_rest_answer struct rest_answer answer = { 0 }, refusal = { 0 };
	reply(place, "/a", 200, "{\"a\":1}");
	reply(place, "/b", 200, "{\"b\":1}");
	reply(place, "/c", 404, "[{\"errorCode\":\"NOT_FOUND\",\"message\":\"gone\"}]");
	ahead_ask(&ahead, "/b");
	assert_true(ahead_take(&ahead, "/a", &answer, &err));
	assert_string_equal(answer.body.bytes, "{\"a\":1}");
	ahead_ask(&ahead, "/c");
	assert_true(ahead_take(&ahead, "/c", &refusal, &err));
	assert_int_equal(refusal.status, 404);
	assert_string_equal(refusal.code, "NOT_FOUND");
	assert_int_equal(web_asked(place->web), 3);
}

static void failure_comes_when_it_is_taken(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	scoped_ahead struct ahead ahead = { .rest = place->rest };
	scoped_rest_answer struct rest_answer answer = { 0 };
	reply(place, "/a", 503, "");
	reply(place, "/a", 503, "");
	ahead_ask(&ahead, "/a");
	assert_false(ahead_take(&ahead, "/a", &answer, &err));
	assert_int_equal(err.kind, ERROR_UNAVAILABLE);
	assert_non_null(strstr(err.text, "HTTP 503 (2 tries)"));
}

#define QUERY "/services/data/v64.0/queryAll"
#define NEXT "/services/data/v64.0/query/01g-1"

/* The rows of a page end only once the next one was asked for. */
static bool take(void *context, const struct stage_value *values, struct error *err)
{
	struct place *place = context;
	(void)values;
	if (++place->rows == 1)
		place->overlapped = was_asked(place);
	return place->rows != place->most || error_set(err, ERROR_WRITE, "disk full");
}

static bool read_two_pages(struct place *place, const char *first, struct error *err)
{
	char *const fields[] = { (char[]){ "Id" }, NULL };
	const struct source_object task = { "task", "Task" };
	struct source_outcome outcome;
	struct salesforce_options all = { .rest = options(place) };
	scoped_source struct source *source = NULL;
	assert_true(salesforce_new(&all, &source, err));
	web_reply(place->web, (struct web_reply){ "/services/data/v64.0/sobjects/Task/describe",
						  .body = "{\"fields\":[{\"name\":\"Id\",\"type\":\"id\"}]}" });
	web_reply(place->web, (struct web_reply){ QUERY, .body = first });
	reply(place, NEXT, 200, "{\"totalSize\":2,\"done\":true,\"records\":[{\"Id\":\"2\"}]}");
	const struct source_request request = { .fields = fields };
	const struct query_sink sink = { .row = take, .context = place };
	return salesforce_rows(source, &task, &request, &sink, &outcome, err);
}

static void next_page_is_asked_for_while_rows_are_taken(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	read_two_pages(place, "{\"totalSize\":2,\"done\":false,\"nextRecordsUrl\":\"" NEXT "\",\"records\":[{\"Id\":\"1\"}]}", &err);
	assert_string_equal(err.text, "");
	assert_true(place->overlapped);
	assert_int_equal(place->rows, 2);
}

static void address_behind_the_records_will_do(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	sem_post(&place->asked);
	read_two_pages(place, "{\"records\":[{\"Id\":\"1\"}],\"totalSize\":2,\"nextRecordsUrl\":\"" NEXT "\"}", &err);
	assert_string_equal(err.text, "");
	assert_int_equal(place->rows, 2);
}

static void taker_that_fails_waits_for_the_page_under_way(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	place->most = 1;
	assert_false(read_two_pages(place, "{\"totalSize\":2,\"done\":false,\"nextRecordsUrl\":\"" NEXT "\",\"records\":[{\"Id\":\"1\"}]}", &err));
	assert_string_equal(err.text, "Task: disk full");
}

static void other_servers_are_not_asked(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	sem_post(&place->asked);
	assert_false(read_two_pages(place, "{\"totalSize\":2,\"nextRecordsUrl\":\"//elsewhere/x\",\"records\":[{\"Id\":\"1\"}]}", &err));
	assert_non_null(strstr(err.text, "the next page is not on the same server: //elsewhere/x"));
	assert_int_equal(place->rows, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(answer_is_asked_for_before_it_is_taken),
		TEST(another_answer_is_asked_for_now),
		TEST(failure_comes_when_it_is_taken),
		TEST(next_page_is_asked_for_while_rows_are_taken),
		TEST(address_behind_the_records_will_do),
		TEST(taker_that_fails_waits_for_the_page_under_way),
		TEST(other_servers_are_not_asked),
	};
	return cmocka_run_group_tests_name("ahead", tests, NULL, NULL);
}
