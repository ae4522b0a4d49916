#include "lib/audit/validate.h"

#include "lib/audit/audit.h"
#include "lib/audit/cage.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool in_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The word in text, from at on; NULL where it is not. */
static const char *find_word(const char *text, const char *at, const char *word)
{
	size_t length = strlen(word);
	for (at = strstr(at, word); at; at = strstr(at + 1, word))
		if ((at == text || !in_word(at[-1])) && !in_word(at[length]))
			return at;
	return NULL;
}

static int line_of(const struct check *check, const char *at)
{
	int line = 1;
	for (const char *c = check->sql; c < at; c++)
		line += *c == '\n';
	return line;
}

static int line_of_param(const struct check *check, const char *name)
{
	static const char key[] = "param:";
	const char *at = check->sql;
	while ((at = strstr(at, key)) && at < check->body) {
		at += strlen(key);
		const char *word = at + strspn(at, " \t");
		if (find_word(check->sql, word, name) == word)
			return line_of(check, word);
	}
	return 1;
}

static void judge_threshold(const struct check *check, const char *at, struct text *wrong)
{
	const char *id = at + strlen("threshold");
	id += strspn(id, " \t\n");
	if (*id != '(')
		return;
	id += 1 + strspn(id + 1, " \t\n");
	size_t length = *id == '\'' ? strcspn(id + 1, "'") : 0;
	if (length > 0 && (length != strlen(check->id) || strncmp(id + 1, check->id, length) != 0))
		text_format(wrong, "%d: threshold('%.*s', …) is of another check: this one is '%s', after its file\n",
			    line_of(check, at), (int)length, id + 1, check->id);
}

void validate_text(const struct check *check, struct text *wrong)
{
	for (size_t i = 0; i < check->params_count; i++)
		if (find_word(check->sql, check->body, check->params[i].name) == NULL)
			text_format(wrong, "%d: param '%s' is declared and not used\n",
				    line_of_param(check, check->params[i].name), check->params[i].name);
	const char *at = check->body;
	while ((at = find_word(check->sql, at, "threshold"))) {
		judge_threshold(check, at, wrong);
		at++;
	}
}

enum { NUMBER = 'n', TEXT = 't', DAY = 'd', INSTANT = 'i', OTHER = 'o' };

/* By the numbers that PostgreSQL's own types always have. A list of texts, as JSON or as an
 * array, passes for text. */
static int type_class(Oid type)
{
	switch (type) {
	case 20: case 21: case 23: case 700: case 701: case 1700:
		return NUMBER;
	case 18: case 19: case 25: case 1042: case 1043: case 114: case 1009: case 3802:
		return TEXT;
	case 1082:
		return DAY;
	case 1184:
		return INSTANT;
	default:
		return OTHER;
	}
}

static const struct {
	const char *name;
	int class;
	bool is_optional;
} contract[] = {
	{ "record_type", TEXT, false }, { "record_id", TEXT, false }, { "label", TEXT, false }, { "rep_id", TEXT, false },
	{ "account_id", TEXT, false },  { "severity", TEXT, false },  { "why", TEXT, false },   { "weight", NUMBER, true },
	{ "part", TEXT, true },
};
enum { CONTRACT = sizeof contract / sizeof *contract };

static int format_class(const char *format)
{
	return strcmp(format, "text") == 0 ? TEXT : strcmp(format, "date") == 0 ? DAY : strcmp(format, "instant") == 0 ? INSTANT : NUMBER;
}

static const char *class_words(int class)
{
	return class == NUMBER ? "a number" : class == DAY ? "a date" : class == INSTANT ? "a timestamp with time zone" : "text";
}

static bool is_contract(const char *name)
{
	for (size_t i = 0; i < CONTRACT; i++)
		if (strcmp(contract[i].name, name) == 0)
			return true;
	return false;
}

static bool is_declared(const struct check *check, const char *name)
{
	for (size_t i = 0; i < check->columns_count; i++)
		if (strcmp(check->columns[i].name, name) == 0)
			return true;
	return false;
}

/* PQfnumber() would fold the name and heed quotes. */
static int find_field(const PGresult *described, const char *name)
{
	for (int field = 0; field < PQnfields(described); field++)
		if (strcmp(PQfname(described, field), name) == 0)
			return field;
	return -1;
}

