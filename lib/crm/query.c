#include "lib/crm/query.h"

#include "lib/base/log.h"
#include "lib/crm/answer.h"
#include "lib/crm/record.h"
#include "lib/crm/soql.h"

#include <string.h>

/* The reading of one object. */
struct reading {
	struct rest *rest;
	const struct query_options *options;
	const struct query_object *object;
	struct soql_query query;
	bool *dropped;
	char since[SOQL_INSTANT], before[SOQL_INSTANT], last_stamp[SOQL_INSTANT], last_id[32];
	struct record *record;
	query_row_fn row;
	void *context;
	long long sent;        /* in all */
	long long expected;    /* in all: sent by queries that broke off, plus totalSize of the last */
	bool no_bulk;          /* the Bulk API could not, or must not */
};

static void reading_done(struct reading *reading)
{
	record_free(reading->record);
	free(reading->dropped);
}
#define scoped_reading __attribute__((cleanup(reading_done)))

static bool send_record(struct reading *reading, const json_t *record, struct error *err)
{
	if (!reading->row(reading->context, record_values(reading->record, record), err))
		return false;
	snprintf(reading->last_id, sizeof reading->last_id, "%s", answer_text(record, "Id"));
	if (reading->query.stamp && !soql_literal(answer_text(record, reading->query.stamp), reading->last_stamp))
		*reading->last_id = '\0';
	reading->sent++;
	return true;
}

static bool send_page(struct reading *reading, const json_t *page, struct error *err)
{
	const json_t *records = json_object_get(page, "records");
	if (!json_is_array(records) || !json_is_integer(json_object_get(page, "totalSize")))
		return error_set(err, ERROR_UNAVAILABLE, "an answer without records or totalSize; try later");
	for (size_t i = 0; i < json_array_size(records); i++) {
		if (!json_is_object(json_array_get(records, i)))
			return error_set(err, ERROR_UNAVAILABLE, "an answer whose records are no objects; try later");
		if (!send_record(reading, json_array_get(records, i), err))
			return false;
		log_progress(reading->object->sobject, reading->sent, reading->expected);
	}
	return true;
}

static bool query_path(const struct reading *reading, char **ret, struct error *err)
{
	enum { LONGEST_LINE = 16000 };   /* the server takes 16,384 with the headers, else 431 */
	scoped_text struct text soql = { 0 }, tail = { 0 };
	soql_select(&reading->query, &soql);
	text_put(&tail, "/queryAll?q=");
	text_percent(&tail, soql.bytes);
	char *path = rest_path(reading->rest, tail.bytes);
	size_t line = strlen("GET  HTTP/1.1") + strlen(path);
	if (line <= LONGEST_LINE) {
		*ret = path;
		return true;
	}
	free(path);
	return error_set(err, ERROR_CONFIG, "%zu fields make a query of %zu bytes, Salesforce takes %d; map "
			 "fewer fields in [fields.…]", list_length(reading->query.fields), line, LONGEST_LINE);
}

/* What the server calls unknown: a column, or the parent in front of one. */
static bool is_named(const char *field, const char *name, size_t length, bool parent)
{
	const char *last = strrchr(field, '.');
	if (parent)
		return last && strncasecmp(field, name, length) == 0 && field[length] == '.';
	field = last ? last + 1 : field;
	return strlen(field) == length && strncasecmp(field, name, length) == 0;
}

static bool drop_field(struct reading *reading, const char *message)
{
	static const char column[] = "No such column '", relation[] = "relationship '";
	const char *name = strstr(message, column);
	bool parent = name == NULL;
	if (parent)
		name = strstr(message, relation);
	if (name == NULL)
		return false;
	name += parent ? strlen(relation) : strlen(column);
	size_t length = strcspn(name, "'");
	bool any = false;
	for (size_t i = 0; reading->query.fields[i]; i++) {
		if (reading->dropped[i] || !is_named(reading->query.fields[i], name, length, parent))
			continue;
		any = reading->dropped[i] = true;
		log_line(LOG_WARN, "%s: field %s is gone or hidden from this login; its column stays empty",
			 reading->object->sobject, reading->query.fields[i]);
	}
	return any;
}

