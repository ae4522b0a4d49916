#include "lib/crm/place.h"

#include <jansson.h>
#include <string.h>

char *place_text(const struct place *place)
{
	json_auto_t *json = json_pack(
		"{s:s,s:s,s:b,s:s,s:s,s:s,s:s,s:s,s:s,s:I,s:I,s:I,s:s,s:s,s:I}",
		"base", place->base, "field", place->stamp, "whole", place->whole, "mark", place->mark,
		"since", place->since, "until", place->until, "before", place->before,
		"stamp", place->last_stamp, "id", place->last_id, "width", (json_int_t)place->width,
		"done", (json_int_t)place->done, "sent", (json_int_t)place->sent,
		"job", place->bulk.job, "locator", place->bulk.locator, "rows", (json_int_t)place->bulk.rows);
	char *text = json_dumps(json, JSON_COMPACT);
	return text ? text : string_new("");
}

static bool take(const json_t *json, const char *key, char *ret, size_t room)
{
	const char *value = json_string_value(json_object_get(json, key));
	return value && (size_t)snprintf(ret, room, "%s", value) < room;
}

static bool take_number(const json_t *json, const char *key, long long *ret)
{
	const json_t *value = json_object_get(json, key);
	*ret = json_integer_value(value);
	return json_is_integer(value) && *ret >= 0;
}

#define TAKE(key, field) take(json, key, place.field, sizeof place.field)

bool place_read(const char *text, struct place *ret)
{
	json_auto_t *json = json_loads(text, 0, NULL);
	struct place place = { .whole = json_is_true(json_object_get(json, "whole")) };
	long long width = 0;
	if (!TAKE("base", base) || !TAKE("field", stamp) || !TAKE("mark", mark) || !TAKE("since", since) ||
	    !TAKE("until", until) || !TAKE("before", before) || !TAKE("stamp", last_stamp) ||
	    !TAKE("id", last_id) || !TAKE("job", bulk.job) || !TAKE("locator", bulk.locator) ||
	    !take_number(json, "width", &width) || !take_number(json, "done", &place.done) ||
	    !take_number(json, "sent", &place.sent) || !take_number(json, "rows", &place.bulk.rows))
		return false;
	place.width = (long)width;
	*ret = place;
	return true;
}

const char *place_end(const struct place *place)
{
	return *place->until ? place->until : place->before;
}

/* To the second; other where there is none. */
static time_t seconds(const char *instant, time_t other)
{
	struct tm utc = { 0 };
	return strptime(instant, "%Y-%m-%dT%H:%M:%S", &utc) ? timegm(&utc) : other;
}

enum { OLDEST = 915148800 };   /* 1999, before there was a Salesforce */

bool place_halve(struct place *place, long shortest, time_t now)
{
	time_t low = seconds(*place->last_id ? place->last_stamp : place->since, OLDEST);
	long width = (long)(seconds(place_end(place), now) - low) / 2;
	if (width < shortest)
		return false;
	place->width = width;
	soql_instant(low + width, place->until);
	return true;
}

bool place_next(struct place *place, time_t now)
{
	if (*place->until == '\0')
		return false;
	memcpy(place->since, place->until, sizeof place->since);
	*place->last_stamp = *place->last_id = '\0';
	place->done = place->sent;
	place->width *= 2;
	time_t end = seconds(place->since, OLDEST) + place->width;
	*place->until = '\0';
	if (end < seconds(place->before, now))
		soql_instant(end, place->until);
	return true;
}
