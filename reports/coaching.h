/* Invitations to the coaching sessions that are suggested. */
#ifndef REPORTS_COACHING_H
#define REPORTS_COACHING_H

#include "lib/base/error.h"
#include "lib/store/db.h"

/* Writes FOLDER/coaching/REP.ics for every flag in the session's scope that is open and
 * whose manager has a free slot, and removes the file of every other rep in scope: a
 * session that is set, held or dismissed needs no invitation any more. *ret_paths, new,
 * are those written. Errors: those of lib/out/ics.h, ERROR_WRITE for a file that stays. */
bool report_coaching(struct db *db, const char *folder, char ***ret_paths, struct error *err);

#endif
