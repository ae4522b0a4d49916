#include "lib/crm/token.h"

#include "lib/base/log.h"
#include "tests/support/capture.h"
#include "tests/support/web.h"

#include <fcntl.h>
#include <ftw.h>
#include <jansson.h>
#include <jwt.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cmocka.h>

#define TOKEN "/services/oauth2/token"
#define GRANTED                                                                      \
	"{\"access_token\":\"00D!FRESH\",\"instance_url\":\"{url}/\",\"id\":\"{url}/id/1\"," \
	"\"token_type\":\"Bearer\"}"

struct place {
	struct web *web;
	struct http *http;
	char folder[64];
	struct token_options options;
	struct token_grant grant;
};

static const char *path_in(const struct place *place, const char *name)
{
	static char path[128];
	snprintf(path, sizeof path, "%s/%s", place->folder, name);
	return path;
}

static void shell(const struct place *place, const char *command)
{
	scoped_free char *line = string_format("cd %s && { %s; } 2>/dev/null", place->folder, command);
	assert_int_equal(system(line), 0);
}

static void write_file(const struct place *place, const char *name, const char *words)
{
	scoped_file FILE *file = fopen(path_in(place, name), "w");
	assert_true(fputs(words, file) >= 0 && fchmod(fileno(file), 0600) == 0);
}

static char *file_words(const struct place *place, const char *name)
{
	scoped_file FILE *file = fopen(path_in(place, name), "r");
	char words[8192];
	words[fread(words, 1, sizeof words - 1, file)] = '\0';
	return string_new(words);
}

static int set_up(void **state)
{
	log_setup(LOG_ERROR, LOG_TEXT);
	struct place *place = memory_new(1, sizeof *place);
	place->web = web_new();
	struct error err;
	assert_true(http_new(&(struct http_options){ .retries = 2, .delay_ms = 1, .longest_delay_ms = 5 },
			     &place->http, &err));
	strcpy(place->folder, "/tmp/token_test.XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	place->options = (struct token_options){
		.login_url = string_format("%s/", web_url(place->web)),
		.client_id = string_new("CLIENT"),
		.username = string_new("nightly@acme.com"),
	};
	*state = place;
	return 0;
}

static int remove_one(const char *path, const struct stat *stat, int type, struct FTW *walk)
{
	(void)stat, (void)type, (void)walk;
	return remove(path);
}

