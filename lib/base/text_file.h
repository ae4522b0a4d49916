/* Small files of text that a user wrote, read whole, and the folders they are in. */
#ifndef BASE_TEXT_FILE_H
#define BASE_TEXT_FILE_H

#include "lib/base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* A regular file of plain UTF-8, at most so many bytes; a byte order mark is left out.
 * ERROR_CONFIG with the path, the line where there is one, and the mend. New. */
bool text_file_read(const char *path, size_t most, char **ret, struct error *err);

/* The paths of a folder's regular files with that ending, or of the folders in it (NULL),
 * by name, hidden ones left out. ERROR_CONFIG. New; list_free(). */
bool text_file_list(const char *folder, const char *ending, char ***ret, struct error *err);

#endif
