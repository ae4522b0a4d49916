#include "lib/audit/cases.h"

#include "lib/audit/cage.h"
#include "lib/base/path.h"
#include "lib/base/text.h"
#include "lib/base/text_file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST = 1024 * 1024 };

struct one_case {
	const struct check *check;
	char *name, *path;              /* of CASE.sql */
	char *given, *expected, *detail;   /* detail NULL where there is none */
};

static void case_done(struct one_case *one)
{
	free(one->name);
	free(one->path);
	free(one->given);
	free(one->expected);
	free(one->detail);
}
#define scoped_case __attribute__((cleanup(case_done)))

/* CASE.expected beside CASE.sql. New. */
static char *beside(const char *path, const char *ending)
{
	return string_format("%.*s%s", (int)(strlen(path) - strlen(".sql")), path, ending);
}

/* Without empty lines and carriage returns, the last line ended too. */
static bool read_lines(const char *path, char **ret, struct error *err)
{
	scoped_free char *text = NULL;
	struct text lines = { 0 };
	if (!text_file_read(path, LARGEST, &text, err))
		return false;
	char *rest = text;
	for (char *line = strsep(&rest, "\r\n"); line; line = strsep(&rest, "\r\n"))
		if (*line)
			text_format(&lines, "%s\n", line);
	*ret = text_give(&lines);
	return true;
}

static bool read_case(const char *path, struct one_case *one, struct error *err)
{
	scoped_free char *expected = beside(path, ".expected"), *detail = beside(path, ".detail");
	one->path = string_new(path);
	one->name = beside(path_name(path), "");
	if (!text_file_read(path, LARGEST, &one->given, err))
		return false;
	if (access(expected, F_OK) != 0)
		return error_set(err, ERROR_CONFIG, "%s: %s; it holds what the check must find, nothing where it must not", expected,
				 strerror(errno));
	return read_lines(expected, &one->expected, err) &&
	       (access(detail, F_OK) != 0 || read_lines(detail, &one->detail, err));
}

/* What a run does between the pull and the ledger. */
static bool run_case(struct db *db, const struct one_case *one, long seconds, struct error *err)
{
	const struct check *check = one->check;
	scoped_result PGresult *described = NULL;
	return db_script(db, one->path, one->given, err) && db_run(db, "sources/derive", NO_PARAMS, err) &&
	       db_run(db, "audit/reps", NO_PARAMS, err) && db_run(db, "audit/params", NO_PARAMS, err) &&
	       (check->path || db_describe(db, check->id, check->sql, &described, err)) &&
	       cage_check(db, check, seconds, err);
}

/* Whether the line is one of text's, which is taken out of it by overwriting its first byte. */
static bool take_line(char *text, const char *line, size_t length)
{
	for (char *at = text; *at; at += strcspn(at, "\n") + (at[strcspn(at, "\n")] == '\n'))
		if (strcspn(at, "\n") == length && strncmp(at, line, length) == 0) {
			*at = '\x01';
			return true;
		}
	return false;
}

/* The lines of one text that the other lacks, each as often as it lacks them. */
static void say_lacking(const char *text, const char *other, char sign, struct text *said)
{
	scoped_free char *rest = string_new(other);
	for (const char *at = text; *at; at += strcspn(at, "\n") + (at[strcspn(at, "\n")] == '\n')) {
		size_t length = strcspn(at, "\n");
		if (!take_line(rest, at, length))
			text_format(said, "%c%.*s\n", sign, (int)length, at);
	}
}

static void compare(const char *expected, const char *found, struct text *said)
{
	size_t before = said->length;
	say_lacking(expected, found, '-', said);
	say_lacking(found, expected, '+', said);
	if (said->length == before && strcmp(expected, found) != 0)
		text_format(said, "the same lines in another order; found was\n%s", found);
}

static bool compare_rows(struct db *db, const char *query, const char *expected, struct text *said, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	scoped_text struct text found = { 0 };
	if (!db_rows(db, query, NO_PARAMS, &rows, err))
		return false;
	for (int row = 0; row < PQntuples(rows); row++)
		text_format(&found, "%s\n", db_value(rows, row, "line"));
	compare(expected, found.bytes ? found.bytes : "", said);
	return true;
}

static bool judge_case(struct db *db, const struct one_case *one, long seconds, struct text *said, struct error *err)
{
	struct error why = { 0 };
	if (run_case(db, one, seconds, &why) && compare_rows(db, "testing/found", one->expected, said, &why) &&
	    (one->detail == NULL || compare_rows(db, "testing/found_detail", one->detail, said, &why)))
		return true;
	if (why.kind == ERROR_UNAVAILABLE) {
		*err = why;
		return false;
	}
	text_format(said, "%s\n", why.text);
	return true;
}

static bool try_case(struct db *db, const struct one_case *one, long seconds, cases_fn each, void *context,
		     struct error *err)
{
	scoped_text struct text said = { 0 };
	if (!db_exec(db, "SAVEPOINT one_case", err) || !judge_case(db, one, seconds, &said, err))
		return false;
	if (!db_exec(db, "ROLLBACK TO SAVEPOINT one_case", err))
		return error_set(err, ERROR_DATA, "%s ends the transaction: leave BEGIN, COMMIT and ROLLBACK out", one->path);
	each(one->check->id, one->name, said.bytes ? said.bytes : "", context);
	return true;
}

static const struct check *check_of(const struct catalogue *catalogue, const char *folder, struct error *err)
{
	scoped_free char *name = string_new(folder);
	while (*name && name[strlen(name) - 1] == '/')
		name[strlen(name) - 1] = '\0';
	const struct check *check = catalogue_find(catalogue, path_name(name));
	if (check == NULL) {
		catalogue_missing(catalogue, path_name(name), ERROR_CONFIG, err);
		error_context(err, "%s", folder);
	}
	return check;
}

bool cases_run(struct db *db, const struct catalogue *catalogue, const char *folder, long seconds, cases_fn each,
	       void *context, struct error *err)
{
	scoped_list char **paths = NULL;
	const struct check *check = check_of(catalogue, folder, err);
	if (check == NULL || !text_file_list(folder, ".sql", &paths, err))
		return false;
	if (*paths == NULL)
		return error_set(err, ERROR_CONFIG, "%s: no cases; make CASE.sql and CASE.expected", folder);
	for (char **path = paths; *path; path++) {
		scoped_case struct one_case one = { .check = check };
		if (!read_case(*path, &one, err) || !try_case(db, &one, seconds, each, context, err))
			return false;
	}
	return true;
}
