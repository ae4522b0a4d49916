#include "tests/support/capture.h"

#include "lib/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct capture capture_begin(void)
{
	fflush(stderr);
	struct capture capture = { dup(STDERR_FILENO), memfd_create("stderr", MFD_CLOEXEC) };
	if (capture.saved < 0 || capture.file < 0 || dup2(capture.file, STDERR_FILENO) < 0)
		abort();
	return capture;
}

char *capture_end(struct capture capture)
{
	fflush(stderr);
	dup2(capture.saved, STDERR_FILENO);
	struct text words = { 0 };
	char bytes[4096];
	ssize_t length;
	lseek(capture.file, 0, SEEK_SET);
	while ((length = read(capture.file, bytes, sizeof bytes)) > 0)
		text_add(&words, bytes, (size_t)length);
	close(capture.file);
	close(capture.saved);
	return text_give(&words);
}
