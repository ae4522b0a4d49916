#include "lib/crm/private_file.h"

#include "lib/base/path.h"
#include "lib/base/scope.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>

void private_text_done(struct text *text)
{
	if (text->bytes)
		explicit_bzero(text->bytes, text->room);
	text_done(text);
}

bool private_file_read(const char *path, struct text *ret, struct error *err)
{
	enum { LARGEST = 64 * 1024 };
	scoped_fd int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat stat;
	if (fd < 0 || fstat(fd, &stat) != 0)
		return error_set(err, ERROR_CONFIG, "%s: %s", path, strerror(errno));
	if (!S_ISREG(stat.st_mode) || stat.st_size == 0 || stat.st_size > LARGEST)
		return error_set(err, ERROR_CONFIG, "%s: is empty, too large or no plain file", path);
	if ((stat.st_mode & 077) && !path_is_credential(path))
		return error_set(err, ERROR_CONFIG, "%s: others may read it; chmod 600 %s", path, path);
	/* room for all of it at once: growing would leave copies in freed memory */
	char *bytes = memory_new((size_t)stat.st_size, 1);
	ssize_t length = read(fd, bytes, (size_t)stat.st_size);
	if (length > 0)
		text_add(ret, bytes, (size_t)length);
	explicit_bzero(bytes, (size_t)stat.st_size);
	free(bytes);
	if (length != stat.st_size)
		return error_set(err, ERROR_CONFIG, "%s: cannot be read to its end", path);
	return true;
}

bool private_file_lock(const char *path, struct private_file *ret, struct error *err)
{
	struct private_file file = { .lock = -1, .fd = -1 };
	/* a link stays one: what it points to is replaced */
	file.path = realpath(path, NULL);
	if (file.path == NULL)
		return error_set(err, ERROR_CONFIG, "%s: %s", path, strerror(errno));
	scoped_free char *lock_path = string_format("%s.lock", file.path);
	file.fresh = string_format("%s.new", file.path);
	file.lock = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	bool locked = file.lock >= 0 && flock(file.lock, LOCK_EX) == 0;
	if (locked)
		file.fd = open(file.fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (file.fd < 0) {
		error_set(err, ERROR_CREATE, "%s: %s; its folder must be writable, for the file is replaced",
			  locked ? file.fresh : lock_path, strerror(errno));
		private_file_unlock(&file);
		return false;
	}
	*ret = file;
	return true;
}

bool private_file_replace(struct private_file *file, const char *text, struct error *err)
{
	size_t length = strlen(text);
	if (write(file->fd, text, length) != (ssize_t)length || fsync(file->fd) != 0 ||
	    rename(file->fresh, file->path) != 0 || !path_sync_folder(file->path))
		return error_set(err, ERROR_WRITE, "%s: %s", file->path, strerror(errno));
	free(file->fresh);
	file->fresh = NULL;
	return true;
}

void private_file_unlock(struct private_file *file)
{
	if (file->fd >= 0)
		close(file->fd);
	if (file->fd >= 0 && file->fresh)
		unlink(file->fresh);
	/* the lock file stays: removing it would let two processes hold two locks */
	if (file->lock >= 0)
		close(file->lock);
	free(file->path);
	free(file->fresh);
	*file = (struct private_file){ .lock = -1, .fd = -1 };
}
