/* Rows by COPY into a stage table, on a private server of the test's own. */
#include "lib/store/stage.h"

#include "lib/base/log.h"
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
	if (!stage_open(place->db, "account", fields, 2, NULL, &stage, &err))
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
	assert_true(stage_finish(stage, NULL, &err));
	scoped_free char *rows = held(place);
	assert_string_equal(rows, "1=tab\there;2=line\nend\r;3=back\\slash \\N;4=Błękitna 日本 😀;5=\\N");
	assert_int_equal(stage_mended(stage), 0);
}

/* Odd bytes at every place of a word of eight, with plain ones around them. */
static void odd_bytes_are_seen_at_every_place(void **state)
{
	static const struct {
		const char *bytes, *held;
		size_t length;
		int mended;
	} odd[] = {
		{ "\\", "\\", 1, 0 }, { "\t", "\t", 1, 0 }, { "\n", "\n", 1, 0 }, { "\r", "\r", 1, 0 },
		{ "\x01", "\x01", 1, 0 }, { "\x1f", "\x1f", 1, 0 }, { "\x7f", "\x7f", 1, 0 }, { "]", "]", 1, 0 },
		{ "[", "[", 1, 0 }, { "\xc3\xa9", "é", 2, 0 }, { "\xf0\x9f\x98\x80", "😀", 4, 0 },
		{ "\0", "", 1, 1 }, { "\x80", "\xef\xbf\xbd", 1, 1 }, { "\xff", "\xef\xbf\xbd", 1, 1 },
	};
	struct place *place = *state;
	struct error err = { 0 };
	scoped_text struct text due = { 0 };
	long long mended = 0;
	scoped_stage struct stage *stage = opened(place);
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		for (size_t at = 0; at <= 17; at++) {
			char id[8], given[32] = "12345678901234567";
			snprintf(id, sizeof id, "%02zu%02zu", i, at);
			memcpy(given + at, odd[i].bytes, odd[i].length);
			memcpy(given + at + odd[i].length, "xyz", 3);
			put(stage, id, given, at + odd[i].length + 3);
			text_format(&due, "%s%s=%.*s%sxyz", due.length ? ";" : "", id, (int)at, "12345678901234567", odd[i].held);
			mended += odd[i].mended;
		}
	assert_true(stage_finish(stage, NULL, &err));
	scoped_free char *rows = held(place);
	assert_string_equal(rows, due.bytes);
	assert_int_equal(stage_mended(stage), mended);
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
	assert_true(stage_finish(stage, NULL, &err));
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
	assert_false(stage_open(place->db, "account", odd, 2, NULL, &stage, &err));
	assert_int_equal(err.kind, ERROR_DATA);
}

static struct stage *known_as(struct place *place, const char *identity)
{
	struct stage *stage = NULL;
	struct error err = { 0 };
	if (!stage_open(place->db, "account", fields, 2, identity, &stage, &err))
		fail_msg("%s", err.text);
	return stage;
}

/* So many rows that the next keep is one. */
static void put_enough(struct stage *stage, const char *kind)
{
	for (int i = 0; i < 20000; i++) {
		char id[32];
		snprintf(id, sizeof id, "%s%05d", kind, i);
		put(stage, id, "x", 1);
	}
}

static char *asked(struct place *place, const char *sql)
{
	scoped_result PGresult *rows = PQexec(place->conn, sql);
	assert_int_equal(PQresultStatus(rows), PGRES_TUPLES_OK);
	return string_new(PQgetvalue(rows, 0, 0));
}

static void expect(struct place *place, const char *sql, const char *wanted)
{
	scoped_free char *got = asked(place, sql);
	assert_string_equal(got, wanted);
}

static const char kinds[] = "SELECT string_agg(kind || ' ' || n, ', ' ORDER BY kind) FROM (SELECT left(\"Id\", 1) AS kind,"
			    " count(*) AS n FROM stage_test.stage_account GROUP BY 1) AS k";

/* Two pieces kept and a third begun, as a run leaves them that dies. */
static void leave_behind(struct place *place, const char *identity)
{
	struct error err = { 0 };
	struct stage *stage = known_as(place, identity);
	assert_string_equal(stage_place(stage), "");
	assert_null(stage_summary(stage));
	put_enough(stage, "a");
	put(stage, "an\0", "nul", 3);
	put(stage, "ax", "\xff", 1);
	assert_true(stage_keep(stage, "page 2", &err));
	put_enough(stage, "b");
	assert_true(stage_keep(stage, "page 3", &err));
	put(stage, "c", "lost", 4);
	assert_true(stage_keep(stage, "page 4", &err));   /* too little for a commit */
	stage_free(stage);
}

static void a_stage_goes_on_where_it_was_kept(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	leave_behind(place, "one");
	expect(place, kinds, "a 20002, b 20000");
	scoped_stage struct stage *stage = known_as(place, "one");
	assert_string_equal(stage_place(stage), "page 3");
	assert_null(stage_summary(stage));
	assert_int_equal(stage_rows(stage), 40002);
	assert_int_equal(stage_mended(stage), 1);
	put(stage, "d", "x", 1);
	assert_true(stage_finish(stage, NULL, &err));
	expect(place, kinds, "a 20002, b 20000, d 1");
	expect(place, "SELECT count(*) FROM stage_test.stage_progress", "0");
}

static void expect_anew(struct place *place, const char *identity)
{
	scoped_stage struct stage *stage = known_as(place, identity);
	assert_string_equal(stage_place(stage), "");
	assert_int_equal(stage_rows(stage), 0);
	expect(place, "SELECT count(*) FROM stage_test.stage_account", "0");
	expect(place, "SELECT count(*) FROM stage_test.stage_progress", "0");
}

