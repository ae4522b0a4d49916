#include "lib/base/text_file.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

static bool wrong(const char *path, struct error *err)
{
	return error_set(err, ERROR_CONFIG, "%s: %s", path, strerror(errno));
}

static bool open_file(const char *path, size_t most, int *ret_fd, struct error *err)
{
	struct stat found;
	/* a pipe of that name would be waited for */
	scoped_fd int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 || fstat(fd, &found) != 0)
		return wrong(path, err);
	if (!S_ISREG(found.st_mode))
		return error_set(err, ERROR_CONFIG, "%s: not a regular file", path);
	if ((size_t)found.st_size > most)
		return error_set(err, ERROR_CONFIG, "%s: larger than %zu KiB, the most that is read", path, most / 1024);
	*ret_fd = fd;
	fd = -1;
	return true;
}

static bool read_all(const char *path, size_t most, struct text *text, struct error *err)
{
	char piece[16 * 1024];
	scoped_fd int fd = -1;
	if (!open_file(path, most, &fd, err))
		return false;
	ssize_t got;
	while ((got = read(fd, piece, sizeof piece)) > 0)
		text_add(text, piece, (size_t)got);
	return got == 0 || wrong(path, err);
}

static bool is_plain(const char *at, size_t step)
{
	unsigned char c = (unsigned char)*at;
	return step > 0 && ((c >= ' ' && c != 127) || c == '\t' || c == '\n' || c == '\r');
}

/* PostgreSQL takes no other text, and nobody sees a control character. */
static bool plain(const char *path, const struct text *text, struct error *err)
{
	int line = 1;
	for (size_t at = 0, step; at < text->length; at += step) {
		const char *byte = text->bytes + at;
		step = utf8_length(byte, text->length - at);
		if (!is_plain(byte, step))
			return error_set(err, ERROR_CONFIG, "%s:%d: no plain text, because of byte 0x%02x; save it as UTF-8", path,
					 line, (unsigned char)*byte);
		line += *byte == '\n';
	}
	return true;
}

bool text_file_read(const char *path, size_t most, char **ret, struct error *err)
{
	static const char mark[] = "\xef\xbb\xbf";
	scoped_text struct text text = { 0 };
	if (!read_all(path, most, &text, err) || !plain(path, &text, err))
		return false;
	bool marked = text.length > 0 && strncmp(text.bytes, mark, strlen(mark)) == 0;
	*ret = string_new(text.length > 0 ? text.bytes + (marked ? strlen(mark) : 0) : "");
	return true;
}

static bool ends_in(const char *name, const char *ending)
{
	size_t length = strlen(name), tail = strlen(ending);
	return length > tail && strcmp(name + length - tail, ending) == 0;
}

static bool is_wanted(const char *path, const char *ending, bool *ret, struct error *err)
{
	struct stat found;
	*ret = false;
	if (ending && !ends_in(path, ending))
		return true;
	if (stat(path, &found) != 0)
		return wrong(path, err);
	*ret = ending ? S_ISREG(found.st_mode) : S_ISDIR(found.st_mode);
	return true;
}

static int by_name(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

bool text_file_list(const char *folder, const char *ending, char ***ret, struct error *err)
{
	scoped_list char **list = memory_new(1, sizeof *list);
	size_t count = 0;
	struct dirent **names;
	int found = scandir(folder, &names, NULL, NULL);
	if (found < 0)
		return wrong(folder, err);
	bool good = true, wanted;
	for (int at = 0; at < found; at++) {
		scoped_free struct dirent *entry = names[at];
		scoped_free char *path = string_format("%s/%s", folder, entry->d_name);
		if (!good || *entry->d_name == '.' || !(good = is_wanted(path, ending, &wanted, err)) || !wanted)
			continue;
		list = memory_grow(list, count + 2, sizeof *list);
		list[count++] = steal(path);
		list[count] = NULL;
	}
	free(names);
	if (!good)
		return false;
	qsort(list, count, sizeof *list, by_name);
	*ret = steal(list);
	return true;
}
