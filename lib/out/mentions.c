#include "lib/out/mentions.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

/* A piece is read at a time, and the end of the one before stays in front of it: a word
 * may lie across. */
enum { PIECE = 1 << 20, OVERLAP = 4096 };

static void folder_done(DIR **folder)
{
	if (*folder)
		closedir(*folder);
}

static void zip_done(zip_t **zip)
{
	if (*zip)
		zip_discard(*zip);
}

static void entry_done(zip_file_t **entry)
{
	if (*entry)
		zip_fclose(*entry);
}

/* As it is, and as XML writes it. The bytes have been made lower case. */
static bool holds_word(const char *bytes, size_t length, const char *word)
{
	struct text plain = { 0 }, xml = { 0 };
	for (const char *c = word; *c; c++) {
		text_char(&plain, (char)tolower((unsigned char)*c));
		if (*c == '&')
			text_put(&xml, "&amp;");
		else
			text_char(&xml, (char)tolower((unsigned char)*c));
	}
	bool found = plain.length > 0 && (memmem(bytes, length, plain.bytes, plain.length) || memmem(bytes, length, xml.bytes, xml.length));
	text_done(&plain);
	text_done(&xml);
	return found;
}

static bool holds_any(const char *bytes, size_t length, char *const *words)
{
	for (char *const *word = words; *word; word++)
		if (holds_word(bytes, length, *word))
			return true;
	return false;
}

typedef long (*read_fn)(void *source, char *bytes, size_t room);

/* An invitation's long lines go on in the next, behind a blank. */
static size_t keep_words(char *bytes, size_t length)
{
	size_t kept = 0;
	for (size_t at = 0; at < length; at++) {
		if (at + 2 < length && memcmp(bytes + at, "\r\n ", 3) == 0)
			at += 2;
		else
			bytes[kept++] = (char)tolower((unsigned char)bytes[at]);
	}
	return kept;
}

static bool look(void *source, read_fn read_some, char *const *words, bool *ret)
{
	scoped_free char *bytes = memory_new(1, OVERLAP + PIECE);
	size_t before = 0;
	long got = 0;
	bool found = false;
	while (!found && (got = read_some(source, bytes + before, PIECE)) > 0) {
		size_t length = before + keep_words(bytes + before, (size_t)got);
		found = holds_any(bytes, length, words);
		before = length < OVERLAP ? length : OVERLAP;
		memmove(bytes, bytes + length - before, before);
	}
	*ret = *ret || found;
	return got >= 0;
}

static long read_plain(void *source, char *bytes, size_t room)
{
	return (long)read(*(int *)source, bytes, room);
}

static long read_entry(void *source, char *bytes, size_t room)
{
	return (long)zip_fread(source, bytes, room);
}

static bool look_into_zip(const char *path, char *const *words, bool *ret)
{
	__attribute__((cleanup(zip_done))) zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
	bool good = zip != NULL;
	for (zip_int64_t at = 0; good && !*ret && at < zip_get_num_entries(zip, 0); at++) {
		__attribute__((cleanup(entry_done))) zip_file_t *entry = zip_fopen_index(zip, (zip_uint64_t)at, 0);
		good = entry && look(entry, read_entry, words, ret);
	}
	return good;
}

static bool ends_with(const char *path, const char *ending)
{
	size_t length = strlen(path), width = strlen(ending);
	return length >= width && strcmp(path + length - width, ending) == 0;
}

bool mentions_file(const char *path, char *const *words, bool *ret, struct error *err)
{
	bool found = false;
	scoped_fd int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0 || !(ends_with(path, ".xlsx") ? look_into_zip(path, words, &found) : look(&fd, read_plain, words, &found)))
		return error_set(err, ERROR_DATA, "%s: cannot be read to its end; look yourself", path);
	*ret = found;
	return true;
}

static bool named_so(const char *name, char *const *words)
{
	scoped_free char *low = string_new(name);
	for (char *c = low; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return holds_any(low, strlen(low), words);
}

static void add_path(char ***list, size_t *count, char *path)
{
	*list = memory_grow(*list, *count + 2, sizeof **list);
	(*list)[(*count)++] = path;
	(*list)[*count] = NULL;
}

bool mentions_folder(const char *folder, char *const *words, char ***ret, char ***ret_unread, struct error *err)
{
	__attribute__((cleanup(folder_done))) DIR *files = opendir(folder);
	scoped_list char **paths = memory_new(1, sizeof *paths), **unread = memory_new(1, sizeof *unread);
	size_t count = 0, count_unread = 0;
	if (!files && errno != ENOENT && errno != ENOTDIR)
		return error_set(err, ERROR_DATA, "%s: %s", folder, strerror(errno));
	for (struct dirent *one; files && (one = readdir(files)); ) {
		struct stat info;
		struct error why;
		bool found = named_so(one->d_name, words);
		scoped_free char *path = string_format("%s/%s", folder, one->d_name);
		if (fstatat(dirfd(files), one->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(info.st_mode))
			continue;
		if (!found && !mentions_file(path, words, &found, &why))
			add_path(&unread, &count_unread, steal(path));
		else if (found)
			add_path(&paths, &count, steal(path));
	}
	*ret = steal(paths);
	*ret_unread = steal(unread);
	return true;
}
