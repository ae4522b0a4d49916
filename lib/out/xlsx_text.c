#include "lib/out/xlsx_book.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool xlsx_text_add(struct text *text, const char *bytes, size_t length, struct error *err)
{
	if (text->length + length > XLSX_TEXT_MOST)
		return error_set(err, ERROR_DATA, "a text of more than %d bytes", XLSX_TEXT_MOST);
	text_add(text, bytes, length);
	return true;
}

void xlsx_words_start(struct xlsx_words *words, const char *element)
{
	if (strcmp(element, "rPh") == 0)
		words->phonetic++;
	words->is_inside = strcmp(element, "t") == 0 && words->phonetic == 0;
}

void xlsx_words_end(struct xlsx_words *words, const char *element)
{
	if (strcmp(element, "rPh") == 0 && words->phonetic > 0)
		words->phonetic--;
	words->is_inside = false;
}

bool xlsx_words_add(struct xlsx_words *words, const char *bytes, size_t length, struct error *err)
{
	return !words->is_inside || xlsx_text_add(&words->text, bytes, length, err);
}

/* The code of "_x000D_"; -1 where there is none. */
static long escape_code(const char *at)
{
	if (at[0] != '_' || at[1] != 'x')
		return -1;
	for (int digit = 2; digit < 6; digit++)
		if (!isxdigit((unsigned char)at[digit]))
			return -1;
	return at[6] == '_' ? strtol((char[]){ at[2], at[3], at[4], at[5], '\0' }, NULL, 16) : -1;
}

static size_t put_code(char *to, long code)
{
	bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
	if (is_surrogate || code == 0x7F || (code < ' ' && code != '\t' && code != '\n'))
		return 0;
	if (code < 0x80) {
		to[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		to[0] = (char)(0xC0 | code >> 6);
		to[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	to[0] = (char)(0xE0 | code >> 12);
	to[1] = (char)(0x80 | (code >> 6 & 0x3F));
	to[2] = (char)(0x80 | (code & 0x3F));
	return 3;
}

void xlsx_unescape(struct text *text)
{
	enum { ESCAPE = 7 };
	char *to = text->bytes;
	for (const char *at = text->bytes; at && *at;) {
		long code = escape_code(at);
		if (code >= 0) {
			to += put_code(to, code);
			at += ESCAPE;
		} else
			*to++ = *at++;
	}
	if (to) {
		*to = '\0';
		text->length = (size_t)(to - text->bytes);
	}
}
