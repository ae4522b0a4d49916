/* What --validate says of a check: whether its text keeps to the contract, and how it
 * fares against a store. */
#ifndef AUDIT_VALIDATE_H
#define AUDIT_VALIDATE_H

#include "lib/audit/catalogue.h"
#include "lib/base/error.h"
#include "lib/base/settings.h"
#include "lib/base/text.h"
#include "lib/store/db.h"

#include <stdbool.h>

/* Adds to wrong, a line each as check_read() does: a param that the text does not use,
 * a threshold() of another check. */
void validate_text(const struct check *check, struct text *wrong);

/* Adds to wrong what the columns that the server says the text returns lack of those of the
 * contract and of the header, or have too many. described: of db_describe(). */
void validate_columns(const struct check *check, const PGresult *described, struct text *wrong);

/* Of the run whose scope the session has, what the check would do now; strings are new. */
struct validation {
	char *lacking;        /* why it would not be checked; NULL: it would */
	char *plan, *whole;   /* whole: big tables read from end to end, NULL: none */
	char *found, *fails, *warns;
};
void validation_done(struct validation *validation);
#define scoped_validation __attribute__((cleanup(validation_done)))

/* Reads the text, then runs it in a transaction that is rolled back; what is wrong with
 * its columns is added to wrong, and then it is not run. ERROR_DATA, with file and line,
 * where the server refuses it; ERROR_LATER while a run holds the thresholds. */
bool validate_run(struct db *db, const struct settings *settings, const struct catalogue *catalogue,
		  const struct check *check, struct validation *ret, struct text *wrong, struct error *err);

#endif
