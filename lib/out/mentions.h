/* Which of our own output files hold one of some words: looked for as they stand in
 * them, in workbooks' parts too. */
#ifndef OUT_MENTIONS_H
#define OUT_MENTIONS_H

#include "lib/base/error.h"

#include <stdbool.h>

/* words ends with NULL; ASCII case is ignored. ERROR_DATA with the path where the file cannot be
 * read to its end: then it may hold any. */
bool mentions_file(const char *path, char *const *words, bool *ret, struct error *err);

/* The paths of the folder's regular files that hold any, in its name or in itself; nothing
 * below. That there is no such folder is no error. unread: those that may hold some, as they
 * cannot be read to their end. New; list_free(). */
bool mentions_folder(const char *folder, char *const *words, char ***ret, char ***ret_unread, struct error *err);

#endif
