/* What a query may show where everything shown is to be shared: the columns that its line
 *     -- shared: severity status age
 * names, and nothing else of it. A column that nobody thought of is left out. Names in them
 * are codenames by then, which is the query's own work (shown_record() of sql/schema). */
#ifndef STORE_REDACT_H
#define STORE_REDACT_H

#include <libpq-fe.h>
#include <stdbool.h>

/* Whether a query of that name shows something to people: those of reports/ and explain/, and
 * others that have the line. */
bool redact_applies(const char *sql_name, const char *sql);

/* Puts "(left out)" in place of each text of the columns that the query does not share, and
 * of each that holds an @; ids and what is no text become NULL. False: no memory. */
bool redact_rows(const char *sql, PGresult *rows);

#endif
