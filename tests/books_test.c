/* Small workbooks written side by side, on a private server of the test's own. */
#include "lib/out/books.h"

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/out/sheet.h"
#include "lib/store/schema.h"
#include "lib/store/server.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

enum { BOOKS = 12 };

struct place {
	char folder[40];
	struct db *db, *other;
	pthread_mutex_t mutex;
	struct db *seen[2];       /* the connections of the first two books */
	struct db *reading;       /* a connection that a book is being read by */
	int overlaps;             /* how often another was read by the same meanwhile */
	int prepared;
	const char *target;       /* the books' folder under folder */
	size_t bad;               /* this one's folder is not there */
	size_t broken;            /* this one's statement fails */
};

static int set_up(void **state)
{
	struct place *place = memory_new(1, sizeof *place);
	struct error err = { 0 };
	log_setup(LOG_ERROR, LOG_TEXT);
	strcpy(place->folder, "/tmp/crmaudit-books.XXXXXX");
	if (mkdtemp(place->folder) == NULL)
		return -1;
	setenv("XDG_STATE_HOME", place->folder, 1);
	scoped_free char *conninfo = NULL;
	int applied;
	if (!server_start(&conninfo, &err) || !db_open(conninfo, "books_test", &place->db, &err) ||
	    !schema_upgrade(place->db, &applied, &err) || !db_another(place->db, &place->other, &err)) {
		print_error("%s\n", err.text);
		return -1;
	}
	pthread_mutex_init(&place->mutex, NULL);
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	bool was_running;
	db_close(place->other);
	db_close(place->db);
	server_stop(&was_running, &err);
	scoped_free char *command = string_format("rm -rf %s", place->folder);
	int status = system(command);
	free(place);
	return status;
}

static void put(struct db *db, const char *value)
{
	struct error err = { 0 };
	if (!db_run(db, "store/setting_put", PARAMS("org", "name", value), &err))
		fail_msg("%s", err.text);
}

/* What the connections see is one cell; the row is that of the organisation's name. */
static bool fill_book(struct db *db, const char *path, struct sheet_book **ret, struct error *err)
{
	static const struct sheet_column columns[] = { { "value", "Value", 20, .format = SHEET_TEXT }, { 0 } };
	const struct sheet_about about = { .path = path, .title = "Book", .as_of = "today", .day = "2025-06-30", .record_url = "" };
	const struct sheet_page page = { .name = "One", .title = "One", .says = "One.", .rows = 1, .columns = columns };
	scoped_sheet_book struct sheet_book *book = NULL;
	if (!sheet_book_new(&about, &book, err) || !sheet_begin(book, &page, err) ||
	    !db_each(db, "store/other_organisation", PARAMS("nobody"), sheet_row, book, err))
		return false;
	*ret = steal(book);
	return true;
}

static void leave(struct place *place, struct db *db)
{
	pthread_mutex_lock(&place->mutex);
	if (place->reading == db)
		place->reading = NULL;
	pthread_mutex_unlock(&place->mutex);
}

static bool fill(struct db *db, size_t one, void *context, struct sheet_book **ret, struct error *err)
{
	struct place *place = context;
	pthread_mutex_lock(&place->mutex);
	place->overlaps += place->reading == db;
	place->reading = db;
	if (place->seen[0] == NULL || place->seen[0] == db)
		place->seen[0] = db;
	else
		place->seen[1] = db;
	pthread_mutex_unlock(&place->mutex);
	if (one == place->broken && !db_exec(db, "SELECT 1 / 0", err)) {
		leave(place, db);
		return false;
	}
	scoped_free char *path = string_format("%s/%s/%s%zu.xlsx", place->folder, place->target,
					       one == place->bad ? "nowhere/" : "", one);
	bool good = fill_book(db, path, ret, err);
	leave(place, db);
	return good;
}

static bool prepare(struct db *db, void *context, struct error *err)
{
	struct place *place = context;
	place->prepared++;
	return db_exec(db, "SELECT 1", err);
}

