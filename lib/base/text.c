#include "lib/base/text.h"

#include <ctype.h>
#include <endian.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void *or_stop(void *memory)
{
	if (memory == NULL) {
		fputs("crmaudit: out of memory\n", stderr);
		abort();
	}
	return memory;
}

void *memory_new(size_t count, size_t size)
{
	return or_stop(calloc(count ? count : 1, size));
}

void *memory_grow(void *memory, size_t count, size_t size)
{
	return or_stop(reallocarray(memory, count ? count : 1, size));
}

static void make_room(struct text *text, size_t more)
{
	size_t wanted = text->length + more + 1;
	if (wanted <= text->room)
		return;
	size_t room = text->room ? text->room : 64;
	while (room < wanted)
		room *= 2;
	text->bytes = memory_grow(text->bytes, room, 1);
	text->room = room;
}

void text_add(struct text *text, const char *bytes, size_t length)
{
	make_room(text, length);
	if (length)
		memcpy(text->bytes + text->length, bytes, length);
	text->length += length;
	text->bytes[text->length] = '\0';
}

void text_put(struct text *text, const char *string)
{
	text_add(text, string, strlen(string));
}

void text_char(struct text *text, char c)
{
	text_add(text, &c, 1);
}

static void format_into(struct text *text, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, args);
	make_room(text, (size_t)length);
	vsnprintf(text->bytes + text->length, (size_t)length + 1, format, again);
	text->length += (size_t)length;
	va_end(again);
}

void text_format(struct text *text, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	format_into(text, format, args);
	va_end(args);
}

void text_percent(struct text *text, const char *value)
{
	for (; *value; value++) {
		if (isalnum((unsigned char)*value) || strchr("-._~", *value))
			text_char(text, *value);
		else
			text_format(text, "%%%02X", (unsigned char)*value);
	}
}

void text_clear(struct text *text)
{
	text->length = 0;
	if (text->bytes)
		text->bytes[0] = '\0';
}

void text_done(struct text *text)
{
	free(text->bytes);
	*text = (struct text){ 0 };
}

char *text_give(struct text *text)
{
	make_room(text, 0);
	text->bytes[text->length] = '\0';
	char *bytes = text->bytes;
	*text = (struct text){ 0 };
	return bytes;
}

char *string_new(const char *string)
{
	return string ? or_stop(strdup(string)) : NULL;
}

char *string_format(const char *format, ...)
{
	struct text text = { 0 };
	va_list args;
	va_start(args, format);
	format_into(&text, format, args);
	va_end(args);
	return text_give(&text);
}

bool string_same(const char *a, const char *b)
{
	return strcasecmp(a, b) == 0;
}

bool host_is_loopback(const char *host)
{
	return string_same(host, "localhost") || strcmp(host, "127.0.0.1") == 0 || strcmp(host, "[::1]") == 0;
}

char *string_trim(char *string)
{
	while (isspace((unsigned char)*string))
		string++;
	size_t length = strlen(string);
	while (length > 0 && isspace((unsigned char)string[length - 1]))
		string[--length] = '\0';
	return string;
}

/* Edit distance, ASCII case ignored, over one row of the table. Words are
 * settings and names, so a fixed row is enough; longer ones are never near. */
static size_t distance(const char *a, const char *b)
{
	enum { LONGEST = 128 };
	size_t length = strlen(b);
	if (length >= LONGEST || strlen(a) >= LONGEST)
		return SIZE_MAX;
	size_t row[LONGEST];
	for (size_t column = 0; column <= length; column++)
		row[column] = column;
	for (; *a; a++) {
		size_t corner = row[0]++;
		for (size_t column = 1; column <= length; column++) {
			bool same = tolower((unsigned char)*a) == tolower((unsigned char)b[column - 1]);
			size_t best = corner + !same;
			corner = row[column];
			if (row[column] + 1 < best)
				best = row[column] + 1;
			if (row[column - 1] + 1 < best)
				best = row[column - 1] + 1;
			row[column] = best;
		}
	}
	return row[length];
}

const char *string_nearest(const char *word, const char *const *candidates)
{
	const char *nearest = NULL;
	size_t best = strlen(word) / 2 + 1;
	for (; *candidates; candidates++) {
		size_t now = distance(word, *candidates);
		if (now < best) {
			best = now;
			nearest = *candidates;
		}
	}
	return nearest;
}

char **list_new(const char *commas)
{
	char *copy = string_new(commas ? commas : "");
	char **list = memory_new(1, sizeof *list);
	size_t count = 0;
	char *rest = copy;
	for (char *part = strsep(&rest, ","); part; part = strsep(&rest, ",")) {
		char *word = string_trim(part);
		if (*word == '\0')
			continue;
		list = memory_grow(list, count + 2, sizeof *list);
		list[count++] = string_new(word);
		list[count] = NULL;
	}
	free(copy);
	return list;
}

void list_free(char **list)
{
	for (char **item = list; item && *item; item++)
		free(*item);
	free(list);
}

size_t list_length(char *const *list)
{
	size_t length = 0;
	while (list[length])
		length++;
	return length;
}

bool list_has(char *const *list, const char *word)
{
	for (; *list; list++)
		if (string_same(*list, word))
			return true;
	return false;
}

void scope_list(char ***list)
{
	list_free(*list);
}

size_t utf8_length(const char *bytes, size_t left)
{
	const unsigned char *at = (const unsigned char *)bytes;
	unsigned char c = at[0];
	if (c < 0x80)
		return 1;
	size_t length = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
	if (c < 0xc2 || c > 0xf4 || left < length)
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((at[i] & 0xc0) != 0x80)
			return 0;
	bool overlong = (c == 0xe0 && at[1] < 0xa0) || (c == 0xf0 && at[1] < 0x90);
	bool surrogate = c == 0xed && at[1] > 0x9f;
	bool beyond = c == 0xf4 && at[1] > 0x8f;
	return overlong || surrogate || beyond ? 0 : length;
}

bool is_utf8(const char *string)
{
	size_t left = strlen(string), length;
	for (; left > 0 && (length = utf8_length(string, left)) > 0; left -= length)
		string += length;
	return left == 0;
}

/* Eight bytes at a time, the first of them lowest: a borrow only makes bytes behind the
 * first odd one look odd. */
size_t plain_length(const char *bytes, size_t length, char stop)
{
	const uint64_t ones = UINT64_MAX / 0xff, high = ones * 0x80;
	size_t at = 0;
	for (uint64_t word; at + sizeof word <= length; at += sizeof word) {
		memcpy(&word, bytes + at, sizeof word);
		word = le64toh(word);
		uint64_t odd = word | (word - ones * ' ') | ((word ^ ones * '\\') - ones) |
			       ((word ^ ones * (unsigned char)stop) - ones);
		if (odd & high)
			return at + (size_t)__builtin_ctzll(odd & high) / 8;
	}
	while (at < length && (signed char)bytes[at] >= ' ' && bytes[at] != '\\' && bytes[at] != stop)
		at++;
	return at;
}
