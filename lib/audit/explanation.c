#include "lib/audit/explanation.h"

#include "lib/base/text.h"
#include "lib/store/sql.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

void explanation_free(struct explanation *explanation)
{
	if (explanation == NULL)
		return;
	PGresult *const results[] = { explanation->finding, explanation->detail, explanation->looked_from,
				      explanation->thresholds, explanation->sources };
	for (size_t i = 0; i < sizeof results / sizeof *results; i++)
		PQclear(results[i]);
	for (size_t i = 0; i < explanation->evidence_count; i++) {
		free(explanation->evidence[i].word);
		free(explanation->evidence[i].fields);
		free(explanation->evidence[i].title);
		PQclear(explanation->evidence[i].rows);
	}
	free(explanation);
}

/* What stands behind "-- title: " in the query's first line. New. */
static char *title_of(const char *sql)
{
	static const char key[] = "-- title: ";
	if (strncmp(sql, key, sizeof key - 1) != 0)
		return string_new("");
	return string_format("%.*s", (int)strcspn(sql + sizeof key - 1, "\n"), sql + sizeof key - 1);
}

static bool add_evidence(struct db *db, const char *number, const char *words, struct explanation *explanation,
			 struct error *err)
{
	struct evidence *evidence = &explanation->evidence[explanation->evidence_count++];
	size_t length = strcspn(words, " ");
	evidence->word = string_format("%.*s", (int)length, words);
	evidence->fields = string_new(words + length + strspn(words + length, " "));
	scoped_free char *name = string_format("evidence/%s", evidence->word);
	const char *sql = sql_find(name);
	if (sql == NULL)
		return error_set(err, ERROR_BUG, "there is no sql/%s.sql", name);
	evidence->title = title_of(sql);
	return db_rows(db, "explain/evidence", PARAMS(number, sql, evidence->fields), &evidence->rows, err) ||
	       error_context(err, "evidence %s", evidence->word);
}

static bool add_all_evidence(struct db *db, const char *number, const struct check *check,
			     struct explanation *explanation, struct error *err)
{
	if ((check == NULL || check->evidence[0] == NULL) && !add_evidence(db, number, "record *", explanation, err))
		return false;
	for (char *const *words = check ? check->evidence : NULL; words && *words; words++)
		if (!add_evidence(db, number, *words, explanation, err))
			return false;
	return add_evidence(db, number, "life", explanation, err);
}

/* What the check needs and the words of its evidence, as a JSON list. New. */
static char *looked_at(const struct check *check)
{
	json_auto_t *list = json_array();
	for (char *const *need = check ? check->needs : NULL; need && *need; need++)
		json_array_append_new(list, json_stringn(*need, strcspn(*need, ".")));
	for (char *const *words = check ? check->evidence : NULL; words && *words; words++)
		json_array_append_new(list, json_stringn(*words, strcspn(*words, " ")));
	return json_dumps(list, JSON_COMPACT);
}

bool explanation_make(struct db *db, const char *number, const struct check *check, const char *record_url,
		      struct explanation **ret, struct error *err)
{
	scoped_explanation struct explanation *explanation = memory_new(1, sizeof *explanation);
	scoped_free char *things = looked_at(check);
	if (!db_rows(db, "explain/finding", PARAMS(number, record_url), &explanation->finding, err) ||
	    !db_rows(db, "explain/detail", PARAMS(number), &explanation->detail, err) ||
	    !db_rows(db, "explain/looked_from", PARAMS(number), &explanation->looked_from, err) ||
	    !db_rows(db, "explain/thresholds", PARAMS(number), &explanation->thresholds, err) ||
	    !db_rows(db, "explain/sources", PARAMS(number, things), &explanation->sources, err) ||
	    !add_all_evidence(db, number, check, explanation, err))
		return false;
	*ret = steal(explanation);
	return true;
}
