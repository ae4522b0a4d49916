#include "lib/out/replace.h"

#include "lib/base/path.h"
#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

bool replace_begin(const char *path, char **ret_fresh, struct error *err)
{
	scoped_free char *fresh = string_format("%s.new", path);
	scoped_fd int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return error_set(err, ERROR_CREATE, "cannot create %s: %s", fresh, strerror(errno));
	*ret_fresh = steal(fresh);
	return true;
}

static bool sync_file(const char *path)
{
	scoped_fd int fd = open(path, O_RDWR | O_CLOEXEC);
	return fd >= 0 && fsync(fd) == 0;
}

bool replace_finish(const char *fresh, const char *path, struct error *err)
{
	if (!sync_file(fresh) || rename(fresh, path) != 0) {
		int reason = errno;
		unlink(fresh);
		return error_set(err, ERROR_WRITE, "cannot write %s: %s", path, strerror(reason));
	}
	if (!path_sync_folder(path))
		return error_set(err, ERROR_WRITE, "cannot write %s: its folder: %s", path, strerror(errno));
	return true;
}

bool replace_folder(const char *folder, struct error *err)
{
	scoped_free char *path = string_new(folder);
	for (char *slash = strchr(path + (*path != '\0'), '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0777);
		*slash = '/';
	}
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		return error_set(err, ERROR_CREATE, "cannot create the folder %s: %s", folder, strerror(errno));
	return true;
}
