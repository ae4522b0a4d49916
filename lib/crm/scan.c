#include "lib/crm/scan.h"

#include "lib/base/text.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool refuse(struct scan *scan, char *at, const char *why)
{
	scan->at = at;
	scan->why = why;
	return false;
}

/* Most bytes in front of which this is asked are no space. */
void scan_space(struct scan *scan)
{
	while (*scan->at <= ' ' && (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\r' || *scan->at == '\t'))
		scan->at++;
}

static int hex(const char *digits)
{
	int code = 0;
	for (int i = 0; i < 4; i++) {
		char c = digits[i], letter = (char)(c | 0x20);
		if (c >= '0' && c <= '9')
			code = code * 16 + c - '0';
		else if (letter >= 'a' && letter <= 'f')
			code = code * 16 + letter - 'a' + 10;
		else
			return -1;
	}
	return code;
}

enum { REPLACEMENT = 0xfffd };

/* Of the escape \uXXXX at at, with the second half of a pair behind it. Half a character
 * is written over by the replacement character. -1: it is no such escape. */
static int code_point(char *at, size_t *ret_length)
{
	int code = hex(at + 2);
	*ret_length = 6;
	if (code < 0xd800 || code > 0xdfff)
		return code;
	int low = code < 0xdc00 && at[6] == '\\' && at[7] == 'u' ? hex(at + 8) : -1;
	if (low >= 0xdc00 && low <= 0xdfff) {
		*ret_length = 12;
		return 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
	}
	memcpy(at + 2, "fffd", 4);
	return REPLACEMENT;
}

static char *put_utf8(char *to, int code)
{
	if (code < 0x80) {
		*to++ = (char)code;
	} else if (code < 0x800) {
		*to++ = (char)(0xc0 | code >> 6);
		*to++ = (char)(0x80 | (code & 0x3f));
	} else {
		if (code >= 0x10000)
			*to++ = (char)(0xf0 | code >> 18);
		*to++ = (char)(code >= 0x10000 ? 0x80 | (code >> 12 & 0x3f) : 0xe0 | code >> 12);
		*to++ = (char)(0x80 | (code >> 6 & 0x3f));
		*to++ = (char)(0x80 | (code & 0x3f));
	}
	return to;
}

/* Behind what a string holds as it is: plain ASCII and well-formed UTF-8. */
static char *run_end(const struct scan *scan, char *at)
{
	for (;;) {
		at += plain_length(at, (size_t)(scan->end - at), '"');
		if ((*at & 0x80) == 0)
			return at;
		while (*at & 0x80) {
			size_t next = utf8_length(at, (size_t)(scan->end - at));
			if (next == 0)
				return at;
			at += next;
		}
	}
}

static const char nul_key[] = "a NUL byte in a key";

static char single(char c)
{
	static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
	const char *found = c ? strchr(letters, c) : NULL;
	return found ? meanings[found - letters] : 0;
}

static bool bad_string(struct scan *scan, char *at)
{
	if (at == scan->end)
		return refuse(scan, at, "a string without end");
	if (*at & 0x80)
		return refuse(scan, at, "bytes that are not UTF-8");
	return refuse(scan, at, "a control character in a string");
}

/* Takes the escape at *at; writes what it means to *to unless that is NULL. */
static bool take_escape(struct scan *scan, char **at, char **to)
{
	char meaning = single((*at)[1]);
	size_t length = 2;
	int code = meaning;
	if ((*at)[1] == 'u')
		code = code_point(*at, &length);
	if (code < 0 || ((*at)[1] != 'u' && meaning == 0))
		return refuse(scan, *at, "an escape that means nothing");
	*at += length;
	if (to)
		*to = put_utf8(*to, code);
	return true;
}

bool scan_string(struct scan *scan, struct scan_text *ret)
{
	if (*scan->at != '"')
		return refuse(scan, scan->at, "no string where one is due");
	char *from = scan->at + 1, *at = run_end(scan, from), *to = at;
	while (*at == '\\') {
		if (!take_escape(scan, &at, &to))
			return false;
		char *end = run_end(scan, at);
		memmove(to, at, (size_t)(end - at));
		to += end - at;
		at = end;
	}
	if (*at != '"')
		return bad_string(scan, at);
	*ret = (struct scan_text){ from, (size_t)(to - from) };
	scan->at = at + 1;
	return true;
}

/* Leaves it as it stands. */
static bool skip_string(struct scan *scan, bool key)
{
	if (*scan->at != '"')
		return refuse(scan, scan->at, "no string where one is due");
	char *at = run_end(scan, scan->at + 1);
	while (*at == '\\') {
		if (key && strncmp(at, "\\u0000", 6) == 0)
			return refuse(scan, at, nul_key);
		if (!take_escape(scan, &at, NULL))
			return false;
		at = run_end(scan, at);
	}
	if (*at != '"')
		return bad_string(scan, at);
	scan->at = at + 1;
	return true;
}

static char *digits_end(char *at)
{
	while (*at >= '0' && *at <= '9')
		at++;
	return at;
}

/* What doesn't fit is refused as jansson does: it would come out as another number. */
static bool fits(const char *bytes, size_t length, bool real)
{
	if (length < 19 && !memchr(bytes, 'e', length) && !memchr(bytes, 'E', length))
		return true;
	if (real)
		return isfinite(strtod(bytes, NULL));
	errno = 0;
	strtoll(bytes, NULL, 10);
	return errno == 0;
}

bool scan_number(struct scan *scan, struct scan_text *ret, bool *ret_real)
{
	char *from = scan->at, *at = from + (*from == '-'), *digits = at;
	bool real = false, good = true;
	at = digits_end(at);
	good = at > digits && (*digits != '0' || at == digits + 1);
	if (good && *at == '.') {
		real = true;
		digits = at + 1;
		at = digits_end(digits);
		good = at > digits;
	}
	if (good && (*at | 0x20) == 'e') {
		real = true;
		digits = at + 1 + (at[1] == '+' || at[1] == '-');
		at = digits_end(digits);
		good = at > digits;
	}
	if (!good)
		return refuse(scan, from, "no value where one is due");
	if (!fits(from, (size_t)(at - from), real))
		return refuse(scan, from, "a number too large");
	*ret = (struct scan_text){ from, (size_t)(at - from) };
	*ret_real = real;
	scan->at = at;
	return true;
}

bool scan_word(struct scan *scan, const char *word)
{
	size_t length = strlen(word);
	if (strncmp(scan->at, word, length) != 0)
		return refuse(scan, scan->at, "no value where one is due");
	scan->at += length;
	return true;
}

void scan_enter(struct scan *scan)
{
	scan->at++;
	scan->depth++;
}

bool scan_more(struct scan *scan, char closing, bool *ret_more)
{
	bool first = scan->at[-1] == (closing == '}' ? '{' : '[');
	scan_space(scan);
	*ret_more = *scan->at != closing;
	if (!*ret_more) {
		scan->at++;
		scan->depth--;
		return true;
	}
	if (scan->depth >= JSON_PARSER_MAX_DEPTH)
		return refuse(scan, scan->at, "too many brackets in each other");
	if (first)
		return true;
	if (*scan->at != ',')
		return refuse(scan, scan->at, "neither a comma nor a closing bracket");
	scan->at++;
	scan_space(scan);
	return true;
}

static bool colon(struct scan *scan)
{
	scan_space(scan);
	if (*scan->at != ':')
		return refuse(scan, scan->at, "no colon behind a key");
	scan->at++;
	scan_space(scan);
	return true;
}

bool scan_key(struct scan *scan, struct scan_text *ret)
{
	if (!scan_string(scan, ret))
		return false;
	if (memchr(ret->bytes, 0, ret->length))
		return refuse(scan, ret->bytes, nul_key);
	return colon(scan);
}

static bool skip_inside(struct scan *scan, bool object)
{
	bool going = true;
	for (scan_enter(scan); going;) {
		if (!scan_more(scan, object ? '}' : ']', &going))
			return false;
		if (going && object && !(skip_string(scan, true) && colon(scan)))
			return false;
		if (going && !scan_skip(scan))
			return false;
	}
	return true;
}

bool scan_skip(struct scan *scan)
{
	struct scan_text number;
	bool real;
	switch (*scan->at) {
	case '"': return skip_string(scan, false);
	case '{':
	case '[': return skip_inside(scan, *scan->at == '{');
	case 't': return scan_word(scan, "true");
	case 'f': return scan_word(scan, "false");
	case 'n': return scan_word(scan, "null");
	default: return scan_number(scan, &number, &real);
	}
}
