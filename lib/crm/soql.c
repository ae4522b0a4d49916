#include "lib/crm/soql.h"

#include <string.h>

void soql_instant(time_t when, char ret[SOQL_INSTANT])
{
	struct tm utc;
	gmtime_r(&when, &utc);
	strftime(ret, SOQL_INSTANT, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

bool soql_time(const char *instant, time_t *ret)
{
	struct tm utc = { 0 };
	const char *end = strptime(instant, "%Y-%m-%dT%H:%M:%SZ", &utc);
	if (end == NULL || *end != '\0')
		return false;
	*ret = timegm(&utc);
	return true;
}

bool soql_literal(const char *value, char ret[SOQL_INSTANT])
{
	size_t length = strspn(value, "0123456789-T:.");
	bool utc = strcmp(value + length, "Z") == 0 || strcmp(value + length, "+0000") == 0 ||
		   strcmp(value + length, "+00:00") == 0;
	if (length < strlen("2023-01-02T03:04:05") || length > SOQL_INSTANT - 2 || !utc)
		return false;
	memcpy(ret, value, length);
	strcpy(ret + length, "Z");
	return true;
}

static void add_field(struct text *ret, size_t start, const char *field)
{
	if (ret->length > start)
		text_char(ret, ',');
	text_put(ret, field);
}

static void add_fields(const struct soql_query *query, struct text *ret)
{
	size_t start = ret->length;
	bool has_id = false, has_stamp = query->stamp == NULL;
	for (size_t i = 0; query->fields[i]; i++) {
		if (query->dropped[i])
			continue;
		add_field(ret, start, query->fields[i]);
		has_id = has_id || string_same(query->fields[i], "Id");
		has_stamp = has_stamp || string_same(query->fields[i], query->stamp);
	}
	if (!has_id)
		add_field(ret, start, "Id");
	if (!has_stamp)
		add_field(ret, start, query->stamp);
}

static void add_quoted(struct text *ret, const char *value)
{
	text_char(ret, '\'');
	for (; *value; value++) {
		if (*value == '\'' || *value == '\\')
			text_char(ret, '\\');
		text_char(ret, *value);
	}
	text_char(ret, '\'');
}

/* Many rows share a stamp, so what comes after a row is told by stamp and Id. */
static void add_after_last(const struct soql_query *query, struct text *ret)
{
	if (query->stamp)
		text_format(ret, "((%s = %s AND Id > ", query->stamp, query->last_stamp);
	else
		text_put(ret, "Id > ");
	add_quoted(ret, query->last_id);
	if (query->stamp)
		text_format(ret, ") OR %s > %s)", query->stamp, query->last_stamp);
}

static void add_ids(char *const *ids, struct text *ret)
{
	text_put(ret, " WHERE Id IN (");
	for (size_t i = 0; ids[i]; i++) {
		if (i > 0)
			text_char(ret, ',');
		add_quoted(ret, ids[i]);
	}
	text_char(ret, ')');
}

static void add_bounds(const struct soql_query *query, struct text *ret)
{
	const char *word = " WHERE ";
	if (query->filter) {
		text_format(ret, "%s%s", word, query->filter);
		word = " AND ";
	}
	if (*query->last_id) {
		text_put(ret, word);
		add_after_last(query, ret);
		word = " AND ";
	} else if (*query->since) {
		text_format(ret, "%s%s >= %s", word, query->stamp, query->since);
		word = " AND ";
	}
	if (*query->before)
		text_format(ret, "%s%s < %s", word, query->stamp, query->before);
}

void soql_select(const struct soql_query *query, struct text *ret)
{
	text_put(ret, "SELECT ");
	add_fields(query, ret);
	text_format(ret, " FROM %s", query->sobject);
	if (query->ids)
		add_ids(query->ids, ret);
	else
		add_bounds(query, ret);
	if (!query->unordered)
		text_format(ret, " ORDER BY %s%sId", query->stamp ? query->stamp : "", query->stamp ? ", " : "");
}
