/* Log lines on standard error: one event a line, lower case, with figures.
 * "load Account: 846 rows, 3 new versions". Library code logs progress and
 * oddities; errors are returned, never logged. Secrets never reach a log: what
 * could hold one is masked where it is made (see lib/crm/http.h).
 * In JSON a line has the keys time, level, message; and once a run has begun, what it
 * belongs to: organisation, job, run (a number), and stage while one is under way. Where
 * several organisations run, lines in text name it too.
 * On a terminal, progress rewrites one line; elsewhere it is left out.
 * Lines of several threads stay whole; log_setup() comes before there are any. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };
enum log_format { LOG_TEXT, LOG_JSON };

void log_setup(enum log_level least, enum log_format format);

/* The organisation that all lines are of from the start; text lines name it too. Copied. */
void log_name(const char *organisation);

/* The run that all further lines are of, in all threads; run is its id. They are copied. */
void log_run(const char *organisation, const char *job, const char *run);

/* The stage that all further lines are of, "pull", "check", "report", "send" or "tidy"; NULL ends it. */
void log_stage(const char *stage);
const char *log_stage_now(void);   /* "" outside one */

__attribute__((format(printf, 2, 3)))
void log_line(enum log_level level, const char *format, ...);

/* "Task 24000 of 40000 rows, 31000/s", at most four times a second, on a
 * terminal alone. expected 0 or less: unknown. log_progress_done() ends the line. */
void log_progress(const char *what, long long rows, long long expected);
void log_progress_done(void);

#endif
