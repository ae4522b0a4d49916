#include "bench/row.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

uint64_t chance(uint64_t index, uint64_t what)
{
	uint64_t z = (index + 1) * 0x9e3779b97f4a7c15ull + what * 0xd1342543de82ef95ull + 42;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
	return z ^ (z >> 31);
}

bool chance_mille(uint64_t index, uint64_t what, unsigned mille)
{
	return chance(index, what) % 1000 < mille;
}

void write_id(char *ret, const char *prefix, uint64_t number)
{
	static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	memcpy(ret, prefix, 3);
	number = number * 7919 + 1000003;   /* letters of both cases even in small numbers */
	for (int at = 14; at >= 3; at--, number /= 62)
		ret[at] = digits[number % 62];
	for (int block = 0; block < 3; block++) {
		int bits = 0;
		for (int i = 0; i < 5; i++)
			bits |= (ret[block * 5 + i] >= 'A' && ret[block * 5 + i] <= 'Z') << i;
		ret[15 + block] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits];
	}
	ret[18] = '\0';
}

static void fail(const char *name)
{
	fprintf(stderr, "bench: %s: %s\n", name, strerror(errno));
	exit(1);
}

struct sheet sheet_new(const char *folder, const char *name, const char *columns)
{
	char path[4096], word[128];
	snprintf(path, sizeof path, "%s/%s.csv", folder, name);
	struct sheet sheet = { .file = fopen(path, "we") };
	if (sheet.file == NULL)
		fail(path);
	for (const char *at = columns; *at; at += *at == ',') {
		size_t length = strcspn(at, ",");
		snprintf(word, sizeof word, "%.*s", (int)length, at);
		put_text(&sheet, word);
		at += length;
	}
	put_row_end(&sheet);
	return sheet;
}

void sheet_end(struct sheet *sheet)
{
	if (ferror(sheet->file) || fclose(sheet->file) != 0)
		fail("writing");
}

void put_text(struct sheet *sheet, const char *text)
{
	if (sheet->begun)
		putc_unlocked(',', sheet->file);
	sheet->begun = true;
	putc_unlocked('"', sheet->file);
	for (; *text; text++) {
		if (*text == '"')
			putc_unlocked('"', sheet->file);
		putc_unlocked(*text, sheet->file);
	}
	putc_unlocked('"', sheet->file);
}

void put_format(struct sheet *sheet, const char *format, ...)
{
	char text[512];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	put_text(sheet, text);
}

void put_number(struct sheet *sheet, long long number)
{
	put_format(sheet, "%lld", number);
}

void put_flag(struct sheet *sheet, bool flag)
{
	put_text(sheet, flag ? "true" : "false");
}

void put_id(struct sheet *sheet, const char *prefix, int64_t number)
{
	char id[19] = "";
	if (number != NOBODY)
		write_id(id, prefix, (uint64_t)number);
	put_text(sheet, id);
}

static void put_clock(struct sheet *sheet, const char *format, long long when)
{
	char text[64] = "";
	time_t seconds = (time_t)when;
	struct tm utc;
	if (when)
		strftime(text, sizeof text, format, gmtime_r(&seconds, &utc));
	put_text(sheet, text);
}

void write_day(char ret[11], long long day)
{
	time_t seconds = (time_t)day * DAY;
	struct tm utc;
	strftime(ret, 11, "%Y-%m-%d", gmtime_r(&seconds, &utc));
}

void put_day(struct sheet *sheet, long long day)
{
	put_clock(sheet, "%Y-%m-%d", day * DAY);
}

void put_time(struct sheet *sheet, long long when)
{
	put_clock(sheet, "%Y-%m-%dT%H:%M:%S.000Z", when);
}

void put_row_end(struct sheet *sheet)
{
	putc_unlocked('\n', sheet->file);
	sheet->begun = false;
}
