#include "lib/crm/wide.h"

#include "lib/base/log.h"
#include "lib/crm/answer.h"

#include <string.h>

/* Ids that are asked for at once: as many bytes as the fields, for both are cut down
 * where the server takes short lines only. */
static size_t batch_size(const struct reading *reading)
{
	enum { MOST_BYTES = 8000, BYTES_OF_ID = 27, LEAST = 10 };
	size_t bytes = reading->room < MOST_BYTES ? reading->room : MOST_BYTES;
	return bytes / BYTES_OF_ID > LEAST ? bytes / BYTES_OF_ID : LEAST;
}

static bool next_page(const json_t *page, char **path, struct error *err)
{
	size_t rows = json_array_size(json_object_get(page, "records"));
	return reading_next(answer_text(page, "nextRecordsUrl"), (long long)rows, path, err);
}

/* The pages behind the first; wide rows come in small ones. */
static bool follow(struct reading *reading, char *path, json_t *records, struct error *err)
{
	scoped_free char *next = path;
	while (next) {
		scoped_rest_answer struct rest_answer page = { 0 };
		if (!rest_get(reading->rest, next, &page, err))
			return false;
		if (page.status != 200)
			return reading_refused(reading, &page, err);
		if (!next_page(page.json, &next, err))
			return false;
		json_array_extend(records, json_object_get(page.json, "records"));
	}
	return true;
}

/* Some fields, from one on, of rows that are named by Id. *ret_to is the first left. */
static bool ask(struct reading *reading, char *const *ids, size_t from, size_t *ret_to, json_t **ret,
		struct error *err)
{
	struct soql_query query = reading->query;
	query.ids = ids;
	query.unordered = true;
	for (;;) {
		scoped_free char *path = reading_path(reading, &query, from, ret_to);
		scoped_rest_answer struct rest_answer answer = { 0 };
		if (!rest_get(reading->rest, path, &answer, err))
			return false;
		json_t *records = json_object_get(answer.json, "records");
		if (answer.status == 200) {
			*ret = json_is_array(records) ? json_incref(records) : json_array();
			return next_page(answer.json, &path, err) && follow(reading, steal(path), *ret, err);
		}
		if (!reading_drop(reading, &answer) && !reading_narrow(reading, &answer, from, *ret_to))
			return reading_refused(reading, &answer, err);
	}
}

/* The rows of a page by Id, and which of their fields are there. */
struct filling {
	json_t *places;        /* Id: place among records */
	json_t *records;
	size_t *upto;          /* for each record: the fields before this one are there */
};

static void filling_done(struct filling *filling)
{
	json_decref(filling->places);
	free(filling->upto);
}
#define scoped_filling __attribute__((cleanup(filling_done)))

static void filling_begin(struct filling *filling, json_t *records, size_t from)
{
	size_t count = json_array_size(records);
	*filling = (struct filling){ .places = json_object(), .records = records,
				     .upto = memory_new(count + 1, sizeof *filling->upto) };
	for (size_t i = 0; i < count; i++) {
		filling->upto[i] = from;
		json_object_set_new(filling->places, answer_text(json_array_get(records, i), "Id"),
				    json_integer((json_int_t)i));
	}
}

static void add_parts(const struct reading *reading, struct filling *filling, const json_t *parts, size_t from,
		      size_t to)
{
	const char *stamp = reading->query.stamp;
	for (size_t i = 0; i < json_array_size(parts); i++) {
		json_t *part = json_array_get(parts, i);
		const json_t *place = json_object_get(filling->places, answer_text(part, "Id"));
		if (place == NULL)
			continue;
		size_t at = (size_t)json_integer_value(place);
		json_t *record = json_array_get(filling->records, at);
		bool same = !stamp || strcmp(answer_text(part, stamp), answer_text(record, stamp)) == 0;
		if (filling->upto[at] == from && same && json_object_update_recursive(record, part) == 0)
			filling->upto[at] = to;
	}
}

/* The Ids of up to so many records, from the given one on. New. */
static char **ids_of(const json_t *records, size_t from, size_t most)
{
	char **ids = memory_new(most + 1, sizeof *ids);
	for (size_t i = 0; i < most && from + i < json_array_size(records); i++)
		ids[i] = string_new(answer_text(json_array_get(records, from + i), "Id"));
	return ids;
}

/* Every batch of a page is filled up on its own: the room for fields may change on the way. */
static bool fill_batch(struct reading *reading, struct filling *filling, char *const *ids, size_t from,
		       struct error *err)
{
	for (size_t to; reading->query.fields[from]; from = to) {
		json_auto_t *parts = NULL;
		if (!ask(reading, ids, from, &to, &parts, err))
			return false;
		add_parts(reading, filling, parts, from, to);
	}
	return true;
}

/* Moves the records that stayed incomplete to uneven. */
static void take_out_uneven(const struct filling *filling, size_t fields, json_t *uneven)
{
	for (size_t i = json_array_size(filling->records); i-- > 0;) {
		if (filling->upto[i] == fields)
			continue;
		json_array_append(uneven, json_array_get(filling->records, i));
		json_array_remove(filling->records, i);
	}
}

/* uneven gets those that changed meanwhile, or are gone. */
static bool fill(struct reading *reading, json_t *records, size_t from, json_t *uneven, struct error *err)
{
	scoped_filling struct filling filling;
	filling_begin(&filling, records, from);
	for (size_t row = 0, size; row < json_array_size(records); row += size) {
		size = batch_size(reading);
		scoped_list char **ids = ids_of(records, row, size);
		if (!fill_batch(reading, &filling, ids, from, err))
			return false;
	}
	take_out_uneven(&filling, list_length(reading->query.fields), uneven);
	return true;
}

/* All fields of a few rows anew; those that are gone don't come. */
static bool read_anew(struct reading *reading, const json_t *rows, json_t *records, json_t *uneven,
		      struct error *err)
{
	for (size_t row = 0, size, to; row < json_array_size(rows); row += size) {
		size = batch_size(reading);
		scoped_list char **ids = ids_of(rows, row, size);
		json_auto_t *fresh = NULL;
		if (!ask(reading, ids, 0, &to, &fresh, err) || !fill(reading, fresh, to, uneven, err))
			return false;
		json_array_extend(records, fresh);
	}
	return true;
}

bool wide_complete(struct reading *reading, json_t *records, size_t from, struct error *err)
{
	enum { TRIES = 5 };
	json_auto_t *uneven = json_array();
	if (!fill(reading, records, from, uneven, err))
		return false;
	for (int tries = 1; json_array_size(uneven) > 0; tries++) {
		if (tries > TRIES)
			return error_set(err, ERROR_UNAVAILABLE, "row %s changes faster than its fields can be "
					 "read; try later", answer_text(json_array_get(uneven, 0), "Id"));
		log_line(LOG_DEBUG, "%s: %zu rows changed while their fields were read; reading them anew",
			 reading->object->sobject, json_array_size(uneven));
		json_auto_t *rows = steal(uneven);
		uneven = json_array();
		if (!read_anew(reading, rows, records, uneven, err))
			return false;
	}
	return true;
}