static int tear_down(void **state)
{
	struct place *place = *state;
	nftw(place->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	token_options_done(&place->options);
	token_grant_done(&place->grant);
	http_free(place->http);
	web_free(place->web);
	free(place);
	return 0;
}

static void set(char **option, const char *value)
{
	free(*option);
	*option = string_new(value);
}

static struct token *token_of(struct place *place)
{
	struct token *token = NULL;
	struct error err = { 0 };
	token_new(&place->options, &token, &err);
	assert_string_equal(err.text, "");
	return token;
}

static struct error refusal_of_options(struct place *place)
{
	struct token *token = NULL;
	struct error err = { 0 };
	assert_false(token_new(&place->options, &token, &err));
	return err;
}

static void assert_renews(struct place *place, struct token *token)
{
	struct error err = { 0 };
	token_take(token, place->http, &place->grant, &err);
	assert_string_equal(err.text, "");
}

static struct error refusal(struct place *place, struct token *token)
{
	struct error err = { 0 };
	assert_false(token_take(token, place->http, &place->grant, &err));
	return err;
}

#define assert_says(err, words)                                                         \
	do {                                                                            \
		if (strstr((err).text, words) == NULL)                                  \
			fail_msg("'%s' doesn't say '%s'", (err).text, words);           \
	} while (0)

static void use_jwt(struct place *place)
{
	set(&place->options.auth, "jwt");
	shell(place, "openssl genrsa -out key.pem 2048 && openssl rsa -in key.pem -pubout -out public.pem && "
		     "chmod 600 key.pem");
	set(&place->options.private_key_file, path_in(place, "key.pem"));
}

static void use_refresh_token(struct place *place)
{
	set(&place->options.auth, "refresh_token");
	write_file(place, "refresh", "R1\n");
	set(&place->options.refresh_token_file, path_in(place, "refresh"));
}

static void use_given(struct place *place, const char *access)
{
	set(&place->options.auth, "token");
	set(&place->options.access_token, access);
	set(&place->options.instance_url, web_url(place->web));
}

/* Checks the signature too. */
static jwt_t *sent_assertion(const struct place *place)
{
	struct web_request got = web_request(place->web, 0);
	const char *before = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=";
	assert_memory_equal(got.body, before, strlen(before));
	scoped_free char *public = file_words(place, "public.pem");
	jwt_t *jwt = NULL;
	assert_int_equal(jwt_decode(&jwt, got.body + strlen(before), (const unsigned char *)public,
				    (int)strlen(public)), 0);
	return jwt;
}

static void jwt_is_signed_and_has_the_claims(void **state)
{
	struct place *place = *state;
	use_jwt(place);
	web_reply(place->web, (struct web_reply){ TOKEN, .body = GRANTED });
	scoped_token struct token *token = token_of(place);
	assert_null(place->grant.access);
	assert_renews(place, token);
	assert_string_equal(place->grant.access, "00D!FRESH");
	assert_string_equal(place->grant.instance_url, web_url(place->web));
	assert_non_null(strstr(place->grant.identity_url, "/id/1"));

	jwt_t *jwt = sent_assertion(place);
	assert_int_equal(jwt_get_alg(jwt), JWT_ALG_RS256);
	assert_string_equal(jwt_get_grant(jwt, "iss"), "CLIENT");
	assert_string_equal(jwt_get_grant(jwt, "sub"), "nightly@acme.com");
	assert_string_equal(jwt_get_grant(jwt, "aud"), web_url(place->web));
	long left = jwt_get_grant_int(jwt, "exp") - (long)time(NULL);
	assert_in_range(left, 170, 180);
	jwt_free(jwt);
}

static void jwt_audience_can_be_set(void **state)
{
	struct place *place = *state;
	use_jwt(place);
	set(&place->options.audience, "https://test.salesforce.com");
	web_reply(place->web, (struct web_reply){ TOKEN, .body = GRANTED });
	scoped_token struct token *token = token_of(place);
	assert_renews(place, token);
	jwt_t *jwt = sent_assertion(place);
	assert_string_equal(jwt_get_grant(jwt, "aud"), "https://test.salesforce.com");
	jwt_free(jwt);
}

static void audience_of_my_domain_is_the_login_host(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "https://acme.my.salesforce.com", "https://login.salesforce.com" },
		{ "https://acme--uat.sandbox.my.salesforce.com", "https://test.salesforce.com" },
		{ "https://test.salesforce.com", "https://test.salesforce.com" },
		{ "https://acme.my.site.com", "https://acme.my.site.com" },
		{ "http://localhost:80", "http://localhost:80" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct token_options options = { .login_url = string_new(cases[i][0]) };
		struct error err;
		scoped_free char *audience = NULL;
		assert_true(token_audience(&options, &audience, &err));
		assert_string_equal(audience, cases[i][1]);
		token_options_done(&options);
	}
}

static void key_file_must_be_private(void **state)
{
	struct place *place = *state;
	use_jwt(place);
	shell(place, "chmod 640 key.pem");
	scoped_token struct token *token = token_of(place);
	struct error err = refusal(place, token);
	assert_int_equal(err.kind, ERROR_CONFIG);
	assert_says(err, "[salesforce] private_key_file: /tmp/token_test.");
	assert_says(err, "others may read it; chmod 600 /tmp/token_test.");
}

