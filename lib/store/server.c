#include "lib/store/server.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"
#include "lib/store/cluster.h"
#include "lib/store/db.h"
#include "lib/store/launch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>

#define PORT "5432"
enum { PATIENCE_MS = 60000, PAUSE_MS = 50 };

/* Where everything is. */
struct server {
	char *folder;       /* …/crmaudit/postgresql */
	char *data;
	char *socket;       /* folder of the socket */
	char *log;
	char *programs;     /* folder of initdb and postgres; NULL until needed */
};

static void server_free(struct server *server)
{
	free(server->folder);
	free(server->data);
	free(server->socket);
	free(server->log);
	free(server->programs);
	free(server);
}
SCOPED(server, struct server *, server_free)
#define scoped_server __attribute__((cleanup(scope_server)))

SCOPED(connection, PGconn *, PQfinish)
#define scoped_connection __attribute__((cleanup(scope_connection)))

/* The service's account finds the server of its nights in whatever environment it runs. */
static bool is_ours(const char *folder)
{
	struct stat info;
	return geteuid() == 0 || (stat(folder, &info) == 0 && info.st_uid == geteuid());
}

/* The XDG rules: a relative folder counts as unset. New; NULL: no home. */
static char *state_folder(void)
{
	static const char system[] = "/var/lib/crmaudit";
	const char *state = getenv("XDG_STATE_HOME");
	if (state && *state == '/')
		return string_format("%s/crmaudit", state);
	if (is_ours(system))
		return string_new(system);
	const char *home = getenv("HOME");
	return home && *home == '/' ? string_format("%s/.local/state/crmaudit", home) : NULL;
}

/* Beside the data, or in /tmp where that would not do: a socket's address is
 * short, and libpq and PostgreSQL both read commas and quotes as lists. New. */
static char *socket_folder(const char *folder)
{
	char *socket = string_format("%s/socket", folder);
	size_t room = sizeof((struct sockaddr_un *)NULL)->sun_path - sizeof "/.s.PGSQL." PORT;
	if (strlen(socket) <= room && !strpbrk(socket, ",\""))
		return socket;
	uint64_t hash = 14695981039346656037u;
	for (const char *c = folder; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 1099511628211u;
	free(socket);
	return string_format("/tmp/crmaudit-%u-%016llx", geteuid(), (unsigned long long)hash);
}

static bool server_find(struct server **ret, struct error *err)
{
	scoped_free char *state = state_folder();
	if (!state)
		return error_set(err, ERROR_CONFIG, "no place for the private PostgreSQL: set HOME or "
				 "XDG_STATE_HOME, or [database] conninfo");
	struct server *server = memory_new(1, sizeof *server);
	server->folder = string_format("%s/postgresql", state);
	server->data = string_format("%s/data", server->folder);
	server->log = string_format("%s/log", server->folder);
	server->socket = socket_folder(server->folder);
	*ret = server;
	return true;
}

/* New. */
static char *conninfo_for(const struct server *server, const char *database)
{
	struct text text = { 0 };
	text_put(&text, "host='");
	for (const char *c = server->socket; *c; c++) {
		if (*c == '\'' || *c == '\\')
			text_char(&text, '\\');
		text_char(&text, *c);
	}
	/* said here, lest PG* variables meant for another server decide */
	text_format(&text, "' port=" PORT " user=crmaudit dbname=%s sslmode=disable gssencmode=disable "
		    "channel_binding=disable connect_timeout=10 target_session_attrs=any", database);
	return text_give(&text);
}

static PGPing ping(const struct server *server)
{
	scoped_free char *conninfo = conninfo_for(server, "postgres");
	return PQping(conninfo);
}

static void pause_shortly(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = PAUSE_MS * 1000000L }, NULL);
}

static bool make_parents(const char *path, struct error *err)
{
	scoped_free char *part = string_new(path);
	for (char *slash = strchr(part + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(part, 0700) != 0 && errno != EEXIST)
			return error_set(err, ERROR_CREATE, "private PostgreSQL: folder %s: %s", part,
					 strerror(errno));
		*slash = '/';
	}
	return true;
}

/* Makes a folder that nobody else can enter, or makes sure that it is one:
 * whoever reaches the socket is let in without a password. */
static bool make_private(const char *path, uid_t owner, struct error *err)
{
	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		return error_set(err, errno == ENOTDIR ? ERROR_CONFIG : ERROR_CREATE,
				 "private PostgreSQL: folder %s: %s", path, strerror(errno));
	struct stat info;
	if (lstat(path, &info) != 0)
		return error_set(err, ERROR_CREATE, "private PostgreSQL: %s: %s", path, strerror(errno));
	if (!S_ISDIR(info.st_mode))
		return error_set(err, ERROR_CONFIG, "private PostgreSQL: %s is no folder; move it away", path);
	if (info.st_uid != geteuid() && info.st_uid != owner)
		return error_set(err, ERROR_CONFIG, "private PostgreSQL: folder %s belongs to another user "
				 "(uid %u); run as that user or set XDG_STATE_HOME", path, info.st_uid);
	if (info.st_mode & (S_IRWXG | S_IRWXO))
		return error_set(err, ERROR_CONFIG, "private PostgreSQL: folder %s is open to other users "
				 "(mode %04o); chmod 700 %s", path, info.st_mode & 07777, path);
	return true;
}

