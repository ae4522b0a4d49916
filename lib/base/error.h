/* Why something failed, and what kind of failure it is.
 *
 * Functions that can fail return bool and take a `struct error *` last.
 * error_set() and error_context() return false, so failing is one line:
 *     return error_set(err, ERROR_DATA, "%s:%d: no Id column", path, line);
 * Nothing below jobs/main.c prints or exits. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

enum error_kind {
	ERROR_NONE,
	ERROR_USAGE,        /* the command line */
	ERROR_DATA,         /* input that cannot be read */
	ERROR_UNAVAILABLE,  /* CRM or database out of reach */
	ERROR_BUG,          /* ours */
	ERROR_CREATE,       /* an output file cannot be created */
	ERROR_WRITE,        /* an output file cannot be written to its end */
	ERROR_LATER,        /* worth another try later: lock held, quota spent */
	ERROR_LOGIN,        /* refused by the CRM or the database */
	ERROR_CONFIG,       /* configuration file, secrets, mapping */
};

struct error {
	enum error_kind kind;
	char text[1024];
};

/* Fills err and returns false. Says what, where, and the mend. */
__attribute__((format(printf, 3, 4)))
bool error_set(struct error *err, enum error_kind kind, const char *format, ...);

/* Puts the caller's words in front, "load Account: page 3: …"; returns false. */
__attribute__((format(printf, 2, 3)))
bool error_context(struct error *err, const char *format, ...);

/* The exit status of a kind, as sysexits.h has them. */
int error_status(enum error_kind kind);

#endif
