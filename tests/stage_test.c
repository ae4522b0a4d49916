/* Rows by COPY into a stage table, on a private server of the test's own. */
#include "lib/store/stage.h"

#include "lib/base/text.h"
#include "lib/store/schema.h"
#include "lib/store/server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct place {
	char folder[32];
	struct db *db;
	PGconn *conn;
};

static int set_up(void **state)
{
	struct place *place = memory_new(1, sizeof *place);
	struct error err = { 0 };
	strcpy(place->folder, "/tmp/crmaudit-stage.XXXXXX");
	if (mkdtemp(place->folder) == NULL)
		return -1;
	setenv("XDG_STATE_HOME", place->folder, 1);
	scoped_free char *conninfo = NULL;
	int applied;
	if (!server_start(&conninfo, &err) || !db_open(conninfo, "stage_test", &place->db, &err) ||
	    !schema_upgrade(place->db, &applied, &err)) {
		print_error("%s\n", err.text);
		return -1;
	}
	place->conn = PQconnectdb(conninfo);
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	bool was_running;
	PQfinish(place->conn);
	db_close(place->db);
	server_stop(&was_running, &err);
	scoped_free char *command = string_format("rm -rf %s", place->folder);
	int status = system(command);
	free(place);
	return status;
}

static const char *const fields[] = { "Id", "Name" };

static struct stage *opened(struct place *place)
{
	struct stage *stage = NULL;
	struct error err = { 0 };
	if (!stage_open(place->db, "account", fields, 2, &stage, &err))
		fail_msg("%s", err.text);
	return stage;
}

static void put(struct stage *stage, const char *id, const char *name, size_t length)
{
	struct error err = { 0 };
	struct stage_value values[] = { { id, strlen(id) }, { name, length } };
	assert_true(stage_row(stage, values, &err));
}

/* What the table holds, a line a row, asked on a connection of its own; \N is SQL NULL. */
static char *held(struct place *place)
{
	scoped_result PGresult *rows = PQexec(place->conn,
		"SELECT string_agg(\"Id\" || '=' || coalesce(\"Name\", '\\N'), ';' ORDER BY \"Id\") FROM stage_test.stage_account");
	assert_int_equal(PQresultStatus(rows), PGRES_TUPLES_OK);
	return string_new(PQgetvalue(rows, 0, 0));
}

static void values_arrive_as_they_were(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	scoped_stage struct stage *stage = opened(place);
	put(stage, "1", "tab\there", 8);
	put(stage, "2", "line\nend\r", 9);
	put(stage, "3", "back\\slash \\N", 13);
	put(stage, "4", "Błękitna 日本 😀", strlen("Błękitna 日本 😀"));
	put(stage, "5", "", 0);
	assert_true(stage_finish(stage, &err));
	scoped_free char *rows = held(place);
	assert_string_equal(rows, "1=tab\there;2=line\nend\r;3=back\\slash \\N;4=Błękitna 日本 😀;5=\\N");
	assert_int_equal(stage_mended(stage), 0);
}

static void what_the_database_refuses_is_mended_and_counted(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	scoped_stage struct stage *stage = opened(place);
	put(stage, "1", "a\0b", 3);
	put(stage, "2", "Stra\xdf" "e", 6);
	put(stage, "3", "\xed\xa0\x80", 3);       /* a surrogate */
	put(stage, "4", "\xc0\xaf", 2);           /* overlong */
	put(stage, "5", "cut \xe6\x97", 6);
	assert_true(stage_finish(stage, &err));
	scoped_free char *rows = held(place);
	assert_string_equal(rows, "1=ab;2=Stra\xef\xbf\xbd" "e;3=\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd;"
				  "4=\xef\xbf\xbd\xef\xbf\xbd;5=cut \xef\xbf\xbd\xef\xbf\xbd");
	assert_int_equal(stage_mended(stage), 5);
}

static void a_stage_given_up_leaves_the_connection_usable(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	struct stage *stage = opened(place);
	put(stage, "1", "x", 1);
	stage_free(stage);
	assert_true(db_exec(place->db, "SELECT 1", &err));
}

static void a_field_name_that_is_no_text_is_refused(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	struct stage *stage = NULL;
	const char *const odd[] = { "Id", "Stra\xdf" "e" };
	assert_false(stage_open(place->db, "account", odd, 2, &stage, &err));
	assert_int_equal(err.kind, ERROR_DATA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_arrive_as_they_were),
		cmocka_unit_test(what_the_database_refuses_is_mended_and_counted),
		cmocka_unit_test(a_stage_given_up_leaves_the_connection_usable),
		cmocka_unit_test(a_field_name_that_is_no_text_is_refused),
	};
	return cmocka_run_group_tests_name("stage", tests, set_up, tear_down);
}