/* As many rows as the server thinks there are; 0 where it doesn't say. */
static bool about(struct reading *reading, long long *ret, struct error *err)
{
	scoped_free char *tail = string_format("/limits/recordCount?sObjects=%s", reading->object->sobject);
	scoped_free char *path = rest_path(reading->rest, tail);
	scoped_rest_answer struct rest_answer answer = { 0 };
	if (!rest_get(reading->rest, path, &answer, err))
		return false;
	const json_t *counts = json_object_get(answer.json, "sObjects");
	*ret = 0;
	for (size_t i = 0; i < json_array_size(counts); i++)
		if (string_same(answer_text(json_array_get(counts, i), "name"), reading->object->sobject))
			*ret = json_integer_value(json_object_get(json_array_get(counts, i), "count"));
	return true;
}

/* Which of the fields are numbers. New. */
static bool *find_numbers(const struct reading *reading)
{
	char *const *fields = reading->query.fields;
	bool *number = memory_new(list_length(fields), sizeof *number);
	for (size_t i = 0; fields[i]; i++)
		for (char *const *name = reading->object->numbers; *name; name++)
			number[i] = number[i] || string_same(fields[i], *name);
	return number;
}

/* The whole query once more, in whatever order. *ret_why is why it could not; NULL: it
 * did. New. */
static bool read_bulk(struct reading *reading, char **ret_why, struct error *err)
{
	scoped_text struct text soql = { 0 };
	struct soql_query query = reading->query;
	query.unordered = true;
	query.last_id = "";
	soql_select(&query, &soql);
	scoped_free bool *number = find_numbers(reading);
	const struct bulk_query bulk = { .sobject = reading->object->sobject, .soql = soql.bytes,
					 .fields = { query.fields, query.dropped, number },
					 .row = reading->row, .context = reading->context };
	struct bulk_outcome outcome;
	reading->no_bulk = true;
	if (!bulk_read(reading->rest, &reading->options->bulk, &bulk, &outcome, err))
		return false;
	if (!outcome.unable)
		reading->sent = reading->expected = outcome.rows;
	*ret_why = outcome.unable ? string_new(outcome.why) : NULL;
	return true;
}

static bool bulk_instead(struct reading *reading, const struct rest_answer *refusal, struct error *err)
{
	scoped_free char *why = NULL;
	log_line(LOG_INFO, "%s: the query ran too long; asking by the Bulk API", reading->object->sobject);
	if (!read_bulk(reading, &why, err))
		return false;
	if (why == NULL)
		return true;
	rest_refused(refusal, err);
	return error_context(err, "by Bulk API: %.400s; by REST", why);
}

/* Large objects by Bulk. *ret_read is whether that is done. */
static bool try_bulk(struct reading *reading, bool *ret_read, struct error *err)
{
	long long rows = 0;
	long least = reading->options->bulk_rows;
	*ret_read = false;
	if (least == 0)
		reading->no_bulk = true;
	if (least == 0 || *reading->since)
		return true;
	if (!about(reading, &rows, err))
		return false;
	if (rows < least)
		return true;
	scoped_free char *why = NULL;
	log_line(LOG_INFO, "%s: about %lld rows, asking by the Bulk API", reading->object->sobject, rows);
	if (!read_bulk(reading, &why, err))
		return false;
	if (why)
		log_line(LOG_WARN, "%s: not by the Bulk API: %s; asking by REST", reading->object->sobject, why);
	*ret_read = why == NULL;
	return true;
}

/* Whether another query can go on where this one was refused; sent is what it brought. */
static bool go_on(struct reading *reading, const struct rest_answer *answer, long long sent,
		  struct error *err)
{
	if (strcmp(answer->code, "INVALID_FIELD") == 0 && sent == 0 && drop_field(reading, answer->message))
		return true;
	if (strcmp(answer->code, "INVALID_QUERY_LOCATOR") != 0 || sent == 0 || *reading->last_id == '\0')
		return rest_refused(answer, err);
	log_line(LOG_INFO, "%s: the server lost our place after %lld rows; asking for those behind", reading->object->sobject,
		 reading->sent);
	reading->query.last_id = reading->last_id;
	reading->query.last_stamp = reading->last_stamp;
	return true;
}