/* One start or stop at a time. */
static bool take_lock(const struct server *server, int *ret, struct error *err)
{
	scoped_free char *path = string_format("%s/lock", server->folder);
	scoped_fd int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return error_set(err, ERROR_CREATE, "private PostgreSQL: %s: %s", path, strerror(errno));
	for (int waited = 0; flock(fd, LOCK_EX | LOCK_NB) != 0; waited += PAUSE_MS) {
		if (waited >= 3 * PATIENCE_MS)
			return error_set(err, ERROR_LATER, "private PostgreSQL: another crmaudit has been starting "
					 "or stopping it for minutes (lock %s); see %s", path, server->log);
		pause_shortly();
	}
	*ret = fd;
	fd = -1;
	return true;
}

static bool works_in(int pid, const char *folder)
{
	char proc[64];
	snprintf(proc, sizeof proc, "/proc/%d/cwd", pid);
	struct stat ours, theirs;
	return stat(proc, &theirs) == 0 && stat(folder, &ours) == 0 && ours.st_dev == theirs.st_dev &&
	       ours.st_ino == theirs.st_ino;
}

/* The postmaster of our cluster, 0 when there is none. postmaster.pid outlives a
 * power cut, and its number may by then be anybody's: only a process that is a
 * postgres and works in our folder counts. */
static pid_t postmaster(const struct server *server)
{
	scoped_free char *path = string_format("%s/postmaster.pid", server->data);
	scoped_file FILE *file = fopen(path, "re");
	int pid = 0;
	if (!file || fscanf(file, "%d", &pid) != 1 || pid <= 1)
		return 0;
	char proc[64], name[16] = "";
	snprintf(proc, sizeof proc, "/proc/%d/comm", pid);
	scoped_file FILE *comm = fopen(proc, "re");
	bool ours = comm && fscanf(comm, "%15s", name) == 1 && strcmp(name, "postgres") == 0 &&
		    works_in(pid, server->data);   /* which also leaves out a zombie */
	return ours ? pid : 0;
}

/* PostgreSQL will not start while one of its two lock files names any living
 * process of the same user, which after a power cut, or in a container made
 * anew, is likely. They still guard against children that outlived a kill -9 of
 * their postmaster: so they go when nothing works in the folder any more. */
static void clear_stale_locks(const struct server *server)
{
	scoped_free char *pid_file = string_format("%s/postmaster.pid", server->data);
	scoped_free char *socket_lock = string_format("%s/.s.PGSQL." PORT ".lock", server->socket);
	bool none = access(pid_file, F_OK) != 0 && access(socket_lock, F_OK) != 0;
	DIR *processes = none ? NULL : opendir("/proc");
	if (!processes)
		return;
	bool in_use = false;
	for (struct dirent *one; !in_use && (one = readdir(processes)); )
		in_use = atoi(one->d_name) > 0 && works_in(atoi(one->d_name), server->data);
	closedir(processes);
	if (!in_use) {
		unlink(pid_file);
		unlink(socket_lock);
	}
}

static bool start_postgres(const struct server *server, const struct launch *launch, pid_t *ret,
			   struct error *err)
{
	clear_stale_locks(server);
	scoped_free char *program = string_format("%s/postgres", server->programs);
	scoped_free char *sockets = string_format("unix_socket_directories=%s", launch_socket(launch));
	const char *const words[] = { program, "-D", launch_data(launch), "-p", PORT, "-c", sockets,
				      "-c", "listen_addresses=", "-c", "unix_socket_permissions=0700", NULL };
	return launch_start(launch, words, -1, ret, err);
}

/* After a kill -9 its children need a moment to notice; till then PostgreSQL
 * refuses to start beside them. */
static bool is_passing(const char *words)
{
	return strstr(words, "shared memory block") || strstr(words, "postmaster.pid\" already exists");
}

/* Our child, or one that another process of ours left starting up. */
static bool has_ended(const struct server *server, pid_t pid)
{
	pid_t ended = waitpid(pid, NULL, WNOHANG);
	return ended == pid || (ended < 0 && postmaster(server) != pid);
}

static bool bring_up(const struct server *server, const struct launch *launch, struct error *err)
{
	off_t from = launch_log_end(launch);
	pid_t found = postmaster(server), pid = found;
	if (pid == 0 && !start_postgres(server, launch, &pid, err))
		return false;
	for (int waited = 0; waited < PATIENCE_MS; waited += PAUSE_MS) {
		if (ping(server) == PQPING_OK)
			return true;
		pause_shortly();
		if (!has_ended(server, pid))
			continue;
		scoped_free char *words = launch_last_words(launch, from);
		if (pid != found && !is_passing(words))
			return error_set(err, ERROR_UNAVAILABLE, "private PostgreSQL did not start; see %s: %s",
					 server->log, words);
		from = launch_log_end(launch);
		if (!start_postgres(server, launch, &pid, err))
			return false;
	}
	scoped_free char *words = launch_last_words(launch, from);
	return error_set(err, ERROR_UNAVAILABLE, "private PostgreSQL did not answer within %d s; see %s: %s",
			 PATIENCE_MS / 1000, server->log, words);
}

