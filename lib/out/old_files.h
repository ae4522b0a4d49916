/* Files of a folder that nobody has written for long. */
#ifndef OUT_OLD_FILES_H
#define OUT_OLD_FILES_H

#include "lib/base/error.h"

#include <stdbool.h>
#include <time.h>

/* Removes the folder's own regular files whose names begin and end so (endings: with blanks
 * between, ".xlsx .csv") and that were last written before that time; no links, nothing below.
 * Adds to *count. That there is no such folder is no error. ERROR_WRITE with path and reason. */
bool old_files_remove(const char *folder, const char *beginning, const char *endings, time_t before, long *count,
		      struct error *err);

#endif
