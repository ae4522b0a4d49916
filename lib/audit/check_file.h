/* The user's own checks: files NAME.sql. */
#ifndef AUDIT_CHECK_FILE_H
#define AUDIT_CHECK_FILE_H

#include "lib/audit/check.h"
#include "lib/base/error.h"

#include <stdbool.h>

/* Reads one into a check that starts as { 0 }: check_done() either way. What is wrong
 * with its header is added to wrong, as check_read() does. ERROR_CONFIG where there is no
 * reading it: its name, its size, no UTF-8. */
bool check_file_read(const char *path, struct check *check, struct text *wrong, struct error *err);

#endif
