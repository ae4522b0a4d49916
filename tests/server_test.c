#include "lib/store/server.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"
#include "lib/store/db.h"

#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>

struct place {
	char state[64];     /* $XDG_STATE_HOME, for one test */
	struct error error;
};

/* A folder that nobody else may pass, as mktemp makes it. */
static int set_up(void **state)
{
	struct place *place = memory_new(1, sizeof *place);
	strcpy(place->state, "/tmp/server_test.XXXXXX");
	assert_non_null(mkdtemp(place->state));
	setenv("XDG_STATE_HOME", place->state, 1);
	setenv("PGPORT", "1", 1);
	*state = place;
	return 0;
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *where)
{
	(void)info, (void)kind, (void)where;
	return remove(path);
}

static int tear_down(void **state)
{
	struct place *place = *state;
	bool was_running;
	setenv("XDG_STATE_HOME", place->state, 1);
	if (!server_stop(&was_running, &place->error))
		print_error("%s\n", place->error.text);
	nftw(place->state, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	free(place);
	return 0;
}

/* Most need a cluster that is there, stopped: one for them all, as initdb takes long. */
static int share(void **state)
{
	struct place *place = *state;
	bool was_running;
	setenv("XDG_STATE_HOME", place->state, 1);
	return server_stop(&was_running, &place->error) ? 0 : -1;
}

static char *start(struct place *place)
{
	char *conninfo = NULL;
	if (!server_start(&conninfo, &place->error))
		fail_msg("%s", place->error.text);
	return conninfo;
}

static bool running(struct place *place)
{
	bool is_running;
	scoped_free char *conninfo = NULL;
	assert_true(server_status(&is_running, &conninfo, &place->error));
	return is_running;
}

static void assert_refused(struct place *place, enum error_kind kind, const char *words)
{
	char *conninfo = NULL;
	assert_false(server_start(&conninfo, &place->error));
	assert_int_equal(place->error.kind, kind);
	if (!strstr(place->error.text, words))
		fail_msg("%s", place->error.text);
	assert_null(conninfo);
}

/* The first column of the first row. New. */
static char *ask(const char *conninfo, const char *sql)
{
	PGconn *conn = PQconnectdb(conninfo);
	scoped_result PGresult *rows = PQexec(conn, sql);
	if (PQresultStatus(rows) != PGRES_TUPLES_OK)
		fail_msg("%s", PQerrorMessage(conn));
	char *value = string_new(PQgetvalue(rows, 0, 0));
	PQfinish(conn);
	return value;
}

/* sub is a path below the state folder. New. */
static char *below(const struct place *place, const char *sub)
{
	return string_format("%s/crmaudit/%s", place->state, sub);
}

static pid_t postmaster(const struct place *place)
{
	scoped_free char *path = below(place, "postgresql/data/postmaster.pid");
	scoped_file FILE *file = fopen(path, "r");
	int pid = 0;
	assert_non_null(file);
	assert_int_equal(fscanf(file, "%d", &pid), 1);
	return pid;
}

static void write_file(const char *path, const char *words)
{
	scoped_file FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(words, file);
}

static void starts_and_answers(void **state)
{
	scoped_free char *conninfo = start(*state);
	scoped_free char *database = ask(conninfo, "SELECT current_database() || ' ' || current_user");
	assert_string_equal(database, "crmaudit crmaudit");
	scoped_free char *settings =
		ask(conninfo, "SELECT string_agg(setting, ' ' ORDER BY lower(name)) FROM pg_settings WHERE name IN "
			      "('data_checksums', 'jit', 'listen_addresses', 'server_encoding', 'TimeZone')");
	assert_string_equal(settings, "on off  UTF8 UTC");
	assert_true(running(*state));
}

static void a_second_start_changes_nothing(void **state)
{
	struct place *place = *state;
	scoped_free char *first = start(place);
	pid_t pid = postmaster(place);
	scoped_free char *second = start(place);
	assert_string_equal(first, second);
	assert_int_equal(postmaster(place), pid);
}

static void stops(void **state)
{
	struct place *place = *state;
	scoped_free char *conninfo = start(place);
	PGconn *open_session = PQconnectdb(conninfo);
	pid_t pid = postmaster(place);
	bool was_running = false;
	assert_true(server_stop(&was_running, &place->error));
	PQfinish(open_session);
	assert_true(was_running);
	assert_int_not_equal(kill(pid, 0), 0);
	assert_false(running(place));
	assert_true(server_stop(&was_running, &place->error));
	assert_false(was_running);
}

static void status_and_stop_make_nothing(void **state)
{
	struct place *place = *state;
	bool was_running = true;
	assert_false(running(place));
	assert_true(server_stop(&was_running, &place->error));
	assert_false(was_running);
	scoped_free char *folder = below(place, "");
	assert_int_not_equal(access(folder, F_OK), 0);
}

static void starts_again_after_a_kill(void **state)
{
	struct place *place = *state;
	scoped_free char *first = start(place);
	pid_t pid = postmaster(place);
	assert_int_equal(kill(pid, SIGKILL), 0);
	scoped_free char *second = start(place);
	assert_string_equal(first, second);
	assert_int_not_equal(postmaster(place), pid);
	free(ask(second, "SELECT 1"));
}

static void a_stale_pid_file_names_nobody(void **state)
{
	struct place *place = *state;
	scoped_free char *conninfo = start(place);
	bool was_running;
	assert_true(server_stop(&was_running, &place->error));
	/* after a power cut the number may belong to somebody else, here to us */
	scoped_free char *path = below(place, "postgresql/data/postmaster.pid");
	scoped_free char *words = string_format("%d\n", getpid());
	write_file(path, words);
	assert_true(server_stop(&was_running, &place->error));
	assert_false(was_running);
	free(start(place));
}

static void makes_the_database_that_a_kill_prevented(void **state)
{
	struct place *place = *state;
	scoped_free char *conninfo = start(place);
	scoped_free char *other = string_new(conninfo);
	strcpy(strstr(other, "dbname="), "dbname=postgres");
	assert_true(strlen(other) <= strlen(conninfo));
	PGconn *conn = PQconnectdb(other);
	PQclear(PQexec(conn, "DROP DATABASE crmaudit"));
	PQfinish(conn);
	free(start(place));
	free(ask(conninfo, "SELECT 1"));
}

static void clears_a_half_made_cluster_away(void **state)
{
	struct place *place = *state;
	static const char *const folders[] = { "", "postgresql", "postgresql/data.new", "postgresql/data.new/base" };
	for (size_t at = 0; at < sizeof folders / sizeof folders[0]; at++) {
		scoped_free char *folder = below(place, folders[at]);
		assert_int_equal(mkdir(folder, 0700), 0);
	}
	scoped_free char *file = below(place, "postgresql/data.new/PG_VERSION");
	write_file(file, "15\n");
	free(start(place));
}

static void several_at_once_share_one_server(void **state)
{
	struct place *place = *state;
	enum { COUNT = 4 };
	pid_t children[COUNT];
	for (int at = 0; at < COUNT; at++) {
		children[at] = fork();
		if (children[at] == 0) {
			char *conninfo = NULL;
			_exit(server_start(&conninfo, &place->error) ? 0 : 1);
		}
	}
	for (int at = 0; at < COUNT; at++) {
		int status = -1;
		assert_int_equal(waitpid(children[at], &status, 0), children[at]);
		assert_int_equal(status, 0);
	}
	assert_true(running(place));
}

static void the_server_holds_no_lock(void **state)
{
	free(start(*state));
	scoped_free char *path = below(*state, "postgresql/lock");
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int status = flock(fd, LOCK_EX | LOCK_NB);
	close(fd);
	assert_int_equal(status, 0);
}

static void the_server_sees_no_secret(void **state)
{
	struct place *place = *state;
	setenv("CRMAUDIT_SALESFORCE_CLIENT_SECRET", "hunter2", 1);
	free(start(place));
	unsetenv("CRMAUDIT_SALESFORCE_CLIENT_SECRET");
	scoped_free char *path = string_format("/proc/%d/environ", postmaster(place));
	scoped_file FILE *file = fopen(path, "r");
	assert_non_null(file);
	char bytes[4096];
	size_t length = fread(bytes, 1, sizeof bytes, file);
	assert_true(length > 0);
	assert_null(memmem(bytes, length, "hunter2", 7));
}

static void a_long_path_gets_a_short_socket(void **state)
{
	struct place *place = *state;
	scoped_free char *deep = string_format("%s/%0100d", place->state, 7);
	setenv("XDG_STATE_HOME", deep, 1);
	scoped_free char *conninfo = start(place);
	assert_int_equal(strncmp(conninfo, "host='/tmp/crmaudit-", 20), 0);
	free(ask(conninfo, "SELECT 1"));
	bool was_running = false;
	assert_true(server_stop(&was_running, &place->error));
	assert_true(was_running);
	char *socket = conninfo + strlen("host='");
	socket[strcspn(socket, "'")] = '\0';
	assert_int_equal(rmdir(socket), 0);
}

static void a_file_in_the_way_is_named(void **state)
{
	struct place *place = *state;
	scoped_free char *folder = below(place, "");
	mkdir(folder, 0700);
	scoped_free char *file = below(place, "postgresql");
	write_file(file, "garbage");
	scoped_free char *words = string_format("%s is no folder; move it away", file);
	assert_refused(place, ERROR_CONFIG, words);
}

static void an_open_folder_is_refused(void **state)
{
	struct place *place = *state;
	scoped_free char *parent = below(place, "");
	scoped_free char *folder = below(place, "postgresql");
	mkdir(parent, 0700);
	mkdir(folder, 0700);
	chmod(folder, 0755);
	assert_refused(place, ERROR_CONFIG, "is open to other users (mode 0755); chmod 700 ");
}

static void a_server_that_dies_is_explained_from_its_log(void **state)
{
	struct place *place = *state;
	free(start(place));
	bool was_running;
	assert_true(server_stop(&was_running, &place->error));
	scoped_free char *conf = below(place, "postgresql/data/postgresql.conf");
	scoped_file FILE *file = fopen(conf, "a");
	fputs("shared_bufers = 1\n", file);
	fflush(file);
	assert_refused(place, ERROR_UNAVAILABLE, "did not start; see ");
	assert_non_null(strstr(place->error.text, "shared_bufers"));
}

static void a_cluster_of_a_missing_version_is_named(void **state)
{
	struct place *place = *state;
	static const char *const folders[] = { "", "postgresql", "postgresql/data" };
	for (size_t at = 0; at < sizeof folders / sizeof folders[0]; at++) {
		scoped_free char *folder = below(place, folders[at]);
		assert_int_equal(mkdir(folder, 0700), 0);
	}
	scoped_free char *file = below(place, "postgresql/data/PG_VERSION");
	write_file(file, "9\n");
	scoped_free char *path = string_new(getenv("PATH"));
	setenv("PATH", "/nonexistent", 1);
	assert_refused(place, ERROR_CONFIG, "of version 9, which is not installed; install postgresql-9");
	setenv("PATH", path, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
#define SHARED(name) cmocka_unit_test_setup(name, share)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SHARED(starts_and_answers),
		SHARED(a_second_start_changes_nothing),
		SHARED(stops),
		TEST(status_and_stop_make_nothing),
		SHARED(starts_again_after_a_kill),
		SHARED(a_stale_pid_file_names_nobody),
		SHARED(makes_the_database_that_a_kill_prevented),
		TEST(clears_a_half_made_cluster_away),
		TEST(several_at_once_share_one_server),
		SHARED(the_server_holds_no_lock),
		SHARED(the_server_sees_no_secret),
		TEST(a_long_path_gets_a_short_socket),
		TEST(a_file_in_the_way_is_named),
		TEST(an_open_folder_is_refused),
		TEST(a_cluster_of_a_missing_version_is_named),
		SHARED(a_server_that_dies_is_explained_from_its_log),   /* and starts no more */
	};
	return cmocka_run_group_tests_name("server", tests, set_up, tear_down);
}
