/* The cases of a check: what is given, and what the check must find in it.
 * A folder named after the check holds, per case,
 *     CASE.sql        calls of sql/testing/given.sql, or any SQL that fills our tables
 *     CASE.expected   the findings, a line each: record|part|rep|severity|why
 *     CASE.detail     where there is one: type|record|label|account|weight|detail
 * Each begins with the same empty store, looks from 2026-06-30 12:00 in Los Angeles unless
 * it says given_as_of(), and runs with the thresholds of the check's header unless it says
 * given_parameter(). */
#ifndef AUDIT_CASES_H
#define AUDIT_CASES_H

#include "lib/audit/catalogue.h"
#include "lib/base/error.h"
#include "lib/store/db.h"

#include <stdbool.h>

/* Told of every case; said is "" where all is as expected, else lines that say what is not:
 * "-" expected and not found, "+" found and not expected, or the error. */
typedef void (*cases_fn)(const char *check, const char *name, const char *said, void *context);

/* Runs a folder's cases, in the transaction of scratch_begin(), which is as before after
 * each. ERROR_CONFIG where a file is missing or cannot be read, or no check has the
 * folder's name; ERROR_DATA where a case ends the transaction. seconds: as cage_check() has them. */
bool cases_run(struct db *db, const struct catalogue *catalogue, const char *folder, long seconds, cases_fn each,
	       void *context, struct error *err);

#endif
