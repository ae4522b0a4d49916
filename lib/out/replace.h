/* Output files appear whole or not at all: they are written beside their own name,
 * and take it in one step once they are on disk. Until then readers see the old one. */
#ifndef OUT_REPLACE_H
#define OUT_REPLACE_H

#include "lib/base/error.h"

/* Makes PATH.new, empty. ERROR_CREATE with path and reason. *ret is new. */
bool replace_begin(const char *path, char **ret_fresh, struct error *err);

/* Brings PATH.new to disk and renames it. ERROR_WRITE; then PATH is as it was and
 * PATH.new is gone. */
bool replace_finish(const char *fresh, const char *path, struct error *err);

/* Makes the folder, its parents too, where there is none. ERROR_CREATE. */
bool replace_folder(const char *folder, struct error *err);

#endif
