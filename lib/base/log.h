/* Log lines on standard error: one event a line, lower case, with figures.
 * "load Account: 846 rows, 3 new versions". Library code logs progress and
 * oddities; errors are returned, never logged. Secrets never reach a log: what
 * could hold one is masked where it is made (see lib/crm/http.h).
 * On a terminal, progress rewrites one line; elsewhere it is left out.
 * Lines of several threads stay whole; log_setup() comes before there are any. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };
enum log_format { LOG_TEXT, LOG_JSON };

void log_setup(enum log_level least, enum log_format format);

__attribute__((format(printf, 2, 3)))
void log_line(enum log_level level, const char *format, ...);

/* "Task 24000 of 40000 rows, 31000/s", at most four times a second, on a
 * terminal alone. expected 0 or less: unknown. log_progress_done() ends the line. */
void log_progress(const char *what, long long rows, long long expected);
void log_progress_done(void);

#endif
