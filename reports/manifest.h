/* workbooks.json: which workbooks are in a folder, and who gets them. */
#ifndef REPORTS_MANIFEST_H
#define REPORTS_MANIFEST_H

#include "lib/base/error.h"
#include "lib/base/settings.h"
#include "lib/store/db.h"

/* Removes the workbooks in FOLDER/managers and FOLDER/reps that the manifest there names
 * and the session's run doesn't have, and writes the run's manifest. A file that no
 * manifest names is nobody's to remove. *ret_path is new. ERROR_WRITE. */
bool manifest_write(struct db *db, const struct settings *settings, const char *folder, char **ret_path,
		    struct error *err);

/* That the workbooks in FOLDER are those of the run, by the manifest there; ERROR_DATA
 * with the mend where they aren't. */
bool manifest_is_of(const char *folder, const char *run, struct error *err);

#endif
