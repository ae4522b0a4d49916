/* What holds of all rows that lib/audit/calendar_file.h reads. */
#ifndef TESTS_FUZZ_CALENDAR_H
#define TESTS_FUZZ_CALENDAR_H

#include "lib/audit/calendar_file.h"

#include <stddef.h>

/* The rows, each checked; NULL where they are refused. New. */
json_t *fuzz_calendar(const void *bytes, size_t length, enum calendar_kind kind);

/* The same with line ends of another system must read the same; only for what has LF alone. */
void fuzz_calendar_crlf(const void *bytes, size_t length, enum calendar_kind kind, const json_t *rows);

#endif
