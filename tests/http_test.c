#include "lib/crm/http.h"

#include "lib/base/log.h"
#include "tests/support/capture.h"
#include "tests/support/web.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct place {
	struct web *web;
	struct http *http;
	char *url;      /* of the path /x */
};

static struct http *client(const struct http_options *options)
{
	struct http *http = NULL;
	struct error err;
	assert_true(http_new(options, &http, &err));
	return http;
}

static int set_up(void **state)
{
	log_setup(LOG_ERROR, LOG_TEXT);
	struct place *place = memory_new(1, sizeof *place);
	place->web = web_new();
	place->http = client(&(struct http_options){ .retries = 2, .delay_ms = 1, .longest_delay_ms = 20,
						     .largest_body = 1000 });
	place->url = string_format("%s/x", web_url(place->web));
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;
	log_setup(LOG_ERROR, LOG_TEXT);
	http_free(place->http);
	web_free(place->web);
	free(place->url);
	free(place);
	return 0;
}

static void assert_body(struct place *place, struct http_request request, const char *body)
{
	scoped_answer struct http_answer answer = { 0 };
	struct error err = { 0 };
	if (request.url == NULL)
		request.url = place->url;
	bool sent = http_send(place->http, &request, &answer, &err);
	assert_string_equal(err.text, "");
	assert_true(sent);
	assert_string_equal(answer.body.bytes, body);
}

static struct error failure(struct http *http, const struct http_request *request)
{
	scoped_answer struct http_answer answer = { 0 };
	struct error err = { 0 };
	assert_false(http_send(http, request, &answer, &err));
	return err;
}

#define assert_says(err, words)                                                         \
	do {                                                                            \
		if (strstr((err).text, words) == NULL)                                  \
			fail_msg("'%s' doesn't say '%s'", (err).text, words);           \
	} while (0)

static void gives_status_body_and_wanted_headers(void **state)
{
	struct place *place = *state;
	web_reply(place->web, (struct web_reply){ "/x", .status = 404, .body = "[]",
						  .header = "Sforce-Limit-Info: api-usage=1/9" });
	scoped_answer struct http_answer answer = { 0 };
	struct error err;
	assert_true(http_send(place->http, &(struct http_request){ .url = place->url }, &answer, &err));
	assert_int_equal(answer.status, 404);
	assert_string_equal(answer.body.bytes, "[]");
	assert_string_equal(answer.limits, "api-usage=1/9");
	assert_string_equal(answer.content_type, "application/json");
	assert_int_equal(answer.date, 1672628945);
}

static void sends_the_token_and_asks_for_json(void **state)
{
	struct place *place = *state;
	web_reply(place->web, (struct web_reply){ "/x", .body = "{}" });
	assert_body(place, (struct http_request){ .bearer = "00D!abc", .header = "Sforce-Query-Options: b=1" }, "{}");
	struct web_request got = web_request(place->web, 0);
	assert_string_equal(got.method, "GET");
	assert_string_equal(got.authorization, "Bearer 00D!abc");
	assert_string_equal(got.accept, "application/json");
	assert_string_equal(got.options, "b=1");
}

static void posts_a_form_with_basic_credentials(void **state)
{
	struct place *place = *state;
	web_reply(place->web, (struct web_reply){ "/x", .body = "{}" });
	const struct http_field form[] = { { "a", "1 +&=é", false }, { "b", "x", false }, { 0 } };
	assert_body(place, (struct http_request){ .form = form, .user = "id", .password = "secret" }, "{}");
	struct web_request got = web_request(place->web, 0);
	assert_string_equal(got.method, "POST");
	assert_string_equal(got.body, "a=1%20%2B%26%3D%C3%A9&b=x");
	assert_string_equal(got.authorization, "Basic aWQ6c2VjcmV0");
}

static void unpacks_gzip(void **state)
{
	static const unsigned char packed[] = {
		0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xab, 0x56,
		0x2a, 0x48, 0x4c, 0xce, 0x4e, 0x4d, 0x51, 0xb2, 0x2a, 0x29, 0x2a, 0x4d,
		0xad, 0x05, 0x00, 0x89, 0xe0, 0xb5, 0xdc, 0x0f, 0x00, 0x00, 0x00,
	};
	struct place *place = *state;
	web_reply(place->web, (struct web_reply){ "/x", .bytes = packed, .length = sizeof packed,
						  .header = "Content-Encoding: gzip" });
	assert_body(place, (struct http_request){ 0 }, "{\"packed\":true}");
}

static void tries_again_what_passes(void **state)
{
	static const int statuses[] = { 406, 408, 420, 429, 500, 502, 503 };
	struct place *place = *state;
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		web_reply(place->web, (struct web_reply){ "/x", .status = statuses[i] });
		web_reply(place->web, (struct web_reply){ "/x", .body = "{}" });
		assert_body(place, (struct http_request){ 0 }, "{}");
	}
	assert_int_equal(web_asked(place->web), 14);
}

