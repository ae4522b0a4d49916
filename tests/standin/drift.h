/* What a describe says otherwise than the data would: the file describe.conf of the
 * folder, a line each, read anew with the data:
 *   Account.Industry hidden       the login may not see it: no field, no column
 *   Account.Industry refused      described, and yet no column to a query
 *   Account.Industry picklist     of that type
 *   Account.Score__c calculated   a formula */
#ifndef STANDIN_DRIFT_H
#define STANDIN_DRIFT_H

#include "lib/base/error.h"
#include "tests/standin/extract.h"

/* No such file is no drift. Errors: ERROR_DATA for what it doesn't know. */
bool drift_read(const char *data, struct folder *folder, struct error *err);

#endif
