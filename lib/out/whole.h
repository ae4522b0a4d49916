/* Whether a workbook came to disk whole. The library looks at no result of what it
 * writes while closing, so a disk that got full would go unnoticed. */
#ifndef OUT_WHOLE_H
#define OUT_WHOLE_H

#include "lib/base/error.h"

#include <sys/types.h>

/* Reads the file once: every part has its checksum and ends as XML does, and
 * sheet n holds at least the row_bytes[n] that were written of it. ERROR_WRITE. */
bool whole_check(const char *path, const off_t row_bytes[], int sheets, struct error *err);

#endif
