#include "lib/store/launch.h"

#include "lib/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The descriptors a program starts with, after the three standard ones. */
enum { DATA = 3, SOCKET, LOCK, DESCRIPTORS };

struct launch {
	bool as_account;
	uid_t uid;
	gid_t gid;
	char *data;
	char *socket;
	char *log;
	int descriptors[DESCRIPTORS];   /* where each one of the program's comes from; 0: it has none */
};

void launch_free(struct launch *launch)
{
	if (!launch)
		return;
	for (int fd = 0; fd < DESCRIPTORS; fd++)
		if (launch->descriptors[fd] > 0 && fd != STDERR_FILENO)
			close(launch->descriptors[fd]);
	free(launch->data);
	free(launch->socket);
	free(launch->log);
	free(launch);
}

static bool open_one(const char *path, int flags, int *ret, struct error *err)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);
	/* above the numbers that the program gets, so that dup2() overwrites none */
	*ret = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, DESCRIPTORS);
	int cause = errno;
	if (fd >= 0)
		close(fd);
	return *ret >= 0 || error_set(err, ERROR_CREATE, "private PostgreSQL: %s: %s", path, strerror(cause));
}

static bool find_account(struct launch *launch, const char *data, struct error *err)
{
	struct stat info;
	if (fstat(launch->descriptors[DATA], &info) != 0)
		return error_set(err, ERROR_CREATE, "private PostgreSQL: %s: %s", data, strerror(errno));
	launch->uid = info.st_uid;
	launch->gid = info.st_gid;
	if (info.st_uid != 0)
		return true;
	const struct passwd *account = getpwnam("postgres");
	account = account ? account : getpwnam("nobody");
	if (!account || account->pw_uid == 0)
		return error_set(err, ERROR_CONFIG, "PostgreSQL does not run as root and there is no account "
				 "postgres or nobody; add one, or set [database] conninfo");
	launch->uid = account->pw_uid;
	launch->gid = account->pw_gid;
	return true;
}

static bool give_folder(const struct launch *launch, int fd, const char *path, struct error *err)
{
	return fchown(launch->descriptors[fd], launch->uid, launch->gid) == 0 ||
	       error_set(err, ERROR_CREATE, "private PostgreSQL: chown %s: %s", path, strerror(errno));
}

/* A folder above the data may be root's alone, and the account could not pass.
 * So the program inherits the folders opened, by paths that lead straight to
 * them: the postmaster changes into -D, and all its children inherit both. */
static bool use_account(struct launch *launch, const char *data, const char *socket, struct error *err)
{
	launch->as_account = true;
	launch->data = string_format("/proc/self/fd/%d", DATA);
	launch->socket = string_format("/proc/self/fd/%d", SOCKET);
	return find_account(launch, data, err) && give_folder(launch, DATA, data, err) &&
	       (!socket || give_folder(launch, SOCKET, socket, err));
}

bool launch_open(const char *data, const char *socket, const char *log, struct launch **ret,
		 struct error *err)
{
	scoped_launch struct launch *launch = memory_new(1, sizeof *launch);
	launch->log = string_new(log);
	int *descriptors = launch->descriptors;
	if (!open_one("/dev/null", O_RDONLY, &descriptors[STDIN_FILENO], err) ||
	    !open_one(log, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, &descriptors[STDOUT_FILENO], err) ||
	    !open_one(data, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, &descriptors[DATA], err) ||
	    (socket && !open_one(socket, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, &descriptors[SOCKET], err)))
		return false;
	descriptors[STDERR_FILENO] = descriptors[STDOUT_FILENO];
	if (geteuid() == 0) {
		if (!use_account(launch, data, socket, err))
			return false;
	} else {
		launch->data = string_new(data);
		launch->socket = string_new(socket);
	}
	*ret = steal(launch);
	return true;
}

const char *launch_data(const struct launch *launch)
{
	return launch->data;
}

const char *launch_socket(const struct launch *launch)
{
	return launch->socket;
}

static bool become_account(const struct launch *launch)
{
	return !launch->as_account || (setgroups(0, NULL) == 0 && setgid(launch->gid) == 0 &&
				       setuid(launch->uid) == 0);
}

/* In the child; gives the errno of what failed. */
static int become(const struct launch *launch, const char *const *words, int lock)
{
	/* our environment may hold secrets and PG* variables that change a server */
	static const char *const environment[] = { "PATH=/usr/bin:/bin", NULL };
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setsid();
	umask(077);
	int high = lock < 0 ? -1 : fcntl(lock, F_DUPFD, DESCRIPTORS);
	for (int fd = 0; fd < LOCK; fd++)
		if (launch->descriptors[fd] == 0)
			close(fd);
		else if (dup2(launch->descriptors[fd], fd) < 0)
			return errno;
	if (high >= 0 && dup2(high, LOCK) < 0)
		return errno;
	closefrom(high >= 0 ? DESCRIPTORS : LOCK);
	if (chdir("/") != 0 || !become_account(launch))
		return errno;
	execve(words[0], (char *const *)(uintptr_t)words, (char *const *)(uintptr_t)environment);
	return errno;
}

bool launch_start(const struct launch *launch, const char *const *words, int lock, pid_t *ret,
		  struct error *err)
{
	pid_t child = fork();
	if (child < 0)
		return error_set(err, ERROR_LATER, "%s: cannot start a process: %s", words[0], strerror(errno));
	if (child == 0) {
		int cause = become(launch, words, lock);
		dprintf(STDERR_FILENO, "error: %s: %s\n", words[0], strerror(cause));
		_exit(127);
	}
	*ret = child;
	return true;
}

off_t launch_log_end(const struct launch *launch)
{
	struct stat info;
	return stat(launch->log, &info) == 0 ? info.st_size : 0;
}

char *launch_last_words(const struct launch *launch, off_t from)
{
	scoped_file FILE *log = fopen(launch->log, "re");
	char *before = string_new(""), *last = string_new("");
	scoped_free char *line = NULL;
	size_t room = 0;
	if (log && fseeko(log, from, SEEK_SET) == 0)
		while (getline(&line, &room, log) > 0) {
			if (strstr(line, "database system is shut down"))
				continue;
			free(before);
			before = last;
			last = string_new(string_trim(line));
		}
	char *words = string_format("%s%s%s", before, *before ? "; " : "", last);
	free(before);
	free(last);
	return words;
}
