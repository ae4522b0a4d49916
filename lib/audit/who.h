/* Whom a person at the keyboard means. */
#ifndef AUDIT_WHO_H
#define AUDIT_WHO_H

#include "lib/base/error.h"
#include "lib/store/db.h"

#include <stdbool.h>

/* who is an id (15 or 18 characters), e-mail, user name, alias or name, whatever its
 * case; where several people share it, an active one goes before those who left. Errors:
 * ERROR_USAGE with up to three who come near, or with all whom an ambiguous one names.
 * Both new. */
bool who_resolve(struct db *db, const char *who, char **ret_user_id, char **ret_name, struct error *err);

#endif
