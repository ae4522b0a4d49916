#include "lib/out/table.h"

#include "lib/base/scope.h"
#include "lib/store/db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { INT8 = 20, TEXT = 25 };

static PGresult *two_rows(const char *name)
{
	static char label[] = "label", size[] = "size", note[] = "note";
	PGresAttDesc columns[] = { { .name = label, .typid = TEXT },
				   { .name = size, .typid = INT8 },
				   { .name = note, .typid = TEXT } };
	PGresult *rows = PQmakeEmptyPGresult(NULL, PGRES_TUPLES_OK);
	PQsetResultAttrs(rows, 3, columns);
	scoped_free char *first = strdup(name);
	char second[] = "b", five[] = "5", thousand[] = "1000";
	PQsetvalue(rows, 0, 0, first, (int)strlen(first));
	PQsetvalue(rows, 0, 1, five, 1);
	PQsetvalue(rows, 0, 2, NULL, -1);
	PQsetvalue(rows, 1, 0, second, 1);
	PQsetvalue(rows, 1, 1, thousand, 4);
	PQsetvalue(rows, 1, 2, NULL, -1);
	return rows;
}

static const struct table_column columns[] = {
	{ "label", "NAME" }, { "size", "SIZE" }, { "note", "NOTE" }, { NULL, NULL },
};

static void assert_text(const char *name, const char *expected)
{
	scoped_result PGresult *rows = two_rows(name);
	scoped_free char *printed = NULL;
	size_t length;
	FILE *out = open_memstream(&printed, &length);
	table_text(rows, columns, out);
	fclose(out);
	assert_string_equal(printed, expected);
}

static void assert_csv(const char *name, const char *expected)
{
	scoped_result PGresult *rows = two_rows(name);
	scoped_free char *printed = NULL;
	size_t length;
	FILE *out = open_memstream(&printed, &length);
	table_csv(rows, out);
	fclose(out);
	assert_string_equal(printed, expected);
}

static void aligns_and_leaves_empty_columns_out(void **state)
{
	(void)state;
	assert_text("Akkord", "NAME    SIZE\nAkkord     5\nb       1000\n");
}

static void counts_characters_not_bytes(void **state)
{
	(void)state;
	assert_text("Zoë Grün", "NAME      SIZE\nZoë Grün     5\nb         1000\n");
}

static void a_name_cannot_steer_the_terminal(void **state)
{
	(void)state;
	assert_text("a\x1b[2J\n\xc2\x9bz", "NAME      SIZE\na [2J  z     5\nb         1000\n");
}

static void csv_quotes_what_needs_it(void **state)
{
	(void)state;
	assert_csv("a \"b\", c", "label,size,note\r\n\"a \"\"b\"\", c\",5,\r\nb,1000,\r\n");
}

static void csv_disarms_formulas(void **state)
{
	(void)state;
	assert_csv("=1+1", "label,size,note\r\n'=1+1,5,\r\nb,1000,\r\n");
	assert_csv("+1", "label,size,note\r\n'+1,5,\r\nb,1000,\r\n");
	assert_csv("-2+3", "label,size,note\r\n'-2+3,5,\r\nb,1000,\r\n");
	assert_csv("@SUM(A1)", "label,size,note\r\n'@SUM(A1),5,\r\nb,1000,\r\n");
	assert_csv("\t=1", "label,size,note\r\n'\t=1,5,\r\nb,1000,\r\n");
	assert_csv("\r=1", "label,size,note\r\n\"'\r=1\",5,\r\nb,1000,\r\n");
	assert_csv("\n=1", "label,size,note\r\n\"'\n=1\",5,\r\nb,1000,\r\n");
	assert_csv("=HYPERLINK(\"x\",1)", "label,size,note\r\n\"'=HYPERLINK(\"\"x\"\",1)\",5,\r\nb,1000,\r\n");
	assert_csv("\uff1d1", "label,size,note\r\n'\uff1d1,5,\r\nb,1000,\r\n");
	assert_csv("\uff20x", "label,size,note\r\n'\uff20x,5,\r\nb,1000,\r\n");
}

/* Not a formula, and not changed: the text may be an id. */
static void csv_leaves_other_text_alone(void **state)
{
	(void)state;
	assert_csv("a=1", "label,size,note\r\na=1,5,\r\nb,1000,\r\n");
	assert_csv("'x", "label,size,note\r\n'x,5,\r\nb,1000,\r\n");
	assert_csv("007", "label,size,note\r\n007,5,\r\nb,1000,\r\n");
	assert_csv("\uff21", "label,size,note\r\n\uff21,5,\r\nb,1000,\r\n");
}

static void json_is_utf8_whatever_comes(void **state)
{
	(void)state;
	scoped_result PGresult *rows = two_rows("a\xff" "b\xc3(\xf0\x9f\x9a\x80\xed\xa0\x80");
	json_auto_t *list = table_json(rows);
	const char *label = json_string_value(json_object_get(json_array_get(list, 0), "label"));
	assert_non_null(label);
	assert_string_equal(label, "a\ufffd" "b\ufffd(\U0001F680\ufffd\ufffd\ufffd");
}

static void json_keeps_the_types(void **state)
{
	(void)state;
	scoped_result PGresult *rows = two_rows("a\nb");
	json_auto_t *list = table_json(rows);
	scoped_free char *text = json_dumps(list, JSON_COMPACT);
	assert_string_equal(text, "[{\"label\":\"a\\nb\",\"size\":5,\"note\":null},"
				  "{\"label\":\"b\",\"size\":1000,\"note\":null}]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(aligns_and_leaves_empty_columns_out),
		cmocka_unit_test(counts_characters_not_bytes),
		cmocka_unit_test(a_name_cannot_steer_the_terminal),
		cmocka_unit_test(csv_quotes_what_needs_it),
		cmocka_unit_test(csv_disarms_formulas),
		cmocka_unit_test(csv_leaves_other_text_alone),
		cmocka_unit_test(json_is_utf8_whatever_comes),
		cmocka_unit_test(json_keeps_the_types),
	};
	return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
