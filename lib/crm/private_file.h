/* Files that hold a secret: readable by their owner alone, and replaced so that
 * after a crash either the old or the new text is there, whole. */
#ifndef CRM_PRIVATE_FILE_H
#define CRM_PRIVATE_FILE_H

#include "lib/base/error.h"
#include "lib/base/text.h"

/* Adds the file's text. Errors: ERROR_CONFIG with the path and the chmod. */
bool private_file_read(const char *path, struct text *ret, struct error *err);

/* A text whose memory is overwritten before it is freed. */
void private_text_done(struct text *text);
#define scoped_private_text __attribute__((cleanup(private_text_done)))

/* One process at a time may replace a file: the lock is PATH.lock. Fields are ours. */
struct private_file {
	char *path, *fresh;
	int lock, fd;
};

/* Waits for the lock and makes PATH.new, so that a folder that cannot be written
 * shows before anything depends on it. Errors: ERROR_CONFIG, ERROR_CREATE. */
bool private_file_lock(const char *path, struct private_file *ret, struct error *err);

/* The text is on disk under the file's own name when this returns true. Once per
 * lock. Errors: ERROR_WRITE. */
bool private_file_replace(struct private_file *file, const char *text, struct error *err);
void private_file_unlock(struct private_file *file);
#define scoped_private_file __attribute__((cleanup(private_file_unlock)))

#endif