static bool next_path(const json_t *page, char **path, struct error *err)
{
	const char *next = answer_text(page, "nextRecordsUrl");
	free(*path);
	*path = *next ? string_new(next) : NULL;
	if (*next && json_array_size(json_object_get(page, "records")) == 0)
		return error_set(err, ERROR_UNAVAILABLE, "an empty page that is not the last; try later");
	/* the token goes where this path leads */
	if (*next && (*next != '/' || next[1] == '/'))
		return error_set(err, ERROR_UNAVAILABLE, "the next page is not on the same server: %.100s", next);
	return true;
}

/* One query, page by page. *ret_again: it ended early, and another is to go on. */
static bool read_query(struct reading *reading, bool *ret_again, struct error *err)
{
	long long before = reading->sent;
	reading->expected = -1;
	scoped_free char *path = NULL;
	if (!query_path(reading, &path, err))
		return false;
	while (path) {
		scoped_rest_answer struct rest_answer page = { 0 };
		if (!rest_get(reading->rest, path, &page, err))
			return false;
		if (strcmp(page.code, "QUERY_TIMEOUT") == 0 && !reading->no_bulk) {
			*ret_again = false;
			return bulk_instead(reading, &page, err);
		}
		if (page.status != 200) {
			*ret_again = true;
			return go_on(reading, &page, reading->sent - before, err);
		}
		if (reading->expected < 0)
			reading->expected = before + json_integer_value(json_object_get(page.json, "totalSize"));
		if (!send_page(reading, page.json, err) || !next_path(page.json, &path, err))
			return false;
		if (reading->sent > reading->expected)
			break;
	}
	*ret_again = false;
	if (reading->sent == reading->expected)
		return true;
	return error_set(err, ERROR_UNAVAILABLE, "%lld of %lld rows came; pull again", reading->sent,
			 reading->expected);
}

/* Where to read from and to. The end is the same for all objects of a run, so that
 * what belongs together is of one instant. Returns the mark. */
static time_t set_bounds(struct reading *reading, const char *mark)
{
	const struct query_options *options = reading->options;
	time_t last, end = rest_began(reading->rest) - options->lag_seconds;
	reading->query.since = reading->since;
	reading->query.before = reading->before;
	reading->query.last_stamp = reading->query.last_id = "";
	if (mark == NULL || reading->query.stamp == NULL)
		return end;
	if (!soql_time(mark, &last)) {
		log_line(LOG_INFO, "%s: the last mark is of another kind of source; reading all", reading->object->sobject);
		return end;
	}
	soql_instant(last - options->overlap_seconds, reading->since);
	soql_instant(end, reading->before);
	return last > end ? last : end;
}

bool query_read(struct rest *rest, const struct query_options *options, const struct query_object *object,
		const struct source_request *request, query_row_fn row, void *context,
		struct source_outcome *ret, struct error *err)
{
	scoped_reading struct reading reading = {
		.rest = rest, .options = options, .object = object, .row = row, .context = context,
		.dropped = memory_new(list_length(request->fields), sizeof(bool)),
		.record = record_new(request->fields),
	};
	reading.query = (struct soql_query){ .sobject = object->sobject, .fields = request->fields,
					     .dropped = reading.dropped, .stamp = object->stamp };
	time_t mark = set_bounds(&reading, request->mark);
	bool read = false;
	if (!try_bulk(&reading, &read, err))
		return error_context(err, "%s", object->sobject);
	for (bool again = !read; again;)
		if (!read_query(&reading, &again, err))
			return error_context(err, "%s", object->sobject);
	bool whole = *reading.since == '\0';
	*ret = (struct source_outcome){ .expected = reading.expected, .read = reading.sent, .whole = whole,
					.unchanged = !whole && reading.sent == 0 };
	soql_instant(mark, ret->mark);
	return true;
}
