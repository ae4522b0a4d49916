/* A pull: every object of a source staged by COPY, then merged into our tables in
 * one transaction together with the bookmarks. Killed at any instant, the store is
 * as before the pull or as after it; what was staged by then is not asked for again
 * where the source resumes. */
#ifndef CRM_LOAD_H
#define CRM_LOAD_H

#include "lib/base/error.h"
#include "lib/base/settings.h"
#include "lib/crm/source.h"
#include "lib/store/db.h"
#include "lib/store/run.h"

/* keep false leaves committing to the caller, who has begun a transaction: a
 * preview rolls it all back. *ret_changed counts rows new or changed. */
bool load_pull(struct db *db, const struct settings *settings, const struct run *run,
	       const struct source *source, bool keep, long long *ret_changed, struct error *err);

#endif
