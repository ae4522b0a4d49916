#include "tests/fuzz/support/fuzz.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void truth(bool holds, const char *words, ...)
{
	if (holds)
		return;
	va_list args;
	va_start(args, words);
	fputs("not true: ", stderr);
	vfprintf(stderr, words, args);
	fputc('\n', stderr);
	va_end(args);
	abort();
}

void truth_utf8(const char *bytes, size_t length)
{
	json_auto_t *proof = json_stringn(bytes, length);
	truth(proof != NULL, "'%.*s' is UTF-8", (int)length, bytes);
}

void truth_error(const struct error *err)
{
	truth(err->kind != ERROR_NONE && err->kind != ERROR_BUG, "an error has a kind: %d", err->kind);
	truth(*err->text, "an error has words");
}

struct fuzz_file fuzz_file_new(const void *bytes, size_t length)
{
	struct fuzz_file file = { .fd = memfd_create("fuzz", MFD_CLOEXEC) };
	truth(file.fd >= 0, "there is memory for a file");
	truth(write(file.fd, bytes, length) == (ssize_t)length, "a file takes %zu bytes", length);
	snprintf(file.path, sizeof file.path, "/proc/self/fd/%d", file.fd);
	return file;
}

void fuzz_file_done(struct fuzz_file *file)
{
	close(file->fd);
}

void fuzz_put_row(struct text *rows, const struct stage_value *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (values[i].bytes == NULL) {
			text_put(rows, "~");
		} else {
			text_format(rows, "%zu:", values[i].length);
			text_add(rows, values[i].bytes, values[i].length);
		}
	text_put(rows, "\n");
}

bool fuzz_same(const struct text *a, const struct text *b)
{
	return a->length == b->length && (a->length == 0 || memcmp(a->bytes, b->bytes, a->length) == 0);
}
