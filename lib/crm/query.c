#include "lib/crm/query.h"

#include "lib/base/log.h"
#include "lib/crm/ahead.h"
#include "lib/crm/answer.h"
#include "lib/crm/page.h"
#include "lib/crm/reading.h"
#include "lib/crm/wide.h"

#include <stdint.h>
#include <string.h>

static void note_last(struct reading *reading, const char *id, const char *stamp)
{
	struct place *at = &reading->at;
	snprintf(at->last_id, sizeof at->last_id, "%s", id);
	if (reading->query.stamp && !soql_literal(stamp, at->last_stamp))
		*at->last_id = '\0';
}

static bool send_row(void *context, const struct stage_value *values, struct error *err)
{
	struct reading *reading = context;
	if (!reading->sink->row(reading->sink->context, values, err))
		return false;
	reading->at.sent++;
	log_progress(reading->object->sobject, reading->at.sent, reading->expected);
	return true;
}

/* What is left of the window: everything, where it was never cut. */
static void look_at(struct reading *reading)
{
	const struct place *at = &reading->at;
	reading->query.since = at->since;
	reading->query.before = place_end(at);
	reading->query.last_id = at->last_id;
	reading->query.last_stamp = at->last_stamp;
}

static bool keep(struct reading *reading, struct error *err)
{
	const struct query_sink *sink = reading->sink;
	if (sink->keep == NULL || (*reading->at.last_id == '\0' && *reading->at.bulk.job == '\0'))
		return true;
	scoped_free char *place = place_text(&reading->at);
	return sink->keep(sink->context, place, err);
}

/* Where to read from and to. The end is the same for all objects of a run, so that
 * what belongs together is of one instant. A whole read has no end: what changed since
 * a part of it was read must not be lacking. */
static void set_bounds(struct reading *reading, const char *mark)
{
	const struct query_options *options = reading->options;
	struct place *at = &reading->at;
	time_t last, end = rest_began(reading->rest) - options->lag_seconds;
	*at = (struct place){ .whole = true };
	snprintf(at->base, sizeof at->base, "%s", mark ? mark : "");
	snprintf(at->stamp, sizeof at->stamp, "%s", reading->query.stamp ? reading->query.stamp : "");
	soql_instant(end, at->mark);
	if (mark == NULL || reading->query.stamp == NULL)
		return;
	if (!soql_time(mark, &last)) {
		log_line(LOG_INFO, "%s: the last mark is of another kind of source; reading all",
			 reading->object->sobject);
		return;
	}
	at->whole = false;
	soql_instant(last - options->overlap_seconds, at->since);
	soql_instant(end, at->before);
	soql_instant(last > end ? last : end, at->mark);
}

/* Throws away what came so far. */
static bool restart(struct reading *reading, struct error *err)
{
	const struct query_sink *sink = reading->sink;
	return sink->restart == NULL || sink->restart(sink->context, err);
}

