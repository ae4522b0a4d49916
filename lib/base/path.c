#include "lib/base/path.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

const char *path_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

char *path_folder(const char *path)
{
	size_t length = (size_t)(path_name(path) - path);
	if (length == 0)
		return string_new(".");
	return string_format("%.*s", (int)(length > 1 ? length - 1 : 1), path);
}

bool path_is_credential(const char *path)
{
	const char *folder = getenv("CREDENTIALS_DIRECTORY");
	size_t length = folder ? strlen(folder) : 0;
	return length > 1 && strncmp(path, folder, length) == 0 && path[length] == '/';
}

bool path_sync_folder(const char *path)
{
	scoped_free char *folder = path_folder(path);
	scoped_fd int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd >= 0 && fsync(fd) == 0;
}
