/* Paths as text, and what keeps a renamed file on disk. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>

/* The last part, for messages. Borrowed. */
const char *path_name(const char *path);

/* What stands before it: "." where there is none, "/" for what is under the root. New. */
char *path_folder(const char *path);

/* Whether it lies in the folder that systemd makes for a service's credentials. That one is
 * the service's alone, though the mode of its files, with an access list, need not say so. */
bool path_is_credential(const char *path);

/* Brings a path's folder to disk: without it the new name of a file that was renamed
 * could be lost with the power. False with errno. */
bool path_sync_folder(const char *path);

#endif
