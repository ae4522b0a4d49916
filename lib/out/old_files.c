#include "lib/out/old_files.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void dir_done(DIR **folder)
{
	if (*folder)
		closedir(*folder);
}

static bool ends_so(const char *name, const char *endings)
{
	const char *ending = strrchr(name, '.');
	size_t length = ending ? strlen(ending) : 0;
	for (const char *one = endings; length > 0 && *one; one += strspn(one, " ")) {
		size_t width = strcspn(one, " ");
		if (width == length && strncmp(one, ending, length) == 0)
			return true;
		one += width;
	}
	return false;
}

static bool is_old(int folder, const char *name, time_t before)
{
	struct stat info;
	return fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode) && info.st_mtime < before;
}

bool old_files_remove(const char *folder, const char *beginning, const char *endings, time_t before, long *count,
		      struct error *err)
{
	__attribute__((cleanup(dir_done))) DIR *files = opendir(folder);
	if (!files)
		return errno == ENOENT || errno == ENOTDIR || error_set(err, ERROR_WRITE, "%s: %s", folder, strerror(errno));
	for (struct dirent *one; (one = readdir(files)); ) {
		const char *name = one->d_name;
		if (strncmp(name, beginning, strlen(beginning)) != 0 || !ends_so(name, endings) ||
		    !is_old(dirfd(files), name, before))
			continue;
		if (unlinkat(dirfd(files), name, 0) != 0 && errno != ENOENT)
			return error_set(err, ERROR_WRITE, "%s/%s: %s", folder, name, strerror(errno));
		(*count)++;
	}
	return true;
}