static void wrong_key_files_are_named(void **state)
{
	static const struct {
		const char *make, *says;
	} cases[] = {
		{ "rm -f key.pem", "key.pem: No such file" },
		{ "echo nonsense > key.pem", "key.pem is not an RSA private key in PEM form" },
		{ "openssl ecparam -name prime256v1 -genkey -noout -out key.pem", "key.pem is not an RSA private key" },
		{ "cp public.pem key.pem", "key.pem is not an RSA private key" },
		{ "openssl rsa -in key.pem -aes128 -passout pass:abcd -out locked.pem && mv locked.pem key.pem",
		  "key.pem has a pass phrase; write it without one: openssl rsa -in" },
	};
	struct place *place = *state;
	use_jwt(place);
	scoped_token struct token *token = token_of(place);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		shell(place, "openssl genrsa -out key.pem 2048");
		shell(place, cases[i].make);
		chmod(path_in(place, "key.pem"), 0600);
		struct error err = refusal(place, token);
		assert_int_equal(err.kind, ERROR_CONFIG);
		assert_says(err, cases[i].says);
	}
	assert_int_equal(web_asked(place->web), 0);
}

static void client_credentials_go_as_basic(void **state)
{
	struct place *place = *state;
	set(&place->options.auth, "client_credentials");
	set(&place->options.client_secret, "S3CRET");
	web_reply(place->web, (struct web_reply){ TOKEN, .body = GRANTED });
	scoped_token struct token *token = token_of(place);
	assert_renews(place, token);
	assert_string_equal(web_request(place->web, 0).authorization, "Basic Q0xJRU5UOlMzQ1JFVA==");
	assert_string_equal(web_request(place->web, 0).body, "grant_type=client_credentials");
}

static void client_credentials_need_my_domain(void **state)
{
	struct place *place = *state;
	set(&place->options.auth, "client_credentials");
	set(&place->options.client_secret, "S3CRET");
	set(&place->options.login_url, "https://login.salesforce.com/");
	struct error err = refusal_of_options(place);
	assert_int_equal(err.kind, ERROR_CONFIG);
	assert_says(err, "needs My Domain, login.salesforce.com refuses it");
}

static void rotated_refresh_token_is_kept_and_used_next(void **state)
{
	struct place *place = *state;
	use_refresh_token(place);
	web_reply(place->web, (struct web_reply){ TOKEN, .body = "{\"access_token\":\"A1\",\"refresh_token\":\"R2\","
								 "\"instance_url\":\"{url}\"}" });
	web_reply(place->web, (struct web_reply){ TOKEN, .body = "{\"access_token\":\"A2\"}" });
	scoped_token struct token *token = token_of(place);
	assert_renews(place, token);
	assert_string_equal(place->grant.access, "A1");
	scoped_free char *kept = file_words(place, "refresh");
	assert_string_equal(kept, "R2");
	struct stat stat_of;
	assert_int_equal(stat(path_in(place, "refresh"), &stat_of), 0);
	assert_int_equal(stat_of.st_mode & 0777, 0600);
	assert_int_equal(access(path_in(place, "refresh.new"), F_OK), -1);

	assert_renews(place, token);
	assert_string_equal(web_request(place->web, 0).body,
			    "grant_type=refresh_token&client_id=CLIENT&refresh_token=R1");
	assert_string_equal(web_request(place->web, 1).body,
			    "grant_type=refresh_token&client_id=CLIENT&refresh_token=R2");
}

static void refresh_token_of_another_process_is_read_anew(void **state)
{
	struct place *place = *state;
	use_refresh_token(place);
	web_reply(place->web, (struct web_reply){ TOKEN, .body = GRANTED });
	scoped_token struct token *token = token_of(place);
	write_file(place, "refresh", "R9");
	assert_renews(place, token);
	assert_non_null(strstr(web_request(place->web, 0).body, "refresh_token=R9"));
}

/* Whatever would keep the new token from the disk must show before it is asked for. */
static void nothing_is_sent_where_the_new_token_could_not_be_kept(void **state)
{
	struct place *place = *state;
	use_refresh_token(place);
	shell(place, "mkdir refresh.new");
	scoped_token struct token *token = token_of(place);
	struct error err = refusal(place, token);
	assert_int_equal(err.kind, ERROR_CREATE);
	assert_says(err, "its folder must be writable");
	assert_null(place->grant.access);
	assert_int_equal(web_asked(place->web), 0);
}

