/* One connection to the database, working inside one organisation's schema.
 * SQL comes from the compiled-in files, by name ("store/run_start"); one
 * statement each; values are parameters, always text, NULL for SQL NULL. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "lib/base/error.h"
#include "lib/base/scope.h"

#include <libpq-fe.h>
#include <stddef.h>

struct db;

struct params {
	int count;
	const char *const *values;
};
#define PARAMS(...)                                                             \
	((struct params){ sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(char *), \
			  (const char *const[]){ __VA_ARGS__ } })
#define NO_PARAMS ((struct params){ 0, NULL })

SCOPED(result, PGresult *, PQclear)
#define scoped_result __attribute__((cleanup(scope_result)))

/* Connects. conninfo is what libpq takes; "" leaves it to PG* variables, service
 * files and ~/.pgpass. schema becomes the search_path. Errors: ERROR_LOGIN when
 * refused, ERROR_UNAVAILABLE otherwise. New; close with db_close(). */
bool db_open(const char *conninfo, const char *schema, struct db **ret, struct error *err);

/* One more connection to the same place, for another thread; no two threads may use one
 * at the same time. New. */
bool db_another(const struct db *db, struct db **ret, struct error *err);

/* The same, inside a transaction that sees what db's sees, and lasts with it at the
 * longest. ERROR_LATER where db's has written: only itself sees that. New. */
bool db_beside(struct db *db, struct db **ret, struct error *err);
void db_close(struct db *db);

/* What follows is done with the rights of that role, NULL: of the login. db_another() and
 * db_beside() keep it, a rollback of the transaction in which it was taken loses it. */
bool db_as(struct db *db, const char *role, struct error *err);
SCOPED(db, struct db *, db_close)
#define scoped_db __attribute__((cleanup(scope_db)))

const char *db_schema(const struct db *db);   /* borrowed */

/* From now on what this connection and others made of it read to be shown can be shared: see
 * lib/store/redact.h. Outside of any transaction, whose end could take it back. */
bool db_redact(struct db *db, struct error *err);
bool db_is_redacted(const struct db *db);

/* The sslmode of a connection that leaves this machine; "" of one that does not. New. */
char *db_sslmode(const struct db *db);

/* Runs a statement whose rows nobody wants. */
bool db_run(struct db *db, const char *sql_name, struct params params, struct error *err);

/* The whole result, for small ones. New; PQclear by scoped_result. */
bool db_rows(struct db *db, const char *sql_name, struct params params, PGresult **ret,
	     struct error *err);

/* The first column of the first row as text; NULL when there is no row or it is
 * SQL NULL. New. */
bool db_text(struct db *db, const char *sql_name, struct params params, char **ret,
	     struct error *err);

/* Streams a result of any size: row() is called with a result that holds one
 * row. Returning false from row() ends it with what row() put into err. */
typedef bool (*db_row_fn)(const PGresult *row, void *context, struct error *err);
bool db_each(struct db *db, const char *sql_name, struct params params, db_row_fn row,
	     void *context, struct error *err);

/* Runs SQL text that is not one of our files: a word to the session or transaction,
 * what the server itself made by format('%I'), or a schema file of several statements. */
bool db_exec(struct db *db, const char *sql, struct error *err);

/* The same of a file named what that a user wrote; what is wrong with it is ERROR_DATA,
 * "WHAT:LINE: …", without the line where the server names none. */
bool db_script(struct db *db, const char *what, const char *sql, struct error *err);

/* One of ours that runs such a text, given as a parameter. */
bool db_run_script(struct db *db, const char *what, const char *sql_name, struct params params, struct error *err);

/* Has the server read one statement without running it: several are refused. *ret has the
 * columns that it would return, and no rows. Errors as db_script() has them. New. */
bool db_describe(struct db *db, const char *what, const char *sql, PGresult **ret, struct error *err);

/* COPY … FROM STDIN in text format, fed in pieces of any size. */
bool db_copy_begin(struct db *db, const char *copy, struct error *err);
bool db_copy_data(struct db *db, const char *bytes, size_t length, struct error *err);
bool db_copy_end(struct db *db, long long *ret_rows, struct error *err);   /* as the server counts them */
void db_copy_abort(struct db *db);            /* after an error between begin and end */

bool db_begin(struct db *db, struct error *err);     /* REPEATABLE READ, zone UTC */
bool db_commit(struct db *db, struct error *err);
void db_rollback(struct db *db);

/* Column of a result by name; BUG (with the name) when the SQL lacks it. */
bool db_column(const PGresult *rows, const char *name, int *ret, struct error *err);
/* Value by column name, "" for SQL NULL or when there is no such column. Borrowed. */
const char *db_value(const PGresult *rows, int row, const char *column);
bool db_flag(const PGresult *rows, int row, const char *column);     /* whether it is SQL true */
char **db_list(const PGresult *rows, const char *column);            /* of all rows. New; list_free(). */

/* A flag as a parameter. */
const char *db_word(bool flag);

#endif
