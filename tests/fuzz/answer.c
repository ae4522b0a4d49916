/* JSON answers by lib/crm/answer.c, and numbers as it writes them. */
#include "tests/fuzz/support/fuzz.h"

#include "lib/base/scope.h"
#include "lib/crm/answer.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void check_real(double number)
{
	scoped_text struct text words = { 0 };
	if (!isfinite(number))
		return;
	answer_real(number, &words);
	truth(strtod(words.bytes, NULL) == number, "%s is %.17g", words.bytes, number);
}

static void check_values(const json_t *json)
{
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)(uintptr_t)json, key, value) {
		truth_utf8(answer_text(json, key), strlen(answer_text(json, key)));
		check_real(json_real_value(value));
	}
}

/* With every half of a character replaced, whole ones too. New. */
static json_t *without_halves(const char *bytes, size_t length)
{
	scoped_text struct text text = { 0 };
	text_add(&text, bytes, length);
	for (size_t at = 0; at + 5 < length; at++) {
		char *unit = text.bytes + at;
		if (unit[0] != '\\')
			continue;
		if (unit[1] == 'u' && (unit[2] == 'd' || unit[2] == 'D') && unit[3] && strchr("89abcdefABCDEF", unit[3]) &&
		    isxdigit((unsigned char)unit[4]) && isxdigit((unsigned char)unit[5]))
			memcpy(unit + 2, "fffd", 4);
		at++;
	}
	return json_loadb(text.bytes, text.length, JSON_ALLOW_NUL, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct error err = { 0 };
	scoped_text struct text body = { 0 };
	text_add(&body, (const char *)bytes, length);
	json_auto_t *plain = json_loadb((const char *)bytes, length, JSON_ALLOW_NUL, NULL), *json = NULL;
	json_auto_t *mended = without_halves((const char *)bytes, length);
	if (answer_parse(&body, &json, &err)) {
		truth(plain == NULL || json_equal(plain, json), "what is JSON is left as it is");
		scoped_free char *dump = json_dumps(json, JSON_ENCODE_ANY);
		truth(dump != NULL, "what was mended can be written");
		check_values(json);
	} else {
		truth_error(&err);
		truth(json == NULL && plain == NULL, "what is JSON is taken");
		truth(mended == NULL, "halves are no reason to refuse");
	}
	truth(body.length == length && body.bytes[length] == '\0', "mending keeps the length");
	double number;
	if (length >= sizeof number) {
		memcpy(&number, bytes, sizeof number);
		check_real(number);
	}
	return 0;
}