static void put_a_folder_in_the_way(void *context)
{
	shell(context, "rm refresh; mkdir refresh");
}

static void access_token_is_not_given_out_before_the_new_token_is_kept(void **state)
{
	struct place *place = *state;
	use_refresh_token(place);
	web_reply(place->web, (struct web_reply){ TOKEN, .body = "{\"access_token\":\"A1\",\"refresh_token\":\"R2\","
								 "\"instance_url\":\"{url}\"}",
						  .before = put_a_folder_in_the_way, .context = place });
	scoped_token struct token *token = token_of(place);
	struct error err = refusal(place, token);
	assert_int_equal(err.kind, ERROR_WRITE);
	assert_says(err, "[salesforce] refresh_token_file: the new refresh token is lost");
	assert_null(place->grant.access);
}

static void try_the_lock(void *context)
{
	scoped_fd int fd = open(path_in(context, "refresh.lock"), O_RDWR);
	write_file(context, "locked", fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0 ? "yes" : "no");
}

static void refreshing_holds_the_lock(void **state)
{
	struct place *place = *state;
	use_refresh_token(place);
	web_reply(place->web, (struct web_reply){ TOKEN, .body = GRANTED, .before = try_the_lock,
						  .context = place });
	scoped_token struct token *token = token_of(place);
	assert_renews(place, token);
	scoped_free char *locked = file_words(place, "locked");
	assert_string_equal(locked, "yes");
}

static void refresh_is_sent_once(void **state)
{
	struct place *place = *state;
	use_refresh_token(place);
	web_reply(place->web, (struct web_reply){ TOKEN, .body = "{\"access", .cut = true });
	scoped_token struct token *token = token_of(place);
	assert_int_equal(refusal(place, token).kind, ERROR_UNAVAILABLE);
	assert_int_equal(web_asked(place->web), 1);
	scoped_free char *kept = file_words(place, "refresh");
	assert_string_equal(kept, "R1\n");
}

/* Two workers meet the end of one token: the second takes what the first one got. */
static void a_token_is_renewed_once_for_all(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	set(&place->options.auth, "client_credentials");
	set(&place->options.client_secret, "S3CRET");
	web_reply(place->web, (struct web_reply){ TOKEN, .body = "{\"access_token\":\"A1\",\"instance_url\":\"{url}\"}" });
	web_reply(place->web, (struct web_reply){ TOKEN, .body = "{\"access_token\":\"A2\",\"instance_url\":\"{url}\"}" });
	scoped_token struct token *token = token_of(place);
	struct token_grant other = { 0 };
	assert_renews(place, token);
	assert_true(token_take(token, place->http, &other, &err));
	assert_string_equal(other.access, "A1");
	assert_int_equal(web_asked(place->web), 1);
	assert_renews(place, token);
	assert_string_equal(place->grant.access, "A2");
	assert_true(token_take(token, place->http, &other, &err));
	assert_string_equal(other.access, "A2");
	assert_int_equal(web_asked(place->web), 2);
	token_grant_done(&other);
}

struct taking {
	struct token *token;
	struct token_grant grant;
	bool good;
};

static void *take(void *context)
{
	struct taking *taking = context;
	struct error err = { 0 };
	scoped_http struct http *http = NULL;
	taking->good = http_new(&(struct http_options){ 0 }, &http, &err) &&
		       token_take(taking->token, http, &taking->grant, &err);
	return NULL;
}

/* The refresh token is good for one use, so the stand-in has one answer alone. */
static void threads_log_in_once(void **state)
{
	struct place *place = *state;
	use_refresh_token(place);
	web_reply(place->web, (struct web_reply){ TOKEN, .body = "{\"access_token\":\"A1\",\"refresh_token\":\"R2\","
								 "\"instance_url\":\"{url}\"}" });
	scoped_token struct token *token = token_of(place);
	struct taking takings[4] = { 0 };
	pthread_t threads[4];
	for (int i = 0; i < 4; i++) {
		takings[i].token = token;
		assert_int_equal(pthread_create(&threads[i], NULL, take, &takings[i]), 0);
	}
	for (int i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		assert_true(takings[i].good);
		assert_string_equal(takings[i].grant.access, "A1");
		token_grant_done(&takings[i].grant);
	}
	assert_int_equal(web_asked(place->web), 1);
}

