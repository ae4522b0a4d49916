#include "lib/crm/reading.h"

#include "lib/base/log.h"

#include <string.h>

void reading_done(struct reading *reading)
{
	record_free(reading->record);
	free(reading->dropped);
	free(reading->left_out);
}

static char *path_of(const struct reading *reading, const struct soql_query *query)
{
	scoped_text struct text soql = { 0 };
	soql_select(query, &soql);
	return rest_query_path(reading->rest, soql.bytes);
}

/* Bytes that a query takes beside its fields. */
static size_t frame(const struct reading *reading, struct soql_query query)
{
	query.fields = (char *[]){ NULL };
	scoped_free char *path = path_of(reading, &query);
	return strlen("GET  HTTP/1.1") + strlen(path);
}

char *reading_path(struct reading *reading, const struct soql_query *query, size_t from, size_t *ret_to)
{
	enum { LONGEST_LINE = 16000 };   /* the server takes 16,384 with the headers, else 431 */
	struct soql_query part = *query;
	size_t used = frame(reading, part), count = list_length(part.fields), to = from;
	size_t room = LONGEST_LINE > used ? LONGEST_LINE - used : 0;
	if (reading->room < room)
		room = reading->room;
	memset(reading->left_out, true, count);
	for (used = 0; to < count; to++) {
		if (reading->dropped[to])
			continue;
		used += strlen(part.fields[to]) + strlen("%2C");
		if (used > room && to > from)
			break;
		reading->left_out[to] = false;
	}
	part.dropped = reading->left_out;
	*ret_to = to;
	return path_of(reading, &part);
}

bool reading_next(const char *next, long long rows, char **path, struct error *err)
{
	free(*path);
	*path = *next ? string_new(next) : NULL;
	if (*next && rows == 0)
		return error_set(err, ERROR_UNAVAILABLE, "an empty page that is not the last; try later");
	/* the token goes where this path leads */
	if (*next && (*next != '/' || next[1] == '/'))
		return error_set(err, ERROR_UNAVAILABLE, "the next page is not on the same server: %.100s", next);
	return true;
}

static bool too_much(const struct rest_answer *answer)
{
	return answer->status == 414 || answer->status == 431 || strcmp(answer->code, "QUERY_TOO_COMPLICATED") == 0;
}

bool reading_narrow(struct reading *reading, const struct rest_answer *answer, size_t from, size_t to)
{
	if (!too_much(answer) || to - from < 2)
		return false;
	size_t used = 0;
	for (; from < to; from++)
		used += strlen(reading->query.fields[from]) + strlen("%2C");
	reading->room = used / 2;
	log_line(LOG_INFO, "%s: the query was too much for the server (HTTP %ld %s); asking for its fields in parts",
		 reading->object->sobject, answer->status, answer->code);
	return true;
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

bool reading_drop(struct reading *reading, const struct rest_answer *answer)
{
	static const char column[] = "No such column '", relation[] = "relationship '";
	const char *name = strstr(answer->message, column);
	bool parent = name == NULL;
	if (parent)
		name = strstr(answer->message, relation);
	if (name == NULL || strcmp(answer->code, "INVALID_FIELD") != 0)
		return false;
	name += parent ? strlen(relation) : strlen(column);
	size_t length = strcspn(name, "'");
	bool any = false;
	for (size_t i = 0; reading->query.fields[i]; i++) {
		if (reading->dropped[i] || !is_named(reading->query.fields[i], name, length, parent))
			continue;
		any = reading->dropped[i] = true;
		log_line(LOG_WARN, "%s: field %s is gone or hidden from this login; what is read of it is out of date",
			 reading->object->sobject, reading->query.fields[i]);
	}
	return any;
}

void reading_dropped(const struct reading *reading, char *names, size_t room)
{
	size_t used = 0;
	*names = '\0';
	for (size_t i = 0; reading->query.fields[i] && used < room; i++)
		if (reading->dropped[i])
			used += (size_t)snprintf(names + used, room - used, "%s%s", used ? "," : "", reading->query.fields[i]);
}

/* A bad query or a lack of rights to this object says nothing of the others; a login
 * without the API, a proxy or a server in trouble does. */
static bool is_ours_alone(const struct rest_answer *answer)
{
	static const char *const codes[] = { "INSUFFICIENT_ACCESS", "FUNCTIONALITY_NOT_ENABLED",
					     "TXN_SECURITY_METERING_ERROR" };
	if (answer->status == 400)
		return *answer->code && strcmp(answer->code, "INVALID_QUERY_LOCATOR") != 0;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (strncmp(answer->code, codes[i], strlen(codes[i])) == 0)
			return true;
	return too_much(answer);
}

bool reading_refused(struct reading *reading, const struct rest_answer *answer, struct error *err)
{
	reading->refused = is_ours_alone(answer);
	return rest_refused(answer, err);
}