static void gives_up_after_the_last_try(void **state)
{
	struct place *place = *state;
	for (int i = 0; i < 3; i++)
		web_reply(place->web, (struct web_reply){ "/x", .status = 503, .body = "gone\n fishing" });
	struct error err = failure(place->http, &(struct http_request){ .url = place->url });
	assert_int_equal(err.kind, ERROR_UNAVAILABLE);
	assert_says(err, "127.0.0.1: HTTP 503: gone fishing (3 tries); try later");
}

static void does_not_repeat_a_refusal(void **state)
{
	struct place *place = *state;
	web_reply(place->web, (struct web_reply){ "/x", .status = 400, .body = "no" });
	assert_body(place, (struct http_request){ 0 }, "no");
	assert_int_equal(web_asked(place->web), 1);
}

static void does_not_follow_redirects(void **state)
{
	struct place *place = *state;
	web_reply(place->web, (struct web_reply){ "/x", .status = 302, .header = "Location: /y" });
	assert_body(place, (struct http_request){ .bearer = "t" }, "");
	assert_int_equal(web_asked(place->web), 1);
}

static void tries_again_after_a_page_of_html(void **state)
{
	struct place *place = *state;
	web_reply(place->web, (struct web_reply){ "/x", .body = "<html>wait</html>", .type = "text/html" });
	web_reply(place->web, (struct web_reply){ "/x", .body = "{}" });
	assert_body(place, (struct http_request){ 0 }, "{}");
}

static void quotes_a_page_that_stays_html(void **state)
{
	struct place *place = *state;
	for (int i = 0; i < 3; i++)
		web_reply(place->web, (struct web_reply){ "/x", .body = "<html>\n\x01<b>Maintenance</b>" });
	struct error err = failure(place->http, &(struct http_request){ .url = place->url });
	assert_says(err, "127.0.0.1: a page that is not JSON: <html> <b>Maintenance</b> (3 tries)");
}

static void tries_again_after_a_cut_transfer(void **state)
{
	struct place *place = *state;
	web_reply(place->web, (struct web_reply){ "/x", .body = "{\"a\":", .cut = true });
	web_reply(place->web, (struct web_reply){ "/x", .body = "{\"a\":1}" });
	assert_body(place, (struct http_request){ 0 }, "{\"a\":1}");
}

static void sends_once_what_must_not_be_repeated(void **state)
{
	struct place *place = *state;
	web_reply(place->web, (struct web_reply){ "/x", .body = "{\"a\":", .cut = true });
	web_reply(place->web, (struct web_reply){ "/x", .body = "{\"a\":1}" });
	struct error err = failure(place->http, &(struct http_request){ .url = place->url, .once = true });
	assert_int_equal(err.kind, ERROR_UNAVAILABLE);
	assert_int_equal(web_asked(place->web), 1);
}

static bool always(const struct http_answer *answer)
{
	return answer->status == 403;
}

static void gives_a_busy_answer_when_tries_run_out(void **state)
{
	struct place *place = *state;
	for (int i = 0; i < 3; i++)
		web_reply(place->web, (struct web_reply){ "/x", .status = 403, .body = "busy" });
	assert_body(place, (struct http_request){ .busy = always }, "busy");
	assert_int_equal(web_asked(place->web), 3);
}

static void waits_as_long_as_the_server_says(void **state)
{
	struct place *place = *state;
	web_reply(place->web, (struct web_reply){ "/x", .status = 429, .header = "Retry-After: 7" });
	web_reply(place->web, (struct web_reply){ "/x", .status = 429, .header = "Retry-After: soon" });
	web_reply(place->web, (struct web_reply){ "/x", .body = "{}" });
	log_setup(LOG_INFO, LOG_TEXT);
	struct capture capture = capture_begin();
	assert_body(place, (struct http_request){ 0 }, "{}");
	scoped_free char *words = capture_end(capture);
	assert_non_null(strstr(words, "HTTP 429; try 2 of 3 in 20 ms"));
	assert_non_null(strstr(words, "HTTP 429; try 3 of 3 in "));
	assert_null(strstr(words, "try 3 of 3 in 20 ms"));
}

static void refuses_a_body_that_is_too_large(void **state)
{
	struct place *place = *state;
	char body[1100];
	memset(body, ' ', sizeof body);
	web_reply(place->web, (struct web_reply){ "/x", .bytes = body, .length = sizeof body });
	struct error err = failure(place->http, &(struct http_request){ .url = place->url });
	assert_says(err, "the answer is larger than");
	assert_int_equal(web_asked(place->web), 1);
}

static void names_the_host_that_does_not_answer(void **state)
{
	struct place *place = *state;
	struct error err = failure(place->http, &(struct http_request){ .url = "http://127.0.0.1:1/x" });
	assert_int_equal(err.kind, ERROR_UNAVAILABLE);
	assert_says(err, "127.0.0.1: Failed to connect");
	assert_says(err, "(3 tries); check the network and the address");
}

