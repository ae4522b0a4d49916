/* Runs PostgreSQL's own programs on a data folder: in their own session, their
 * output in the log, nothing inherited from us. PostgreSQL refuses to run as
 * root, so for root they run as the data folder's owner, which is the account
 * postgres, else nobody, from the first time on. */
#ifndef STORE_LAUNCH_H
#define STORE_LAUNCH_H

#include "lib/base/error.h"
#include "lib/base/scope.h"

#include <sys/types.h>

struct launch;

/* Both folders must exist; for root they are given to the account. socket may be
 * NULL: initdb needs none. Errors: ERROR_CREATE, ERROR_CONFIG (no account). New. */
bool launch_open(const char *data, const char *socket, const char *log, struct launch **ret,
		 struct error *err);
void launch_free(struct launch *launch);
SCOPED(launch, struct launch *, launch_free)
#define scoped_launch __attribute__((cleanup(scope_launch)))

/* The folders under the names by which a program that we start reaches them. Borrowed. */
const char *launch_data(const struct launch *launch);
const char *launch_socket(const struct launch *launch);

/* Starts words[0] with words, which end with NULL. lock is a descriptor that it
 * keeps open for as long as it or a child of it lives, or -1. */
bool launch_start(const struct launch *launch, const char *const *words, int lock, pid_t *ret,
		  struct error *err);

/* How long the log is, and the last two lines behind `from`, joined by "; ":
 * PostgreSQL says the cause in one of them. New. */
off_t launch_log_end(const struct launch *launch);
char *launch_last_words(const struct launch *launch, off_t from);

#endif
