#include "tests/support/pages.h"

#include "lib/crm/answer.h"
#include "lib/crm/page.h"
#include "lib/crm/record.h"

#include <string.h>

#define WORD(word) (char[]){ word }
char *const pages_fields[] = { WORD("Id"), WORD("Name"), WORD("Amount"), WORD("Flag"), WORD("Owner.Name"),
			       WORD("Owner.Profile.Name"), WORD("Owner.Profile"), WORD("Nested"), WORD("Id"), NULL };
enum { FIELDS = 9 };
static const char stamp[] = "SystemModstamp";

static bool put_row(void *context, const struct stage_value *values, struct error *err)
{
	struct text *rows = context;
	(void)err;
	for (size_t i = 0; i < FIELDS; i++)
		if (values[i].bytes == NULL) {
			text_put(rows, "~");
		} else {
			text_format(rows, "%zu:", values[i].length);
			text_add(rows, values[i].bytes, values[i].length);
		}
	text_put(rows, "\n");
	return true;
}

static void put_end(struct text *ret, long long total, const char *next, const char *id, const char *last_stamp)
{
	text_format(ret, "total %lld next %s id %.31s stamp %.63s", total, next, id, last_stamp);
}

static bool by_scan(struct page *page, const char *bytes, size_t length, struct text *ret)
{
	struct error err;
	scoped_text struct text body = { 0 };
	text_add(&body, bytes, length);
	if (!page_begin(page, &body, &err) || !page_rows(page, put_row, ret, &err)) {
		text_put(ret, err.text);
		return false;
	}
	put_end(ret, page_total(page), page_next(page), page_last_id(page), page_last_stamp(page));
	return true;
}

static bool by_tree(const char *bytes, size_t length, struct text *ret)
{
	struct error err;
	scoped_text struct text body = { 0 };
	text_add(&body, bytes, length);
	json_auto_t *page = NULL;
	if (!answer_parse(&body, &page, &err)) {
		text_put(ret, err.text);
		return false;
	}
	const json_t *records = json_object_get(page, "records"), *total = json_object_get(page, "totalSize");
	if (!json_is_array(records) || !json_is_integer(total) || json_integer_value(total) < 0)
		return false;
	scoped_record struct record *record = record_new(pages_fields);
	const json_t *last = NULL;
	for (size_t i = 0; i < json_array_size(records); i++) {
		last = json_array_get(records, i);
		if (!json_is_object(last))
			return false;
		put_row(ret, record_values(record, last), &err);
	}
	put_end(ret, json_integer_value(total), answer_text(page, "nextRecordsUrl"), answer_text(last, "Id"),
		answer_text(last, stamp));
	return true;
}

char *pages_compare(const char *bytes, size_t length)
{
	scoped_text struct text scanned = { 0 }, parsed = { 0 };
	scoped_page struct page *page = page_new(pages_fields, stamp);
	bool scan = by_scan(page, bytes, length, &scanned), tree = by_tree(bytes, length, &parsed);
	if (scan == tree && (!scan || (scanned.length == parsed.length &&
				       memcmp(scanned.bytes, parsed.bytes, parsed.length) == 0)))
		return string_new("");
	/* jansson overlooks a NUL behind a number or word; we take none */
	if (!scan && memchr(bytes, 0, length))
		return string_new("");
	/* a page with records twice is refused, for the first ones are sent by then */
	const char *first = memmem(bytes, length, "\"records\"", 9);
	if (!scan && first && memmem(first + 9, length - (size_t)(first + 9 - bytes), "\"records\"", 9))
		return string_new("");
	return string_format("scan %s %.3000s\ntree %s %.3000s\nof %.*s", scan ? "reads" : "refuses",
			     scanned.bytes ? scanned.bytes : "", tree ? "reads" : "refuses",
			     parsed.bytes ? parsed.bytes : "", (int)length, bytes);
}

static unsigned chance(uint64_t *state, unsigned below)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (unsigned)((*state >> 11) % below);
}

#define ONE_OF(list) list[chance(state, sizeof list / sizeof *list)]

static void put_space(uint64_t *state, struct text *ret)
{
	static const char *const spaces[] = { " ", "\n", "\r\n", "\t  " };
	if (chance(state, 12) == 0)
		text_put(ret, ONE_OF(spaces));
}

static void put_string(uint64_t *state, struct text *ret)
{
	static const char *const parts[] = {
		"a", "words with spaces", "\\n", "\\r\\n", "\\t", "\\\"", "\\\\", "\\/", "\\b\\f", "é", "日本", "😀", "\\u00e9",
		"\\u20AC", "\\ud83d\\ude00", "\\uD83D", "\\ude00", "\\ud83d\\u0041", "\\u0000", "\\u001f", "\\\\ud83d", "'",
		"{", "]", ",", "12345678", "\x7f", "2023-01-02T03:04:05.000+0000", "\\ud83d\\ud83d\\ude00",
	};
	text_char(ret, '"');
	for (unsigned i = chance(state, 5); i > 0; i--)
		text_put(ret, ONE_OF(parts));
	text_char(ret, '"');
}