/* From where a reading of the same rows was cut off, or from the start. */
static bool begin(struct reading *reading, const char *mark, struct error *err)
{
	const char *words = reading->sink->place;
	struct place place;
	set_bounds(reading, mark);
	if (words == NULL || *words == '\0')
		return true;
	if (!place_read(words, &place) || strcmp(place.base, reading->at.base) != 0 ||
	    strcmp(place.stamp, reading->at.stamp) != 0)
		return restart(reading, err);
	reading->at = place;
	log_line(LOG_INFO, "%s: %lld rows are here from a pull that was cut off; going on behind them",
		 reading->object->sobject, place.sent);
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

static bool keep_bulk(void *context, const struct bulk_place *place, struct error *err)
{
	struct reading *reading = context;
	if (place == NULL)
		return restart(reading, err);
	reading->at.bulk = *place;
	reading->at.sent = reading->at.done + place->rows;
	return keep(reading, err);
}

/* What is left from the window on, in whatever order. ret->unable: not a row of it came. */
static bool read_bulk(struct reading *reading, struct bulk_outcome *ret, struct error *err)
{
	scoped_text struct text soql = { 0 };
	struct place *at = &reading->at;
	struct soql_query query = reading->query;
	query.since = at->since;
	query.before = at->before;
	query.last_id = "";
	query.unordered = true;
	soql_select(&query, &soql);
	scoped_free bool *number = find_numbers(reading);
	const struct bulk_query bulk = { .sobject = reading->object->sobject, .soql = soql.bytes,
					 .fields = { query.fields, query.dropped, number },
					 .row = reading->sink->row, .context = reading->sink->context,
					 .from = at->bulk, .keep = keep_bulk, .keeper = reading };
	reading->no_bulk = true;
	if (!bulk_read(reading->rest, &reading->options->bulk, &bulk, ret, err))
		return false;
	if (!ret->unable)
		at->sent = reading->expected = at->done + ret->rows;
	return true;
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

/* Large objects by Bulk. *ret_read is whether that is done. */
static bool try_bulk(struct reading *reading, bool *ret_read, struct error *err)
{
	long long rows = 0;
	long least = reading->options->bulk_rows;
	if (least == 0 || !reading->at.whole)
		return true;
	if (!about(reading, &rows, err))
		return false;
	if (rows < least)
		return true;
	struct bulk_outcome outcome;
	log_line(LOG_INFO, "%s: about %lld rows, asking by the Bulk API", reading->object->sobject, rows);
	if (!read_bulk(reading, &outcome, err))
		return false;
	if (outcome.unable)
		log_line(LOG_WARN, "%s: not by the Bulk API: %s; asking by REST", reading->object->sobject,
			 outcome.why);
	*ret_read = !outcome.unable;
	return true;
}

/* The results of a job that an earlier run began; all anew where they are gone. */
static bool resume_bulk(struct reading *reading, bool *ret_read, struct error *err)
{
	struct bulk_outcome outcome;
	if (!read_bulk(reading, &outcome, err))
		return false;
	*ret_read = !outcome.unable;
	if (!outcome.unable)
		return true;
	log_line(LOG_INFO, "%s: the job's results are gone: %s; beginning anew", reading->object->sobject,
		 outcome.why);
	scoped_free char *mark = *reading->at.base ? string_new(reading->at.base) : NULL;
	reading->no_bulk = reading->options->bulk_rows == 0;
	if (!restart(reading, err))
		return false;
	set_bounds(reading, mark);
	return try_bulk(reading, ret_read, err);
}

/* What ran too long once runs two minutes again with every try, so that Bulk is tried
 * before short windows are. *ret_read: it did all the rest. */
static bool shorten(struct reading *reading, const struct rest_answer *refusal, bool *ret_read,
		    struct error *err)
{
	enum { HALVINGS_BEFORE_BULK = 4, SHORTEST_WINDOW = 60 };
	struct place *at = &reading->at;
	bool may_halve = reading->query.stamp && (reading->no_bulk || reading->halvings < HALVINGS_BEFORE_BULK);
	*ret_read = false;
	if (may_halve && place_halve(at, SHORTEST_WINDOW, rest_began(reading->rest))) {
		reading->halvings++;
		log_line(LOG_INFO, "%s: the query was too much (%s); asking up to %s alone",
			 reading->object->sobject, refusal->code, at->until);
		return true;
	}
	if (reading->no_bulk)
		return reading_refused(reading, refusal, err);
	struct bulk_outcome outcome;
	log_line(LOG_INFO, "%s: the query ran too long; asking by the Bulk API", reading->object->sobject);
	if (!read_bulk(reading, &outcome, err))
		return false;
	*ret_read = !outcome.unable;
	if (!outcome.unable)
		return true;
	log_line(LOG_WARN, "%s: not by the Bulk API: %s; asking by REST", reading->object->sobject, outcome.why);
	return shorten(reading, refusal, ret_read, err);
}

static bool runs_too_long(const struct rest_answer *answer)
{
	return strcmp(answer->code, "QUERY_TIMEOUT") == 0 || strcmp(answer->code, "OPERATION_TOO_LARGE") == 0;
}

/* Whether another query can go on where this one was refused; sent is what it brought.
 * *ret_again is whether there is need of one. */
static bool go_on(struct reading *reading, const struct rest_answer *answer, long long sent, size_t to,
		  bool *ret_again, struct error *err)
{
	bool read = false;
	*ret_again = true;
	if (runs_too_long(answer)) {
		if (!shorten(reading, answer, &read, err))
			return false;
		*ret_again = !read;
		return true;
	}
	if (sent == 0 && (reading_drop(reading, answer) || reading_narrow(reading, answer, 0, to)))
		return true;
	if (strcmp(answer->code, "INVALID_QUERY_LOCATOR") != 0 || sent == 0 || *reading->at.last_id == '\0')
		return reading_refused(reading, answer, err);
	log_line(LOG_INFO, "%s: the server lost our place after %lld rows; asking for those behind",
		 reading->object->sobject, reading->at.sent);
	return true;
}

static void expect(struct reading *reading, long long before, long long total)
{
	if (reading->expected < 0 && total >= 0)
		reading->expected = before + total;
}

/* The rows of a page, while the next one is asked for. */
static bool send_page(struct reading *reading, struct page *page, struct ahead *ahead, long long before,
		      char **path, struct error *err)
{
	if (!reading_next(page_next(page), -1, path, err))
		return false;
	if (*path)
		ahead_ask(ahead, *path);
	expect(reading, before, page_total(page));
	if (!page_rows(page, send_row, reading, err))
		return false;
	expect(reading, before, page_total(page));
	if (page_count(page) > 0)
		note_last(reading, page_last_id(page), page_last_stamp(page));
	return reading_next(page_next(page), page_count(page), path, err);
}

static bool send_records(struct reading *reading, const json_t *records, struct error *err)
{
	for (size_t i = 0; i < json_array_size(records); i++)
		if (!send_row(reading, record_values(reading->record, json_array_get(records, i)), err))
			return false;
	return true;
}

/* A page whose rows lack fields. Rows that are read anew for those stand behind the page's
 * last one. */
static bool send_wide(struct reading *reading, struct text *body, size_t to, long long before, char **path,
		      struct error *err)
{
	json_auto_t *page = NULL;
	if (!answer_parse(body, &page, err))
		return false;
	json_t *records = json_object_get(page, "records"), *total = json_object_get(page, "totalSize");
	size_t count = json_array_size(records);
	if (!json_is_array(records) || !json_is_integer(total))
		return error_set(err, ERROR_UNAVAILABLE, "an answer without records or totalSize; try later");
	for (size_t i = 0; i < count; i++)
		if (!json_is_object(json_array_get(records, i)))
			return error_set(err, ERROR_UNAVAILABLE, "an answer whose records are no objects; try later");
	expect(reading, before, json_integer_value(total));
	const json_t *last = json_array_get(records, count ? count - 1 : 0);
	scoped_free char *id = string_new(answer_text(last, "Id"));
	scoped_free char *stamp = string_new(reading->query.stamp ? answer_text(last, reading->query.stamp) : "");
	if (!wide_complete(reading, records, to, err) || !send_records(reading, records, err))
		return false;
	reading->expected -= (long long)(count - json_array_size(records));
	if (count > 0)
		note_last(reading, id, stamp);
	return reading_next(answer_text(page, "nextRecordsUrl"), (long long)count, path, err);
}

/* One query, page by page. *ret_again: it ended early, and another is to go on. */
static bool read_query(struct reading *reading, bool *ret_again, struct error *err)
{
	long long before = reading->at.sent;
	size_t to = 0;
	look_at(reading);
	reading->expected = -1;
	scoped_free char *path = reading_path(reading, &reading->query, 0, &to);
	bool wide = reading->query.fields[to] != NULL;
	scoped_page struct page *page = page_new(reading->query.fields, reading->query.stamp);
	scoped_ahead struct ahead ahead = { .rest = reading->rest };
	while (path) {
		scoped_rest_answer struct rest_answer answer = { 0 };
		if (!ahead_take(&ahead, path, &answer, err))
			return false;
		if (answer.status != 200)
			return go_on(reading, &answer, reading->at.sent - before, to, ret_again, err);
		if (wide ? !send_wide(reading, &answer.body, to, before, &path, err)
			 : !page_begin(page, &answer.body, err) ||
			   !send_page(reading, page, &ahead, before, &path, err))
			return false;
		if (!keep(reading, err))
			return false;
		if (reading->at.sent > reading->expected)
			break;
	}
	ahead_done(&ahead);
	reading->halvings = 0;
	*ret_again = place_next(&reading->at, rest_began(reading->rest));
	if (reading->at.sent == reading->expected)
		return true;
	return error_set(err, ERROR_UNAVAILABLE, "%lld of %lld rows came; pull again", reading->at.sent,
			 reading->expected);
}

static bool read_all(struct reading *reading, const char *mark, struct error *err)
{
	bool read = false;
	if (!begin(reading, mark, err))
		return false;
	bool begun = reading->at.sent > 0;
	if (*reading->at.bulk.job ? !resume_bulk(reading, &read, err) : !begun && !try_bulk(reading, &read, err))
		return false;
	for (bool again = !read; again;)
		if (!read_query(reading, &again, err))
			return false;
	return true;
}

bool query_read(struct rest *rest, const struct query_options *options, const struct query_object *object,
		const struct source_request *request, const struct query_sink *sink,
		struct source_outcome *ret, struct error *err)
{
	size_t fields = list_length(request->fields);
	scoped_reading struct reading reading = {
		.rest = rest, .options = options, .object = object, .sink = sink, .room = SIZE_MAX,
		.dropped = memory_new(fields, sizeof(bool)), .left_out = memory_new(fields, sizeof(bool)),
		.record = record_new(request->fields), .no_bulk = options->bulk_rows == 0,
	};
	reading.query = (struct soql_query){ .sobject = object->sobject, .filter = object->filter, .fields = request->fields,
					     .dropped = reading.dropped, .stamp = object->stamp };
	struct error why = { 0 };
	bool fine = read_all(&reading, request->mark, &why);
	if (!fine && !reading.refused) {
		*err = why;
		return error_context(err, "%s", object->sobject);
	}
	if (!fine && !restart(&reading, err))
		return false;
	const struct place *at = &reading.at;
	struct source_outcome outcome = { .expected = reading.expected, .read = at->sent, .whole = at->whole,
					  .unchanged = !at->whole && at->sent == 0 };
	snprintf(outcome.mark, sizeof outcome.mark, "%s", at->mark);
	reading_dropped(&reading, outcome.dropped, sizeof outcome.dropped);
	snprintf(outcome.refused, sizeof outcome.refused, "%.500s", why.text);
	*ret = outcome;
	return true;
}
