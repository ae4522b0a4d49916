#include "lib/out/value.h"

#include <string.h>

/* Types as the server numbers them (pg_type.dat): they never change. */
enum type {
	BOOL = 16,
	INT8 = 20,
	INT2 = 21,
	INT4 = 23,
	JSON = 114,
	FLOAT4 = 700,
	FLOAT8 = 701,
	NUMERIC = 1700,
	JSONB = 3802,
};

bool value_is_number(Oid type)
{
	return type == INT8 || type == INT2 || type == INT4 || type == FLOAT4 || type == FLOAT8 || type == NUMERIC;
}

/* A database without an encoding (SQL_ASCII) gives what it was given. */
static json_t *string_json(const char *value)
{
	json_t *made = json_string(value);
	if (made)
		return made;
	scoped_text struct text mended = { 0 };
	for (size_t left = strlen(value), length; left > 0; value += length, left -= length) {
		length = utf8_length(value, left);
		text_add(&mended, length ? value : "\xEF\xBF\xBD", length ? length : 3);
		length += length == 0;
	}
	return json_string(mended.bytes);
}

json_t *value_json(const PGresult *rows, int row, int column)
{
	const char *value = PQgetvalue(rows, row, column);
	Oid type = PQftype(rows, column);
	if (PQgetisnull(rows, row, column))
		return json_null();
	if (type == BOOL)
		return json_boolean(*value == 't');
	bool is_figure = value_is_number(type) && !strpbrk(value, "NI");   /* NaN, Infinity */
	if (type != JSON && type != JSONB && !is_figure)
		return string_json(value);
	json_t *made = json_loads(value, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	/* a number beyond 64 bits */
	return made ? made : json_loads(value, JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, NULL);
}

/* The full-width forms too: a Japanese Excel takes them for the narrow ones. */
static bool is_formula(const char *value)
{
	static const char *const wide[] = { "\uff1d", "\uff0b", "\uff0d", "\uff20" };
	for (size_t at = 0; at < sizeof wide / sizeof *wide; at++)
		if (strncmp(value, wide[at], strlen(wide[at])) == 0)
			return true;
	return *value && strchr("=+-@\t\r\n", *value);
}

void value_csv(const PGresult *rows, int row, int column, struct text *line)
{
	const char *value = PQgetvalue(rows, row, column);
	bool is_armed = is_formula(value) && !value_is_number(PQftype(rows, column));
	bool needs_quotes = strpbrk(value, ",\"\r\n") != NULL;
	if (needs_quotes)
		text_char(line, '"');
	if (is_armed)
		text_char(line, '\'');
	for (; *value; value++) {
		if (*value == '"')
			text_char(line, '"');
		text_char(line, *value);
	}
	if (needs_quotes)
		text_char(line, '"');
}