static void another_reading_begins_anew(void **state)
{
	leave_behind(*state, "one");
	expect_anew(*state, "two");
}

static void an_emptied_stage_begins_anew(void **state)
{
	struct place *place = *state;
	leave_behind(place, "one");
	PQclear(PQexec(place->conn, "TRUNCATE stage_test.stage_account"));
	expect_anew(place, "one");
}

static void a_stage_without_our_columns_begins_anew(void **state)
{
	struct place *place = *state;
	leave_behind(place, "one");
	PQclear(PQexec(place->conn, "ALTER TABLE stage_test.stage_account DROP COLUMN \"Name\""));
	expect_anew(place, "one");
}

static void what_is_two_days_old_begins_anew(void **state)
{
	struct place *place = *state;
	leave_behind(place, "one");
	PQclear(PQexec(place->conn, "UPDATE stage_test.stage_progress SET kept_at = kept_at - interval '47 hours'"));
	stage_free(known_as(place, "one"));
	expect(place, "SELECT place FROM stage_test.stage_progress", "page 3");
	PQclear(PQexec(place->conn, "UPDATE stage_test.stage_progress SET kept_at = kept_at - interval '61 minutes'"));
	expect_anew(place, "one");
}

static void a_restart_forgets_what_was_kept(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	leave_behind(place, "one");
	scoped_stage struct stage *stage = known_as(place, "one");
	put_enough(stage, "c");
	assert_true(stage_restart(stage, &err));
	assert_string_equal(stage_place(stage), "");
	assert_int_equal(stage_rows(stage), 0);
	put(stage, "e", "x", 1);
	assert_true(stage_finish(stage, NULL, &err));
	expect(place, kinds, "e 1");
}

static void a_complete_stage_is_topped_up(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	struct stage *stage = known_as(place, "one");
	put(stage, "a", "x", 1);
	assert_true(stage_finish(stage, "all of it", &err));
	stage_free(stage);

	stage = known_as(place, "one");
	assert_string_equal(stage_summary(stage), "all of it");
	assert_string_equal(stage_place(stage), "");
	put_enough(stage, "b");
	assert_true(stage_keep(stage, "nowhere", &err));
	stage_free(stage);
	expect(place, kinds, "a 1");

	stage = known_as(place, "one");
	put(stage, "c", "x", 1);
	assert_true(stage_restart(stage, &err));
	put(stage, "d", "x", 1);
	assert_true(stage_finish(stage, "and more", &err));
	stage_free(stage);
	expect(place, kinds, "a 1, d 1");
	expect(place, "SELECT place || ' ' || rows_kept FROM stage_test.stage_progress", "and more 2");
}

static void what_is_left_politely_is_kept_to_the_last_page(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	struct stage *stage = known_as(place, "polite");
	put(stage, "a", "x", 1);
	assert_true(stage_keep(stage, "page 2", &err));
	stage_leave(stage);
	stage_free(stage);
	stage = known_as(place, "polite");
	assert_string_equal(stage_place(stage), "page 2");
	put(stage, "b", "x", 1);
	assert_true(stage_keep(stage, "page 3", &err));
	put(stage, "c", "within a page", 13);
	stage_leave(stage);
	stage_free(stage);
	expect(place, kinds, "a 1");
	stage = known_as(place, "polite");
	assert_string_equal(stage_place(stage), "page 2");
	stage_free(stage);
}

/* A look without consequences: what a night has kept is there again behind it. */
static void a_preview_leaves_what_is_kept(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	leave_behind(place, "night");
	assert_true(db_begin(place->db, &err));
	struct stage *stage = known_as(place, NULL);
	assert_string_equal(stage_place(stage), "");
	put_enough(stage, "p");
	assert_true(stage_keep(stage, "page 2", &err));
	assert_true(stage_restart(stage, &err));
	put(stage, "q", "x", 1);
	assert_true(stage_finish(stage, "all", &err));
	stage_free(stage);
	assert_true(db_exec(place->db, "SELECT 1 / (count(*) = 1)::int FROM stage_account", &err));
	db_rollback(place->db);
	expect(place, kinds, "a 20002, b 20000");
	stage_free(known_as(place, "night"));
	expect(place, "SELECT place FROM stage_test.stage_progress", "page 3");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_arrive_as_they_were),
		cmocka_unit_test(odd_bytes_are_seen_at_every_place),
		cmocka_unit_test(what_the_database_refuses_is_mended_and_counted),
		cmocka_unit_test(a_stage_given_up_leaves_the_connection_usable),
		cmocka_unit_test(a_field_name_that_is_no_text_is_refused),
		cmocka_unit_test(a_stage_goes_on_where_it_was_kept),
		cmocka_unit_test(another_reading_begins_anew),
		cmocka_unit_test(an_emptied_stage_begins_anew),
		cmocka_unit_test(a_stage_without_our_columns_begins_anew),
		cmocka_unit_test(what_is_two_days_old_begins_anew),
		cmocka_unit_test(a_restart_forgets_what_was_kept),
		cmocka_unit_test(a_complete_stage_is_topped_up),
		cmocka_unit_test(what_is_left_politely_is_kept_to_the_last_page),
		cmocka_unit_test(a_preview_leaves_what_is_kept),
	};
	log_setup(LOG_WARN, LOG_TEXT);
	return cmocka_run_group_tests_name("stage", tests, set_up, tear_down);
}
