#include "lib/audit/who.h"

#include "lib/base/text.h"

#include <stdlib.h>
#include <string.h>

enum { SUGGESTIONS = 3, CANDIDATES = 8 };

/* "Ann Ax (ann@x.com)"; without an address the id stands there. */
static void add_person(struct text *list, const PGresult *people, int row)
{
	const char *name = db_value(people, row, "name");
	const char *email = db_value(people, row, "email");
	const char *id = db_value(people, row, "user_id");
	text_format(list, "%s%s (%s)", list->length ? ", " : "", *name ? name : "no name", *email ? email : id);
}

static bool same_value(const PGresult *people, int row, int other, const char *column)
{
	return strcmp(db_value(people, row, column), db_value(people, other, column)) == 0;
}

/* How many from the top are named equally well; they are sorted so. */
static int count_named(const PGresult *people)
{
	int count = 0;
	while (count < PQntuples(people) && *db_value(people, count, "rank") &&
	       same_value(people, count, 0, "rank") && same_value(people, count, 0, "is_active"))
		count++;
	return count;
}

static bool ambiguous(const PGresult *people, int count, const char *who, struct error *err)
{
	scoped_text struct text list = { 0 };
	for (int row = 0; row < count && row < CANDIDATES; row++) {
		add_person(&list, people, row);
		text_format(&list, " %s", db_value(people, row, "user_id"));
	}
	return error_set(err, ERROR_USAGE, "'%s' names %d people: %s%s; say the id or the e-mail", who, count,
			 list.bytes, count > CANDIDATES ? ", …" : "");
}

/* Every word of who, in any order: directories differ on which name comes first. */
static bool holds(const PGresult *people, int row, const char *who)
{
	scoped_free char *copy = string_new(who);
	char *rest = copy;
	bool some = false;
	for (char *word = strsep(&rest, " "); word; word = strsep(&rest, " ")) {
		if (*word && !strcasestr(db_value(people, row, "name"), word) &&
		    !strcasestr(db_value(people, row, "email"), word))
			return false;
		some = some || *word;
	}
	return some;
}

static void suggest_holding(const PGresult *people, const char *who, struct text *list)
{
	int found = 0;
	for (int row = 0; row < PQntuples(people) && found < SUGGESTIONS; row++)
		if (holds(people, row, who)) {
			add_person(list, people, row);
			found++;
		}
}

/* What somebody goes by, as candidates for string_nearest(): three words each. */
static const char **all_words(const PGresult *people)
{
	static const char *const columns[] = { "name", "email", "alias" };
	size_t count = (size_t)PQntuples(people);
	const char **words = memory_new(3 * count + 1, sizeof *words);
	for (size_t at = 0; at < 3 * count; at++)
		words[at] = db_value(people, (int)(at / 3), columns[at % 3]);
	return words;
}

static void suggest_nearest(const PGresult *people, const char *who, struct text *list)
{
	scoped_free const char **words = all_words(people);
	for (int found = 0; found < SUGGESTIONS; found++) {
		const char *nearest = string_nearest(who, words);
		int at = 0;
		while (nearest && words[at] != nearest)
			at++;
		if (nearest == NULL)
			return;
		int row = at / 3;
		add_person(list, people, row);
		for (int word = 3 * row; word < 3 * row + 3; word++)
			words[word] = "";
	}
}

static bool unknown(const PGresult *people, const char *who, struct error *err)
{
	if (PQntuples(people) == 0)
		return error_set(err, ERROR_USAGE, "'%s': no users are here yet; run 'crmaudit pull' first", who);
	scoped_text struct text list = { 0 };
	suggest_holding(people, who, &list);
	if (list.length == 0)
		suggest_nearest(people, who, &list);
	if (list.length == 0)
		return error_set(err, ERROR_USAGE, "nobody here goes by '%s'; say an e-mail, a name, an alias or "
				 "an id", who);
	return error_set(err, ERROR_USAGE, "nobody here goes by '%s'; did you mean %s?", who, list.bytes);
}

bool who_resolve(struct db *db, const char *who, char **ret_user_id, char **ret_name, struct error *err)
{
	scoped_result PGresult *people = NULL;
	if (!db_rows(db, "audit/who", PARAMS(who), &people, err))
		return false;
	int named = count_named(people);
	if (named == 0)
		return unknown(people, who, err);
	if (named > 1)
		return ambiguous(people, named, who, err);
	*ret_user_id = string_new(db_value(people, 0, "user_id"));
	*ret_name = string_new(db_value(people, 0, "name"));
	return true;
}
