/* A night's checks: who is a rep, which thresholds hold, every check in turn, then the
 * ledger and the coaching flags. */
#ifndef AUDIT_AUDIT_H
#define AUDIT_AUDIT_H

#include "lib/audit/catalogue.h"
#include "lib/base/error.h"
#include "lib/base/settings.h"
#include "lib/store/db.h"

#include <stdbool.h>

struct audit_tally {
	long long warns, fails, waived, news,   /* warns and fails without those waived */
		resolved, flags_raised;
	int checks, not_checked, errors;
};

/* Runs the checks (only NULL: all) inside the caller's transaction, in the session's
 * scope. A check that fails by itself is recorded as an error and stops no other. */
bool audit_run(struct db *db, const struct settings *settings, const struct catalogue *catalogue,
	       const char *only, struct audit_tally *ret, struct error *err);

/* What a check needs, as the JSON object that audit/needs takes. New. */
char *audit_needs(const struct check *check);

#endif
