/* The checks: those that are compiled in, and the user's own, which add to them and
 * override those of the same name. check.h says what one looks like.
 * The SQL of a check is one SELECT of offenders: record_type, record_id, label, rep_id,
 * account_id, severity, why, weight (worse is more), part (where one record can
 * offend twice), and the columns of the detail.
 * To add a check for everybody: sql/checks/NAME.sql, and tests/checks/NAME/. */
#ifndef AUDIT_CATALOGUE_H
#define AUDIT_CATALOGUE_H

#include "lib/audit/check.h"
#include "lib/base/error.h"
#include "lib/base/scope.h"
#include "lib/base/settings.h"
#include "lib/store/db.h"

#include <stdbool.h>
#include <stddef.h>

struct catalogue {
	struct check *checks;
	size_t count;
};

/* Reads the headers of the compiled-in checks and of those in [checks] folder (settings
 * NULL: of the former alone), in the order of their rules. ERROR_BUG in a compiled-in
 * one, ERROR_CONFIG in the user's, each with file, line and the mend. New. */
bool catalogue_read(const struct settings *settings, struct catalogue **ret, struct error *err);
void catalogue_free(struct catalogue *catalogue);
SCOPED(catalogue, struct catalogue *, catalogue_free)
#define scoped_catalogue __attribute__((cleanup(scope_catalogue)))

/* NULL when there is none. Borrowed. */
const struct check *catalogue_find(const struct catalogue *catalogue, const char *id);

/* Puts a check in, or in the place of the one of its name. Takes it, and leaves { 0 }. */
void catalogue_put(struct catalogue *catalogue, struct check *check);

/* Says that there is no such check, and which may be meant; returns false. */
bool catalogue_missing(const struct catalogue *catalogue, const char *id, enum error_kind kind, struct error *err);

/* Checks the [check.…] sections against the catalogue: an unknown check, parameter
 * or value is ERROR_CONFIG with file, line and a suggestion; so are days of [retention] that
 * are too few for them. */
bool catalogue_settings(const struct catalogue *catalogue, const struct settings *settings, struct error *err);

/* Whether the check runs: what [check.ID] enabled says, else (or settings NULL) its header. */
bool catalogue_enabled(const struct check *check, const struct settings *settings);

/* Writes titles, columns and thresholds, configured ones over defaults (settings NULL:
 * the defaults alone), where SQL reads them. */
bool catalogue_store(const struct catalogue *catalogue, const struct settings *settings, struct db *db,
		     struct error *err);

/* Stores it and resolves the thresholds of the session's run anew: a check that was
 * written since the last night can be tried. */
bool catalogue_refresh(const struct catalogue *catalogue, const struct settings *settings, struct db *db,
		       struct error *err);

#endif
