#include "lib/crm/answer.h"

#include "lib/crm/http.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *answer_text(const json_t *json, const char *key)
{
	const char *value = json_string_value(json_object_get(json, key));
	return value ? value : "";
}

void answer_real(double number, struct text *ret)
{
	char bytes[40];
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(bytes, sizeof bytes, "%.*g", digits, number);
		if (strtod(bytes, NULL) == number)
			break;
	}
	text_put(ret, bytes);
}

static bool escaped_unit(const char *at, const char *lead)
{
	return at[0] == '\\' && at[1] == 'u' && (at[2] | 0x20) == 'd' && at[3] && strchr(lead, at[3]) &&
	       isxdigit((unsigned char)at[4]) && isxdigit((unsigned char)at[5]);
}

/* A text cut in the middle of an emoji ends in half a character, and jansson then
 * refuses the whole page. Overwrites such halves by the replacement character. */
static void mend_halves(struct text *body)
{
	for (char *at = body->bytes; *at; at++) {
		if (*at != '\\' || at[1] == '\0')
			continue;
		if (escaped_unit(at, "89abAB") && escaped_unit(at + 6, "cdefCDEF"))
			at += 11;
		else if (escaped_unit(at, "89abcdefABCDEF"))
			memcpy(at + 2, "fffd", 4);
		else
			at++;
	}
}

bool answer_parse(struct text *body, json_t **ret, struct error *err)
{
	json_error_t why;
	json_t *json = json_loadb(body->bytes, body->length, JSON_ALLOW_NUL, &why);
	if (json == NULL && strstr(why.text, "Unicode")) {
		mend_halves(body);
		json = json_loadb(body->bytes, body->length, JSON_ALLOW_NUL, &why);
	}
	if (json) {
		*ret = json;
		return true;
	}
	scoped_text struct text words = { 0 };
	text_put(&words, "");
	http_excerpt(body, 80, &words);
	return error_set(err, ERROR_UNAVAILABLE, "the answer is not JSON (%s): %s; try later", why.text,
			 words.bytes);
}
