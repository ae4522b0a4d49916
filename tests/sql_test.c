/* What the program holds is what the files say, byte for byte: awks disagree about
 * backslashes, and nothing else in the build would notice. */
#include "lib/store/sql.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char *slurp(const char *path)
{
	scoped_file FILE *file = fopen(path, "r");
	assert_non_null(file);
	struct text text = { 0 };
	char piece[4096];
	for (size_t got = fread(piece, 1, sizeof piece, file); got; got = fread(piece, 1, sizeof piece, file))
		text_add(&text, piece, got);
	return text_give(&text);
}

static void every_file_is_held_as_it_is(void **state)
{
	(void)state;
	glob_t found;
	assert_int_equal(glob("sql/*/*.sql", 0, NULL, &found), 0);
	assert_true(found.gl_pathc > 20);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		const char *path = found.gl_pathv[i];
		scoped_free char *name = string_new(path + strlen("sql/"));
		name[strlen(name) - strlen(".sql")] = '\0';
		const char *held = sql_find(name);
		if (held == NULL)
			fail_msg("%s is not compiled in", path);
		scoped_free char *wanted = slurp(path);
		assert_string_equal(held, wanted);
	}
	globfree(&found);
}

static void nothing_else_is_held(void **state)
{
	(void)state;
	for (const struct sql_file *file = sql_files; file->name; file++) {
		scoped_free char *path = string_format("sql/%s.sql", file->name);
		scoped_file FILE *there = fopen(path, "r");
		if (there == NULL)
			fail_msg("%s is held and not a file", path);
	}
}

static void an_unknown_name_is_none(void **state)
{
	(void)state;
	assert_null(sql_find("checks/no-such-check"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_file_is_held_as_it_is),
		cmocka_unit_test(nothing_else_is_held),
		cmocka_unit_test(an_unknown_name_is_none),
	};
	return cmocka_run_group_tests_name("sql", tests, NULL, NULL);
}
