#include "lib/store/redact.h"

#include <stddef.h>
#include <string.h>

enum { TEXT_TYPE = 25 };   /* pg_type's oid of text */

static const char key[] = "-- shared:";
static const char left_out[] = "(left out)";

/* The words behind the key, up to the line's end; NULL where no line begins with it. */
static const char *shared_words(const char *sql)
{
	while (sql && strncmp(sql, key, sizeof key - 1) != 0) {
		sql = strchr(sql, '\n');
		sql = sql ? sql + 1 : NULL;
	}
	return sql ? sql + sizeof key - 1 : NULL;
}

bool redact_applies(const char *sql_name, const char *sql)
{
	return strncmp(sql_name, "reports/", 8) == 0 || strncmp(sql_name, "explain/", 8) == 0 || shared_words(sql) != NULL;
}

static bool is_shared(const char *words, const char *column)
{
	size_t length = strlen(column);
	while (words && *words && *words != '\n') {
		words += strspn(words, " ");
		size_t here = strcspn(words, " \n");
		if (here == length && strncmp(words, column, length) == 0)
			return true;
		words += here;
	}
	return false;
}

static bool is_id(const char *column)
{
	size_t length = strlen(column);
	return strcmp(column, "id") == 0 || (length > 3 && strcmp(column + length - 3, "_id") == 0);
}

static bool leave_out(PGresult *rows, int row, int column)
{
	bool is_word = PQftype(rows, column) == TEXT_TYPE && !is_id(PQfname(rows, column));
	char word[sizeof left_out];
	memcpy(word, left_out, sizeof word);
	return PQsetvalue(rows, row, column, is_word ? word : NULL, is_word ? (int)sizeof word - 1 : -1);
}

bool redact_rows(const char *sql, PGresult *rows)
{
	const char *words = shared_words(sql);
	for (int column = 0; column < PQnfields(rows); column++) {
		bool shared = is_shared(words, PQfname(rows, column));
		for (int row = 0; row < PQntuples(rows); row++) {
			const char *value = PQgetvalue(rows, row, column);
			if (*value && (!shared || strchr(value, '@')) && !leave_out(rows, row, column))
				return false;
		}
	}
	return true;
}