static bool has_database(PGconn *conn)
{
	scoped_result PGresult *found =
		PQexec(conn, "SELECT 1 FROM pg_database WHERE datname = 'crmaudit'");
	return PQresultStatus(found) == PGRES_TUPLES_OK && PQntuples(found) == 1;
}

/* At every start: a kill after the first one can have left a server without it,
 * or one where the killed process's CREATE still goes on and wins over ours. */
static bool make_database(const struct server *server, struct error *err)
{
	scoped_free char *conninfo = conninfo_for(server, "postgres");
	scoped_connection PGconn *conn = PQconnectdb(conninfo);
	if (has_database(conn))
		return true;
	scoped_result PGresult *made = PQexec(conn, "CREATE DATABASE crmaudit");
	if (PQresultStatus(made) == PGRES_COMMAND_OK || has_database(conn))
		return true;
	const char *cause = PQresultErrorField(made, PG_DIAG_MESSAGE_PRIMARY);
	scoped_free char *words = string_new(cause ? cause : PQerrorMessage(conn));
	words[strcspn(words, "\n")] = '\0';
	return error_set(err, ERROR_UNAVAILABLE, "private PostgreSQL: cannot make its database: %s; see %s",
			 words, server->log);
}

/* With the lock held. */
static bool start_it(struct server *server, int lock, struct error *err)
{
	if (ping(server) == PQPING_OK)
		return true;
	if (!cluster_programs(server->data, &server->programs, err))
		return false;
	const struct cluster cluster = { server->data, server->log, server->programs };
	if (cluster_version(server->data) == 0 && !cluster_make(&cluster, lock, err))
		return false;
	/* for root the socket's folder belongs to the account that the data belongs to */
	struct stat data;
	if (stat(server->data, &data) != 0)
		return error_set(err, ERROR_CREATE, "private PostgreSQL: %s: %s", server->data, strerror(errno));
	scoped_launch struct launch *launch = NULL;
	return make_private(server->socket, data.st_uid, err) &&
	       launch_open(server->data, server->socket, server->log, &launch, err) &&
	       bring_up(server, launch, err);
}

bool server_start(char **ret_conninfo, struct error *err)
{
	scoped_server struct server *server = NULL;
	if (!server_find(&server, err) || !make_parents(server->folder, err) ||
	    !make_private(server->folder, geteuid(), err))
		return false;
	scoped_fd int lock = -1;
	if (!take_lock(server, &lock, err) || !start_it(server, lock, err) || !make_database(server, err))
		return false;
	*ret_conninfo = conninfo_for(server, "crmaudit");
	return true;
}

static bool wait_until_gone(const struct server *server, pid_t pid, int patience)
{
	for (int waited = 0; !has_ended(server, pid); waited += PAUSE_MS) {
		if (waited >= patience)
			return false;
		pause_shortly();
	}
	return true;
}

/* PostgreSQL 15 can hang in a fast shutdown that comes while it recovers from a
 * crash. An immediate one always ends, and loses nothing: it recovers at the
 * next start. */
static bool shut_down(const struct server *server, pid_t pid, struct error *err)
{
	if (kill(pid, SIGINT) != 0 && errno != ESRCH)
		return error_set(err, ERROR_UNAVAILABLE, "private PostgreSQL: cannot stop process %d: %s", pid,
				 strerror(errno));
	if (wait_until_gone(server, pid, PATIENCE_MS))
		return true;
	kill(pid, SIGQUIT);
	if (wait_until_gone(server, pid, PATIENCE_MS))
		return true;
	return error_set(err, ERROR_UNAVAILABLE, "private PostgreSQL did not stop within %d s; see %s",
			 2 * PATIENCE_MS / 1000, server->log);
}

bool server_stop(bool *ret_was_running, struct error *err)
{
	scoped_server struct server *server = NULL;
	if (!server_find(&server, err))
		return false;
	scoped_fd int lock = -1;
	if (cluster_version(server->data) != 0 && !take_lock(server, &lock, err))
		return false;
	pid_t pid = postmaster(server);
	if (pid != 0 && !shut_down(server, pid, err))
		return false;
	*ret_was_running = pid != 0;
	return true;
}

bool server_status(bool *ret_running, char **ret_conninfo, struct error *err)
{
	scoped_server struct server *server = NULL;
	if (!server_find(&server, err))
		return false;
	*ret_running = ping(server) == PQPING_OK;
	*ret_conninfo = conninfo_for(server, "crmaudit");
	return true;
}
