#include "lib/out/mail.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void takes_addresses(void **state)
{
	(void)state;
	static const char *const good[] = { "a@b", "ann.lee+x@acme.example", "o'neil@a-b.example", "x_y=z@1.2.example", NULL };
	static const char *const bad[] = { "", "@", "a@", "@b", "a", "a@b@c", "a b@c", "a@b c", "a@b\r\nRCPT TO:<c@d>", "a@b\n", "<a@b>", "a@b,c@d",
					   "\"a\"@b", "a..b@c", ".a@b", "a.@b", "a@.b", "a@b.", "a@-b", "jos\303\251@b.example", "a@b\t", NULL };
	for (const char *const *address = good; *address; address++)
		assert_true(mail_is_address(*address));
	for (const char *const *address = bad; *address; address++)
		assert_false(mail_is_address(*address));
	char longest[300];
	memset(longest, 'a', sizeof longest);
	memcpy(longest + 60, "@b", 3);
	assert_true(mail_is_address(longest));
	memset(longest, 'a', sizeof longest);
	memcpy(longest + 253, "@b", 3);
	assert_false(mail_is_address(longest));
}

/* Expected values by Python's email.header and by hand. */
static void encodes_headers(void **state)
{
	(void)state;
	scoped_free char *plain = mail_header("Sales review, team of Max"), *steered = mail_header("a\r\nBcc: x@y");
	scoped_free char *name = mail_header("Nora N\303\272\303\261ez");
	assert_string_equal(plain, "Sales review, team of Max");
	assert_string_equal(steered, "a  Bcc: x@y");
	assert_string_equal(name, "=?utf-8?B?Tm9yYSBOw7rDsWV6?=");
}

/* No word is longer than 75 characters, and none begins within a character. */
static void folds_long_headers(void **state)
{
	(void)state;
	struct text words = { 0 };
	text_put(&words, "x");
	for (int at = 0; at < 100; at++)
		text_put(&words, "\342\202\254");
	scoped_free char *header = mail_header(words.bytes);
	text_done(&words);
	int count = 0;
	for (char *word = strtok(header, "\r\n "); word; word = strtok(NULL, "\r\n "), count++) {
		assert_true(strlen(word) <= 75);
		assert_memory_equal(word, "=?utf-8?B?", 10);
		/* x and 14 euros are 43 bytes, then 15 euros each */
		assert_memory_equal(word + 10, count ? "4oKs" : "eOKC", 4);
	}
	assert_int_equal(count, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_addresses),
		cmocka_unit_test(encodes_headers),
		cmocka_unit_test(folds_long_headers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
