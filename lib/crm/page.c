#include "lib/crm/page.h"

#include "lib/crm/http.h"
#include "lib/crm/scan_row.h"

#include <string.h>

struct page {
	struct scan_row *row;
	struct scan scan;
	struct text *body;
	struct text next;
	char last_id[32], last_stamp[64];
	long long total, count;
	bool has_records;
};

struct page *page_new(char *const *fields, const char *stamp)
{
	struct page *page = memory_new(1, sizeof *page);
	page->row = scan_row_new(fields, stamp);
	return page;
}

void page_free(struct page *page)
{
	if (page == NULL)
		return;
	scan_row_free(page->row);
	text_done(&page->next);
	free(page);
}

static bool not_json(struct page *page, struct error *err)
{
	scoped_text struct text words = { 0 };
	text_put(&words, "");
	http_excerpt(page->body, 80, &words);
	return error_set(err, ERROR_UNAVAILABLE, "the answer is not JSON (%s near byte %zu): %s; try later",
			 page->scan.why, (size_t)(page->scan.at - page->body->bytes), words.bytes);
}

static bool incomplete(struct error *err)
{
	return error_set(err, ERROR_UNAVAILABLE, "an answer without records or totalSize; try later");
}

static bool take_total(struct page *page)
{
	struct scan *scan = &page->scan;
	struct scan_text digits;
	bool real;
	page->total = -1;
	if (*scan->at != '-' && (*scan->at < '0' || *scan->at > '9'))
		return scan_skip(scan);
	if (!scan_number(scan, &digits, &real))
		return false;
	if (!real)
		page->total = strtoll(digits.bytes, NULL, 10);
	return true;
}

static bool take_next(struct page *page)
{
	struct scan_text next;
	text_clear(&page->next);
	text_put(&page->next, "");
	if (*page->scan.at != '"')
		return scan_skip(&page->scan);
	if (!scan_string(&page->scan, &next))
		return false;
	text_add(&page->next, next.bytes, next.length);
	return true;
}

static bool is_key(const struct scan_text *key, const char *name)
{
	return key->length == strlen(name) && memcmp(key->bytes, name, key->length) == 0;
}

/* Members of the page itself, up to the records or behind its end. */
static bool take_page(struct page *page, bool *ret_records, struct error *err)
{
	struct scan *scan = &page->scan;
	struct scan_text key;
	*ret_records = false;
	for (bool more; !*ret_records;) {
		if (!scan_more(scan, '}', &more))
			return not_json(page, err);
		if (!more)
			return true;
		if (!scan_key(scan, &key))
			return not_json(page, err);
		*ret_records = is_key(&key, "records");
		if (!(*ret_records ? true : is_key(&key, "totalSize") ? take_total(page)
			: is_key(&key, "nextRecordsUrl") ? take_next(page) : scan_skip(scan)))
			return not_json(page, err);
	}
	if (*scan->at != '[')
		return incomplete(err);
	return !page->has_records ||
	       error_set(err, ERROR_UNAVAILABLE, "an answer with records twice; try later");
}

static void start(struct page *page, struct text *body)
{
	text_add(body, "", 0);
	page->body = body;
	page->scan = (struct scan){ .at = body->bytes, .end = body->bytes + body->length };
	text_clear(&page->next);
	text_put(&page->next, "");
	*page->last_id = *page->last_stamp = '\0';
	page->total = -1;
	page->count = 0;
	page->has_records = false;
}

bool page_begin(struct page *page, struct text *body, struct error *err)
{
	bool records;
	start(page, body);
	scan_space(&page->scan);
	if (*page->scan.at == '[')
		return incomplete(err);
	if (*page->scan.at != '{') {
		page->scan.why = "no bracket at the start";
		return not_json(page, err);
	}
	scan_enter(&page->scan);
	if (!take_page(page, &records, err))
		return false;
	page->has_records = records;
	return records || incomplete(err);
}

static bool take_records(struct page *page, page_row_fn row, void *context, struct error *err)
{
	struct scan *scan = &page->scan;
	for (scan_enter(scan);;) {
		bool more;
		if (!scan_more(scan, ']', &more))
			return not_json(page, err);
		if (!more)
			return true;
		if (*scan->at != '{')
			return error_set(err, ERROR_UNAVAILABLE, "an answer whose records are no objects; try later");
		const struct stage_value *values = scan_row_take(page->row, scan);
		if (values == NULL)
			return not_json(page, err);
		page->count++;
		if (!row(context, values, err))
			return false;
	}
}

static void keep(struct stage_value value, char *ret, size_t room)
{
	snprintf(ret, room, "%.*s", (int)value.length, value.bytes);
}

bool page_rows(struct page *page, page_row_fn row, void *context, struct error *err)
{
	bool records;
	if (!take_records(page, row, context, err))
		return false;
	if (page->count > 0) {
		keep(scan_row_id(page->row), page->last_id, sizeof page->last_id);
		keep(scan_row_stamp(page->row), page->last_stamp, sizeof page->last_stamp);
	}
	if (!take_page(page, &records, err))
		return false;
	scan_space(&page->scan);
	if (page->scan.at != page->scan.end) {
		page->scan.why = "more behind the end";
		return not_json(page, err);
	}
	return page->total >= 0 || incomplete(err);
}

long long page_total(const struct page *page)
{
	return page->total;
}

long long page_count(const struct page *page)
{
	return page->count;
}

const char *page_next(const struct page *page)
{
	return page->next.bytes;
}

const char *page_last_id(const struct page *page)
{
	return page->last_id;
}

const char *page_last_stamp(const struct page *page)
{
	return page->last_stamp;
}