static void put_number(uint64_t *state, struct text *ret)
{
	static const char *const numbers[] = {
		"1.0000000000000001", "9007199254740993.0", "0", "-0", "5", "-17", "5.0",
		 "0.0", "-0.0", "0.1", "100", "100.0", "-100.50", "1e3", "1E+3", "1.5e-7",
		"0.0001", "0.00001", "1.2345678E7", "123456789012345", "1234567890123456", "123456789012345.0",
		"12345678901234.5", "123456789012345.67", "0.30000000000000004", "1e15", "1e22", "1.7976931348623157e308",
		"1e400", "1e-400", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "999999999999999999",
		"01", "-", "1.", ".5", "1e", "+1", "00", "-01", "0x10", "1.5E", "2.50e2",
	};
	if (chance(state, 3)) {
		text_format(ret, "%s%u", chance(state, 4) ? "" : "-", chance(state, 1000000));
		for (unsigned i = chance(state, 3) ? 0 : 1 + chance(state, 9), first = i; i > 0; i--)
			text_format(ret, "%s%u", i == first ? "." : "", chance(state, 10));
	} else {
		/* those that are no JSON stand at the end and are rare */
		unsigned all = sizeof numbers / sizeof *numbers;
		text_put(ret, numbers[chance(state, chance(state, 60) ? 28 : all)]);
	}
}

static void put_object(uint64_t *state, struct text *ret, int depth);

static void put_value(uint64_t *state, struct text *ret, int depth)
{
	unsigned kind = chance(state, depth > 4 ? 9 : 12);
	if (kind < 4)
		put_string(state, ret);
	else if (kind < 6)
		put_number(state, ret);
	else if (kind < 9)
		text_put(ret, kind == 6 ? "true" : kind == 7 ? "false" : "null");
	else if (kind < 11)
		put_object(state, ret, depth + 1);
	else {
		text_char(ret, '[');
		for (unsigned i = 0, count = chance(state, 4); i < count; i++) {
			text_put(ret, i ? "," : "");
			put_space(state, ret);
			put_value(state, ret, depth + 1);
		}
		put_space(state, ret);
		text_char(ret, ']');
	}
}

static void put_member(uint64_t *state, struct text *ret, const char *name, int depth)
{
	put_space(state, ret);
	text_format(ret, "\"%s\"", name);
	put_space(state, ret);
	text_char(ret, ':');
	put_space(state, ret);
	put_value(state, ret, depth);
	put_space(state, ret);
}

/* With the fields in order as a rule, else in any, some lacking, some twice. */
static void put_object(uint64_t *state, struct text *ret, int depth)
{
	static const char *const names[] = { "attributes", "Id", "Name", "Amount", "Flag", "Owner", "Profile", "Nested",
					     "SystemModstamp", "Owner.Name", "Owner.Profile.Name", "Profile.Name", "",
					     "N\\u0061me", "\\u0000", "I\\\"d", "name" };
	enum { USUAL = 9, ALL = sizeof names / sizeof *names };
	bool in_order = chance(state, 2);
	unsigned count = chance(state, 12), written = 0;
	text_char(ret, '{');
	for (unsigned i = 0; i < (in_order ? USUAL : count); i++) {
		unsigned odd = chance(state, 8) ? USUAL + 4 : ALL;
		if (in_order && chance(state, 10) == 0)
			continue;
		text_put(ret, written++ ? "," : "");
		put_member(state, ret, names[in_order ? i : chance(state, odd)], depth);
	}
	put_space(state, ret);
	text_char(ret, '}');
}

static void put_records(uint64_t *state, struct text *ret)
{
	text_put(ret, "\"records\":[");
	for (unsigned i = 0, count = chance(state, 5); i < count; i++) {
		text_put(ret, i ? "," : "");
		put_space(state, ret);
		put_object(state, ret, 1);
	}
	put_space(state, ret);
	text_char(ret, ']');
}

void pages_make(uint64_t *state, struct text *ret)
{
	put_space(state, ret);
	text_char(ret, '{');
	for (unsigned i = 0, records = chance(state, 5) ? 3 : chance(state, 5), odd; i < 5; i++) {
		text_put(ret, i ? "," : "");
		put_space(state, ret);
		odd = chance(state, 60);
		if (i == records)
			put_records(state, ret);
		else if (odd == 0)
			put_member(state, ret, "totalSize", 4);
		else if (i == (records == 0))
			text_format(ret, "\"totalSize\":%u", chance(state, 5000));
		else if (i == 2 || records == 2)
			text_put(ret, "\"nextRecordsUrl\":\"/services/data/v64.0/query/01g-2000\"");
		else
			put_member(state, ret, chance(state, 2) ? "done" : "Id", 3);
		put_space(state, ret);
	}
	text_char(ret, '}');
	put_space(state, ret);
}

void pages_spoil(uint64_t *state, struct text *page)
{
	static const char bytes[] = "\"\"\\\\{}[]:,,0159eE+-.utfn \n\t\r\x01\x1f\x7f\x80\xa0\xbf\xc3\xe0\xed\xf0\xf4\xff";
	for (unsigned i = 1 + chance(state, 4); i > 0 && page->length > 1; i--) {
		size_t at = chance(state, (unsigned)page->length), rest = page->length - at;
		size_t span = 1 + chance(state, chance(state, 2) ? 3 : 60);
		char byte = chance(state, 20) ? bytes[chance(state, sizeof bytes)] : (char)chance(state, 256);
		span = span < rest ? span : rest;
		scoped_text struct text tail = { 0 };
		text_add(&tail, page->bytes + at, rest);
		unsigned kind = chance(state, 4);
		page->length = at;
		if (kind == 0)
			text_char(page, byte);
		else if (kind == 1)
			text_add(page, tail.bytes, span);
		if (kind == 3)
			text_char(page, byte);
		size_t skip = kind == 2 ? span : kind == 3;
		text_add(page, tail.bytes + skip, rest - skip);
	}
}
