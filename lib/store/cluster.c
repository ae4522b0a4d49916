#include "lib/store/cluster.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"
#include "lib/store/launch.h"

#include <errno.h>
#include <ftw.h>
#include <glob.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

enum { OLDEST = 15 };

/* What a nightly batch over some millions of rows wants. Written into the
 * cluster's own postgresql.conf, so that an operator can change it there. No
 * standby follows a private server: with wal_level = minimal a first load and
 * what it creates need no log, which halves its writing. A schema is made in one
 * transaction, some hundred locks, and several organisations make theirs at once. */
static const char tuning[] = "\n# crmaudit\n"
			     "max_connections = 30\n"
			     "max_locks_per_transaction = 512\n"
			     "shared_buffers = 256MB\n"
			     "work_mem = 64MB\n"
			     "maintenance_work_mem = 256MB\n"
			     "max_wal_size = 4GB\n"
			     "wal_level = minimal\n"
			     "max_wal_senders = 0\n"
			     "jit = off\n"
			     "log_min_messages = warning\n"
			     "log_timezone = 'UTC'\n"
			     "timezone = 'UTC'\n";

int cluster_version(const char *data)
{
	scoped_free char *path = string_format("%s/PG_VERSION", data);
	scoped_file FILE *file = fopen(path, "re");
	int version = 0;
	return file && fscanf(file, "%d", &version) == 1 ? version : 0;
}

static bool has_programs(const char *folder)
{
	scoped_free char *initdb = string_format("%s/initdb", folder);
	scoped_free char *postgres = string_format("%s/postgres", folder);
	return access(initdb, X_OK) == 0 && access(postgres, X_OK) == 0;
}

/* Debian keeps every version apart and none of them on the PATH. New or NULL. */
static char *installed_programs(int version)
{
	glob_t found;
	if (glob("/usr/lib/postgresql/*/bin", 0, NULL, &found) != 0)
		return NULL;
	int best = OLDEST - 1;
	char *folder = NULL;
	for (size_t at = 0; at < found.gl_pathc; at++) {
		int major = atoi(found.gl_pathv[at] + strlen("/usr/lib/postgresql/"));
		if ((version ? major != version : major <= best) || !has_programs(found.gl_pathv[at]))
			continue;
		best = major;
		free(folder);
		folder = string_new(found.gl_pathv[at]);
	}
	globfree(&found);
	return folder;
}

static char *programs_on_path(void)
{
	scoped_free char *path = string_new(getenv("PATH"));
	char *rest = path;
	for (char *folder = strsep(&rest, ":"); folder; folder = strsep(&rest, ":"))
		if (*folder == '/' && has_programs(folder))
			return string_new(folder);
	return NULL;
}

bool cluster_programs(const char *data, char **ret, struct error *err)
{
	int version = cluster_version(data);
	char *folder = installed_programs(version);
	folder = folder ? folder : programs_on_path();
	if (folder) {
		*ret = folder;
		return true;
	}
	if (version)
		return error_set(err, ERROR_CONFIG, "the private PostgreSQL in %s is of version %d, which is not "
				 "installed; install postgresql-%d", data, version, version);
	return error_set(err, ERROR_CONFIG, "no PostgreSQL %d or newer in /usr/lib/postgresql or on the PATH; "
			 "install postgresql, or set [database] conninfo", OLDEST);
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *place)
{
	(void)info, (void)kind, (void)place;
	return remove(path);
}

static bool append(const char *path, const char *words, struct error *err)
{
	scoped_file FILE *file = fopen(path, "ae");
	if (!file || fputs(words, file) < 0 || fflush(file) != 0)
		return error_set(err, ERROR_CREATE, "private PostgreSQL: %s: %s", path, strerror(errno));
	return true;
}

/* It holds the lock too: an initdb that outlives us must end before another one
 * clears its folder away. */
static bool run_initdb(const struct cluster *cluster, const struct launch *launch, int lock,
		       struct error *err)
{
	scoped_free char *program = string_format("%s/initdb", cluster->programs);
	const char *const words[] = { program, "-D", launch_data(launch), "-U", "crmaudit", "--auth-local=trust",
				      "--auth-host=reject", "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-instructions", NULL };
	off_t from = launch_log_end(launch);
	pid_t child;
	if (!launch_start(launch, words, lock, &child, err))
		return false;
	int status = -1;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (status == 0)
		return true;
	scoped_free char *words_said = launch_last_words(launch, from);
	return error_set(err, ERROR_UNAVAILABLE, "private PostgreSQL: initdb failed; see %s: %s", cluster->log,
			 words_said);
}

bool cluster_make(const struct cluster *cluster, int lock, struct error *err)
{
	struct stat info;
	if (lstat(cluster->data, &info) == 0)
		return error_set(err, ERROR_CONFIG, "private PostgreSQL: %s is there but holds no cluster; move "
				 "it away", cluster->data);
	scoped_free char *fresh = string_format("%s.new", cluster->data);
	nftw(fresh, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	if (mkdir(fresh, 0700) != 0)
		return error_set(err, ERROR_CREATE, "private PostgreSQL: folder %s: %s", fresh, strerror(errno));
	scoped_launch struct launch *launch = NULL;
	if (!launch_open(fresh, NULL, cluster->log, &launch, err) ||
	    !run_initdb(cluster, launch, lock, err))
		return false;
	scoped_free char *conf = string_format("%s/postgresql.conf", fresh);
	if (!append(conf, tuning, err))
		return false;
	if (rename(fresh, cluster->data) != 0)
		return error_set(err, ERROR_CREATE, "private PostgreSQL: %s: %s", cluster->data, strerror(errno));
	return true;
}