static size_t write_all(struct place *place, const char *target, int side_by_side, struct error errors[])
{
	scoped_free char *folder = string_format("%s/%s", place->folder, target);
	struct error err = { 0 };
	mkdir(folder, 0700);
	place->target = target;
	place->seen[0] = place->seen[1] = NULL;
	place->prepared = 0;
	assert_true(db_begin(place->db, &err));
	scoped_free char *now = NULL;
	assert_true(db_text(place->db, "store/other_organisation", PARAMS("nobody"), &now, &err));
	put(place->other, "written later");   /* by another connection: this transaction does not see it */
	const struct books_work work = { .fill = fill, .prepare = prepare, .context = place, .count = BOOKS };
	size_t failed = books_write(place->db, &work, side_by_side, errors);
	assert_true(db_commit(place->db, &err));
	return failed;
}

static void assert_all_hold(const struct place *place, const char *target, const char *value)
{
	for (int one = 0; one < BOOKS; one++) {
		scoped_free char *command = string_format("unzip -p %s/%s/%d.xlsx xl/worksheets/sheet1.xml | grep -q '>%s<'",
							  place->folder, target, one, value);
		assert_int_equal(system(command), 0);
	}
}

static void side_by_side_is_the_same_as_alone(void **state)
{
	struct place *place = *state;
	struct error errors[BOOKS];
	place->bad = place->broken = BOOKS;
	put(place->db, "Acme");
	assert_int_equal(write_all(place, "alone", 1, errors), 0);
	assert_null(place->seen[1]);
	put(place->db, "Acme");
	assert_int_equal(write_all(place, "beside", 2, errors), 0);
	assert_int_equal(place->prepared, 1);
	assert_all_hold(place, "beside", "Acme");
	scoped_free char *command = string_format("diff -r %s/alone %s/beside", place->folder, place->folder);
	assert_int_equal(system(command), 0);
}

static void one_that_fails_is_told_and_the_others_are_written(void **state)
{
	struct place *place = *state;
	struct error errors[BOOKS];
	place->bad = 3;
	place->broken = 7;
	put(place->db, "Acme");
	for (int side_by_side = 1; side_by_side <= 2; side_by_side++) {
		assert_int_equal(write_all(place, "some", side_by_side, errors), 2);
		assert_int_equal(errors[3].kind, ERROR_CREATE);
		assert_non_null(strstr(errors[3].text, "/some/nowhere/3.xlsx.new: No such file or directory"));
		assert_non_null(strstr(errors[7].text, "division by zero"));
		scoped_free char *command = string_format("[ $(ls %s/some | wc -l) = %d ] && rm -r %s/some", place->folder,
							  BOOKS - 2, place->folder);
		assert_int_equal(system(command), 0);
	}
}

static void what_is_not_committed_is_read_by_one_connection_in_turns(void **state)
{
	struct place *place = *state;
	struct error errors[BOOKS], err = { 0 };
	place->bad = place->broken = BOOKS;
	place->target = "preview";
	scoped_free char *folder = string_format("%s/preview", place->folder);
	mkdir(folder, 0700);
	place->seen[0] = place->seen[1] = place->reading = NULL;
	assert_true(db_begin(place->db, &err));
	put(place->db, "Not yet");
	const struct books_work work = { .fill = fill, .prepare = prepare, .context = place, .count = BOOKS };
	assert_int_equal(books_write(place->db, &work, 2, errors), 0);
	place->broken = 5;
	assert_int_equal(books_write(place->db, &work, 2, errors), 1);
	assert_non_null(strstr(errors[5].text, "division by zero"));
	db_rollback(place->db);
	assert_ptr_equal(place->seen[0], place->db);
	assert_null(place->seen[1]);
	assert_int_equal(place->overlaps, 0);
	assert_all_hold(place, "preview", "Not yet");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(side_by_side_is_the_same_as_alone),
		cmocka_unit_test(one_that_fails_is_told_and_the_others_are_written),
		cmocka_unit_test(what_is_not_committed_is_read_by_one_connection_in_turns),
	};
	return cmocka_run_group_tests_name("books", tests, set_up, tear_down);
}
