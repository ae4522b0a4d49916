/* Shares of the organisation's calls, and the header that counts them. */
#include "lib/crm/quota.h"

#include "lib/base/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void the_header_is_read_by_name(void **state)
{
	(void)state;
	static const struct {
		const char *header;
		long used, allowed;
	} cases[] = {
		{ "api-usage=10018/100000", 10018, 100000 },
		{ "api-usage=25/5000; per-app-api-usage=17/250(appName=sample-connected-app)", 25, 5000 },
		{ "per-app-api-usage=17/250(appName=sample-connected-app); api-usage=25/5000", 25, 5000 },
		{ "per-app-api-usage=17/250(appName=x; api-usage=1/2);api-usage=25/5000", 25, 5000 },
		{ "api-bursts=1/750, api-usage=0/15000", 0, 15000 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		long used = -1, allowed = -1;
		assert_true(quota_read(cases[i].header, &used, &allowed));
		assert_int_equal(used, cases[i].used);
		assert_int_equal(allowed, cases[i].allowed);
	}
}

static void other_headers_say_nothing(void **state)
{
	(void)state;
	static const char *const headers[] = { "", "per-app-api-usage=17/250(appName=x)", "api-usage=", "api-usage=5",
					       "api-usage=5/0", "xapi-usage=1/2", "api-bursts=1/750", "api-usage=-1/5", "(" };
	long used = 7, allowed = 8;
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		assert_false(quota_read(headers[i], &used, &allowed));
	assert_int_equal(used, 7);
	assert_int_equal(allowed, 8);
}

/* 25 % of 40 calls are 10. */
static void a_run_has_its_share(void **state)
{
	(void)state;
	struct error err = { 0 };
	scoped_quota struct quota *quota = quota_new((struct quota_shares){ .run = 25, .total = 80 });
	for (int i = 0; i < 10; i++) {
		assert_true(quota_left(quota, &err));
		quota_note(quota, i % 2 ? "api-bursts=1/750; api-usage=3/40" : "");
	}
	assert_false(quota_left(quota, &err));
	assert_int_equal(err.kind, ERROR_LATER);
	assert_non_null(strstr(err.text, "10 of the organisation's 40 calls"));
	assert_non_null(strstr(err.text, "share of 25 %"));
	assert_non_null(strstr(err.text, "[salesforce] quota_share_run"));
}

/* The window rolls: what is used by all falls again too. */
static void all_together_have_theirs(void **state)
{
	(void)state;
	struct error err = { 0 };
	scoped_quota struct quota *quota = quota_new((struct quota_shares){ .run = 25, .total = 80 });
	quota_note(quota, "api-usage=79999/100000");
	assert_true(quota_left(quota, &err));
	quota_note(quota, "api-usage=80000/100000");
	assert_false(quota_left(quota, &err));
	assert_non_null(strstr(err.text, "80000 of the organisation's 100000 calls"));
	assert_non_null(strstr(err.text, "[salesforce] quota_share_total"));
	quota_note(quota, "api-usage=70000/100000");
	assert_true(quota_left(quota, &err));
}

static void without_figures_or_shares_nothing_ends(void **state)
{
	(void)state;
	struct error err = { 0 };
	scoped_quota struct quota *silent = quota_new((struct quota_shares){ .run = 1, .total = 1 });
	scoped_quota struct quota *free_of_it = quota_new((struct quota_shares){ 0 });
	long used, allowed;
	for (int i = 0; i < 1000; i++)
		quota_note(silent, "");
	quota_note(free_of_it, "api-usage=5/5");
	assert_true(quota_left(silent, &err));
	assert_true(quota_left(free_of_it, &err));
	assert_false(quota_usage(silent, &used, &allowed));
	assert_true(quota_usage(free_of_it, &used, &allowed));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_header_is_read_by_name),
		cmocka_unit_test(other_headers_say_nothing),
		cmocka_unit_test(a_run_has_its_share),
		cmocka_unit_test(all_together_have_theirs),
		cmocka_unit_test(without_figures_or_shares_nothing_ends),
	};
	log_setup(LOG_WARN, LOG_TEXT);
	return cmocka_run_group_tests_name("quota", tests, NULL, NULL);
}