static void judge_column(const PGresult *described, int line, const char *name, int class, bool is_optional,
			 struct text *wrong)
{
	int field = find_field(described, name);
	if (field < 0 && !is_optional)
		text_format(wrong, "%d: the SELECT returns no column '%s', %s\n", line, name, class_words(class));
	if (field >= 0 && type_class(PQftype(described, field)) != class)
		text_format(wrong, "%d: column '%s' must be %s; cast it\n", line, name, class_words(class));
}

static void judge_field(const struct check *check, const PGresult *described, int field, int line, struct text *wrong)
{
	const char *name = PQfname(described, field);
	if (find_field(described, name) != field)
		text_format(wrong, "%d: the SELECT returns two columns '%s'\n", line, name);
	else if (!is_contract(name) && !is_declared(check, name))
		text_format(wrong, "%d: column '%s' is not declared: add '-- column: %s, TITLE, FORMAT' to the header\n", line,
			    name, name);
}

void validate_columns(const struct check *check, const PGresult *described, struct text *wrong)
{
	int line = line_of(check, check->body);
	for (size_t i = 0; i < CONTRACT; i++)
		judge_column(described, line, contract[i].name, contract[i].class, contract[i].is_optional, wrong);
	for (size_t i = 0; i < check->columns_count; i++)
		judge_column(described, line, check->columns[i].name, format_class(check->columns[i].format), false, wrong);
	for (int field = 0; field < PQnfields(described); field++)
		judge_field(check, described, field, line, wrong);
}

void validation_done(struct validation *validation)
{
	free(validation->lacking);
	free(validation->plan);
	free(validation->whole);
	free(validation->found);
	free(validation->fails);
	free(validation->warns);
}

static bool judge_needs(struct db *db, const struct check *check, char **ret_lacking, struct text *wrong, struct error *err)
{
	scoped_free char *needs = audit_needs(check);
	scoped_free char *unknown = NULL;
	if (!db_text(db, "audit/needs_unknown", PARAMS(needs), &unknown, err))
		return false;
	if (unknown)
		text_format(wrong, "1: need '%s' names a column that no source fills\n", unknown);
	return db_text(db, "audit/needs", PARAMS(needs), ret_lacking, err);
}

static char *value_of(const PGresult *rows, const char *column)
{
	const char *value = db_value(rows, 0, column);
	return *value ? string_new(value) : NULL;
}

static bool run(struct db *db, const struct settings *settings, const struct check *check, struct validation *ret,
		struct error *err)
{
	scoped_result PGresult *plan = NULL, *found = NULL;
	if (!db_rows(db, "audit/check_plan", PARAMS(check->sql), &plan, err) ||
	    !db_run(db, "audit/stage_clear", NO_PARAMS, err) ||
	    !cage_check(db, check, settings_number(settings, "checks", "timeout_seconds"), err) ||
	    !db_rows(db, "audit/check_found", PARAMS(check->id), &found, err))
		return false;
	ret->plan = value_of(plan, "top");
	ret->whole = value_of(plan, "whole");
	ret->found = value_of(found, "found");
	ret->fails = value_of(found, "fails");
	ret->warns = value_of(found, "warns");
	return true;
}

static bool judge(struct db *db, const struct settings *settings, const struct catalogue *catalogue,
		  const struct check *check, struct validation *ret, struct text *wrong, struct error *err)
{
	const char *path = check->path ? check->path : check->id;
	scoped_result PGresult *described = NULL;
	if (!db_exec(db, "SET LOCAL lock_timeout = '2s'", err) || !catalogue_refresh(catalogue, settings, db, err) ||
	    !db_describe(db, path, check->sql, &described, err))
		return false;
	validate_columns(check, described, wrong);
	if (!judge_needs(db, check, &ret->lacking, wrong, err))
		return false;
	if (wrong->length > 0 || run(db, settings, check, ret, err))
		return true;
	if (err->kind == ERROR_BUG)
		err->kind = ERROR_DATA;
	return error_context(err, "%s", path);
}

bool validate_run(struct db *db, const struct settings *settings, const struct catalogue *catalogue,
		  const struct check *check, struct validation *ret, struct text *wrong, struct error *err)
{
	if (!db_begin(db, err))
		return false;
	bool good = judge(db, settings, catalogue, check, ret, wrong, err);
	db_rollback(db);
	return good;
}