static void given_token_is_used_and_cannot_be_renewed(void **state)
{
	struct place *place = *state;
	use_given(place, "00D!GIVEN");
	scoped_token struct token *token = token_of(place);
	assert_renews(place, token);
	assert_string_equal(place->grant.access, "00D!GIVEN");
	assert_string_equal(place->grant.instance_url, web_url(place->web));
	assert_null(place->grant.identity_url);
	struct error err = refusal(place, token);
	assert_int_equal(err.kind, ERROR_LOGIN);
	assert_says(err, "was refused and cannot be renewed");
	assert_int_equal(web_asked(place->web), 0);
}

static void redacted_token_is_refused(void **state)
{
	struct place *place = *state;
	use_given(place, "[REDACTED] Use 'sf org auth show-access-token' to view");
	struct error err = refusal_of_options(place);
	assert_int_equal(err.kind, ERROR_CONFIG);
	assert_says(err, "sf org auth show-access-token");
}

static void token_with_a_line_break_is_refused(void **state)
{
	struct place *place = *state;
	use_given(place, "00D!A\r\nX-Other: 1");
	assert_says(refusal_of_options(place), "spaces or control characters");
}

static void missing_settings_are_named(void **state)
{
	static const char *const cases[][2] = {
		{ "jwt", "[salesforce] private_key_file: missing for auth = jwt" },
		{ "client_credentials", "[salesforce] client_secret_file: missing for auth = client_credentials" },
		{ "refresh_token", "[salesforce] refresh_token_file: missing for auth = refresh_token" },
		{ "token", "[salesforce] access_token_file: missing for auth = token" },
		{ "command", "[salesforce] access_token_command: missing for auth = command" },
		{ "pasword", "[salesforce] auth: 'pasword' is none of jwt," },
	};
	struct place *place = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		set(&place->options.auth, cases[i][0]);
		set(&place->options.login_url, web_url(place->web));
		set(&place->options.client_id, "CLIENT");
		set(&place->options.username, "nightly@acme.com");
		struct error err = refusal_of_options(place);
		assert_int_equal(err.kind, ERROR_CONFIG);
		assert_says(err, cases[i][1]);
	}
}

static void instance_for_people_is_refused(void **state)
{
	struct place *place = *state;
	use_given(place, "00D!GIVEN");
	set(&place->options.instance_url, "https://acme.lightning.force.com");
	assert_says(refusal_of_options(place), "API calls go to https://NAME.my.salesforce.com");
}

static void instance_without_tls_is_refused(void **state)
{
	struct place *place = *state;
	set(&place->options.auth, "client_credentials");
	set(&place->options.client_secret, "S3CRET");
	web_reply(place->web, (struct web_reply){
		TOKEN, .body = "{\"access_token\":\"A\",\"instance_url\":\"http://evil.example.com\"}" });
	scoped_token struct token *token = token_of(place);
	assert_says(refusal(place, token), "http://evil.example.com: TLS needed");
	assert_null(place->grant.access);
	web_reply(place->web, (struct web_reply){
		TOKEN, .body = "{\"access_token\":\"A\",\"instance_url\":\"http://S3CRET.example.com\"}" });
	assert_says(refusal(place, token), "http://******.example.com: TLS needed");
}