static void wants_tls_except_on_loopback(void **state)
{
	struct place *place = *state;
	static const char *const refused[] = { "http://example.com/", "http://127.0.0.1.example.com/",
					       "http://127.0.0.1@example.com/", "ftp://127.0.0.1/", "nonsense" };
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		assert_int_equal(failure(place->http, &(struct http_request){ .url = refused[i] }).kind, ERROR_CONFIG);
	struct error err = failure(place->http, &(struct http_request){ .url = refused[0] });
	assert_says(err, "http://example.com: TLS needed; write https://example.com");
	char *host = NULL;
	assert_true(http_host("http://[::1]:80/", &host, &err));
	assert_string_equal(host, "[::1]");
	free(host);
}

static void keeps_secrets_out_of_logs_and_errors(void **state)
{
	struct place *place = *state;
	web_reply(place->web, (struct web_reply){ "/x", .body = "{\"access_token\":\"T0KEN\"}" });
	for (int i = 0; i < 3; i++)
		web_reply(place->web, (struct web_reply){ "/x", .status = 500, .body = "you sent B3ARER" });
	log_setup(LOG_DEBUG, LOG_TEXT);
	struct capture capture = capture_begin();
	const struct http_field form[] = { { "assertion", "ASS3RTION", true }, { 0 } };
	scoped_free char *url = string_format("%s?key=K3Y", place->url);
	assert_body(place, (struct http_request){ .url = url, .form = form, .user = "id", .password = "PASSW0RD" },
		    "{\"access_token\":\"T0KEN\"}");
	struct error err = failure(place->http, &(struct http_request){ .url = place->url, .bearer = "B3ARER" });
	scoped_free char *words = capture_end(capture);
	assert_says(err, "you sent ******");
	assert_non_null(strstr(words, "POST http://127.0.0.1"));
	assert_non_null(strstr(words, "/x?…: 200, "));
	static const char *const secrets[] = { "T0KEN", "B3ARER", "ASS3RTION", "PASSW0RD", "K3Y", "UEFTU1cwUkQ" };
	for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
		assert_null(strstr(words, secrets[i]));
}

static char *read_whole(const char *path)
{
	scoped_fd int fd = open(path, O_RDONLY);
	char bytes[16384];
	ssize_t length = read(fd, bytes, sizeof bytes - 1);
	assert_true(length > 0);
	bytes[length] = '\0';
	return string_new(bytes);
}

static void trusts_only_named_certificates(void **state)
{
	(void)state;
	char folder[] = "/tmp/http_test.XXXXXX";
	assert_non_null(mkdtemp(folder));
	scoped_free char *key_path = string_format("%s/key.pem", folder);
	scoped_free char *ca_path = string_format("%s/ca.pem", folder);
	scoped_free char *make = string_format(
		"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test "
		"-addext subjectAltName=IP:127.0.0.1 -keyout %s -out %s 2>/dev/null", key_path, ca_path);
	assert_int_equal(system(make), 0);
	scoped_free char *key = read_whole(key_path);
	scoped_free char *certificate = read_whole(ca_path);
	struct web *web = web_new_tls(key, certificate);
	scoped_free char *url = string_format("%s/x", web_url(web));
	web_reply(web, (struct web_reply){ "/x", .body = "{}" });

	scoped_http struct http *stranger = client(&(struct http_options){ .retries = 2, .delay_ms = 1 });
	struct error err = failure(stranger, &(struct http_request){ .url = url });
	assert_int_equal(err.kind, ERROR_UNAVAILABLE);
	assert_says(err, "certificate cannot be trusted");
	assert_says(err, "as ca_file (now the system's)");
	assert_int_equal(web_asked(web), 0);

	scoped_http struct http *friend = client(&(struct http_options){ .ca_file = ca_path });
	assert_body(&(struct place){ .http = friend, .url = url }, (struct http_request){ 0 }, "{}");
	web_free(web);
	unlink(key_path);
	unlink(ca_path);
	rmdir(folder);
}

static void names_a_ca_file_that_is_not_there(void **state)
{
	(void)state;
	struct http *http = NULL;
	struct error err;
	assert_false(http_new(&(struct http_options){ .ca_file = "/nowhere/ca.pem" }, &http, &err));
	assert_int_equal(err.kind, ERROR_CONFIG);
	assert_says(err, "ca_file /nowhere/ca.pem");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(gives_status_body_and_wanted_headers),
		TEST(sends_the_token_and_asks_for_json),
		TEST(posts_a_form_with_basic_credentials),
		TEST(unpacks_gzip),
		TEST(tries_again_what_passes),
		TEST(gives_up_after_the_last_try),
		TEST(does_not_repeat_a_refusal),
		TEST(does_not_follow_redirects),
		TEST(tries_again_after_a_page_of_html),
		TEST(quotes_a_page_that_stays_html),
		TEST(tries_again_after_a_cut_transfer),
		TEST(sends_once_what_must_not_be_repeated),
		TEST(gives_a_busy_answer_when_tries_run_out),
		TEST(waits_as_long_as_the_server_says),
		TEST(refuses_a_body_that_is_too_large),
		TEST(names_the_host_that_does_not_answer),
		TEST(wants_tls_except_on_loopback),
		TEST(keeps_secrets_out_of_logs_and_errors),
		TEST(trusts_only_named_certificates),
		TEST(names_a_ca_file_that_is_not_there),
	};
	return cmocka_run_group_tests_name("http", tests, NULL, NULL);
}
