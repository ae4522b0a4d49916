/* The checks: one .sql file each, whose first lines say what it is.
 *     -- title: …          one line a manager understands
 *     -- rule: A1          the rule it carries out; B1 and so on
 *     -- why: …  -- fix: … one sentence each
 *     -- needs: activity, opportunity.close_date, touch
 *     -- evidence: record stage amount, history stage     what explain shows: words of
 *                         sql/evidence with what they take; none is all of the record
 *     -- enabled: no         off until [check.ID] enabled = yes
 *     -- param: NAME, TYPE, DEFAULT, UNIT, WHOSE     TYPE integer or number
 *     -- column: KEY, TITLE, FORMAT                  a column of its detail
 * The rest is one SELECT of offenders: record_type, record_id, label, rep_id,
 * account_id, severity, why, weight (worse is more), part (where one record can
 * offend twice), and the columns of the detail.
 * To add a check: sql/checks/NAME.sql, and tests/checks/NAME/. */
#ifndef AUDIT_CATALOGUE_H
#define AUDIT_CATALOGUE_H

#include "lib/base/error.h"
#include "lib/base/scope.h"
#include "lib/base/settings.h"
#include "lib/store/db.h"

#include <stdbool.h>
#include <stddef.h>

enum { CHECK_PARAMS = 12, CHECK_NEEDS = 8, CHECK_EVIDENCE = 6 };

struct check_param {
	char *name, *type, *value, *unit, *origin;
};

struct check {
	char *id;            /* "outreach-person" */
	char *title, *rule, *why, *fix;
	char *needs[CHECK_NEEDS + 1];   /* ends with NULL */
	char *evidence[CHECK_EVIDENCE + 1];   /* "record stage amount"; ends with NULL */
	struct check_param params[CHECK_PARAMS];
	size_t params_count;
	bool is_off;         /* until the configuration switches it on */
	const char *sql;     /* borrowed */
};

struct catalogue {
	struct check *checks;
	size_t count;
};

/* Reads the headers of the compiled-in checks, in the order of their rules.
 * ERROR_BUG names the check and the line that is wrong. New. */
bool catalogue_read(struct catalogue **ret, struct error *err);
void catalogue_free(struct catalogue *catalogue);
SCOPED(catalogue, struct catalogue *, catalogue_free)
#define scoped_catalogue __attribute__((cleanup(scope_catalogue)))

/* NULL when there is none. Borrowed. */
const struct check *catalogue_find(const struct catalogue *catalogue, const char *id);

/* Says that there is no such check, and which may be meant; returns false. */
bool catalogue_missing(const struct catalogue *catalogue, const char *id, enum error_kind kind, struct error *err);

/* Checks the [check.…] sections against the catalogue: an unknown check, parameter
 * or value is ERROR_CONFIG with file, line and a suggestion. */
bool catalogue_settings(const struct catalogue *catalogue, const struct settings *settings, struct error *err);

/* Whether the check runs: what [check.ID] enabled says, else its header. */
bool catalogue_enabled(const struct check *check, const struct settings *settings);

/* Writes titles and thresholds, configured ones over defaults, where SQL reads them. */
bool catalogue_store(const struct catalogue *catalogue, const struct settings *settings, struct db *db,
		     struct error *err);

/* Stores it and resolves the thresholds of the session's run anew: a check that was
 * written since the last night can be tried. */
bool catalogue_refresh(const struct catalogue *catalogue, const struct settings *settings, struct db *db,
		       struct error *err);

#endif