static void refusals_come_with_the_mend(void **state)
{
	static const char *const cases[][3] = {
		{ "invalid_grant", "user hasn't approved this consumer", "admit the user of [salesforce] username" },
		{ "invalid_grant", "audience is invalid", "set [salesforce] audience to https://login.salesforce.com" },
		{ "invalid_grant", "expired authorization code", "set the clock right (here it is 20" },
		{ "invalid_grant", "expired access/refresh token", "authorise the app anew" },
		{ "invalid_grant", "authentication failure", "login history: address range" },
		{ "invalid_grant", "request not supported on this domain", "set [salesforce] login_url" },
		{ "invalid_client_id", NULL, "check [salesforce] client_id" },
		{ "something_else", NULL, "see the user's login history in the set-up" },
	};
	struct place *place = *state;
	set(&place->options.auth, "client_credentials");
	set(&place->options.client_secret, "S3CRET");
	scoped_token struct token *token = token_of(place);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		json_auto_t *json = json_pack("{s:s, s:s*}", "error", cases[i][0], "error_description", cases[i][1]);
		scoped_free char *body = json_dumps(json, 0);
		web_reply(place->web, (struct web_reply){ TOKEN, .status = 400, .body = body });
		struct error err = refusal(place, token);
		assert_int_equal(err.kind, ERROR_LOGIN);
		assert_says(err, "login at 127.0.0.1 refused: ");
		assert_says(err, cases[i][0]);
		assert_says(err, cases[i][1] ? cases[i][1] : cases[i][0]);
		assert_says(err, cases[i][2]);
	}
}

static void page_at_the_login_is_survived(void **state)
{
	struct place *place = *state;
	set(&place->options.auth, "client_credentials");
	set(&place->options.client_secret, "S3CRET");
	scoped_token struct token *token = token_of(place);
	web_reply(place->web, (struct web_reply){ TOKEN, .status = 404, .body = "<html>", .type = "text/html" });
	struct error err = refusal(place, token);
	assert_int_equal(err.kind, ERROR_LOGIN);
	assert_says(err, "login at 127.0.0.1: HTTP 404 without a reason; check [salesforce] login_url");
}

static void no_secret_shows(void **state)
{
	struct place *place = *state;
	use_refresh_token(place);
	set(&place->options.client_secret, "S3CRET");
	write_file(place, "refresh", "REFR3SH");
	web_reply(place->web, (struct web_reply){ TOKEN, .body = GRANTED });
	web_reply(place->web, (struct web_reply){
		TOKEN, .status = 400, .body = "{\"error\":\"invalid_grant\",\"error_description\":\"REFR3SH S3CRET\"}" });
	log_setup(LOG_DEBUG, LOG_TEXT);
	struct capture capture = capture_begin();
	scoped_token struct token *token = token_of(place);
	assert_renews(place, token);
	struct error err = refusal(place, token);
	scoped_free char *words = capture_end(capture);
	log_setup(LOG_ERROR, LOG_TEXT);
	assert_non_null(strstr(words, TOKEN ": 200, "));
	assert_says(err, "invalid_grant: ******* ******");
	static const char *const secrets[] = { "S3CRET", "REFR3SH", "00D!FRESH" };
	for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
		assert_null(strstr(words, secrets[i]));
		assert_null(strstr(err.text, secrets[i]));
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(jwt_is_signed_and_has_the_claims),
		TEST(jwt_audience_can_be_set),
		TEST(audience_of_my_domain_is_the_login_host),
		TEST(key_file_must_be_private),
		TEST(wrong_key_files_are_named),
		TEST(client_credentials_go_as_basic),
		TEST(client_credentials_need_my_domain),
		TEST(rotated_refresh_token_is_kept_and_used_next),
		TEST(refresh_token_of_another_process_is_read_anew),
		TEST(nothing_is_sent_where_the_new_token_could_not_be_kept),
		TEST(access_token_is_not_given_out_before_the_new_token_is_kept),
		TEST(refreshing_holds_the_lock),
		TEST(refresh_is_sent_once),
		TEST(a_token_is_renewed_once_for_all),
		TEST(threads_log_in_once),
		TEST(given_token_is_used_and_cannot_be_renewed),
		TEST(redacted_token_is_refused),
		TEST(token_with_a_line_break_is_refused),
		TEST(missing_settings_are_named),
		TEST(instance_for_people_is_refused),
		TEST(instance_without_tls_is_refused),
		TEST(refusals_come_with_the_mend),
		TEST(page_at_the_login_is_survived),
		TEST(no_secret_shows),
	};
	return cmocka_run_group_tests_name("token", tests, NULL, NULL);
}
