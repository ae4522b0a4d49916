#include "lib/store/db.h"

#include "lib/base/text.h"
#include "lib/store/redact.h"
#include "lib/store/sql.h"
#include "lib/store/tls.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct db {
	PGconn *conn;
	char *schema;
	bool is_redacted;
	char *role;      /* that it acts as; NULL: its login */
};

static bool in_class(const char *state, const char *class)
{
	return state && strncmp(state, class, 2) == 0;
}

static bool is_read_only(const char *state)
{
	return state && strcmp(state, "25006") == 0;
}

/* Somebody's own view on one of ours that is replaced. */
static bool is_hung_on(const char *state)
{
	return state && strcmp(state, "2BP01") == 0;
}

/* 54000 is an index's row that has no room. */
static bool is_too_long(const char *state)
{
	return state && strcmp(state, "54000") == 0;
}

/* Of what an operator meets and the server does not say how to mend; or "". */
static const char *mend_of(const char *state, const char *primary)
{
	if (state && primary && strcmp(state, "42501") == 0 && strstr(primary, "temporary"))
		return "; have the database's owner run GRANT TEMPORARY ON DATABASE for the login and the roles, or for PUBLIC";
	if (state && strcmp(state, "53200") == 0)
		return "; fewer side by side take less, and the server's max_locks_per_transaction gives room";
	if (is_read_only(state))
		return "; a standby, or set to read only: name the server that takes writes in [database] conninfo";
	if (is_hung_on(state))
		return "; drop what is yours there, upgrade, and make it again";
	if (is_too_long(state))
		return "; a text of a record is far longer than any CRM takes it: mend it in the CRM or its export";
	return "";
}

/* libpq's text with its line ends made into one line. */
static bool server_error(const struct db *db, const PGresult *result, const char *what,
			 struct error *err)
{
	const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	const char *primary = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	const char *detail = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL) : NULL;
	const char *where = result ? PQresultErrorField(result, PG_DIAG_CONTEXT) : NULL;
	enum error_kind kind = ERROR_BUG;
	/* only the server gives a SQLSTATE: without one it is libpq that speaks, of a connection that is gone,
	 * even where it takes it for alive still */
	if (state == NULL || PQstatus(db->conn) != CONNECTION_OK || in_class(state, "08") ||
	    strncmp(state, "57P0", 4) == 0 || is_read_only(state))
		kind = ERROR_UNAVAILABLE;
	else if (in_class(state, "55") || in_class(state, "40"))
		kind = ERROR_LATER;
	else if (in_class(state, "53") || in_class(state, "58"))
		kind = ERROR_WRITE;
	else if (state && strcmp(state, "42501") == 0)
		kind = ERROR_LOGIN;
	else if (is_hung_on(state))
		kind = ERROR_CONFIG;
	else if (is_too_long(state))
		kind = ERROR_DATA;
	struct text line = { 0 };
	text_format(&line, "%s%s%s%s%s%s", primary ? primary : PQerrorMessage(db->conn),
		    detail ? ": " : "", detail ? detail : "", mend_of(state, primary), where ? "; " : "", where ? where : "");
	scoped_free char *words = text_give(&line);
	for (char *c = words; *c; c++)
		if (*c == '\n')
			*c = ' ';
	return error_set(err, kind, "database: %s: %s", what, string_trim(words));
}

static bool check(const struct db *db, const PGresult *result, const char *what, struct error *err)
{
	switch (PQresultStatus(result)) {
	case PGRES_COMMAND_OK:
	case PGRES_TUPLES_OK:
	case PGRES_SINGLE_TUPLE:
	case PGRES_COPY_IN:
		return true;
	default:
		return server_error(db, result, what, err);
	}
}

static bool connect_error(PGconn *conn, struct error *err)
{
	scoped_free char *words = string_new(PQerrorMessage(conn));
	for (char *c = words; *c; c++)
		if (*c == '\n')
			*c = ' ';
	/* libpq gives no SQLSTATE for a failed connect, so its words decide */
	bool refused = strstr(words, "authentication failed") || strstr(words, "no password supplied") ||
		       strstr(words, "pg_hba.conf") || strstr(words, "role \"") ||
		       PQconnectionNeedsPassword(conn);
	return error_set(err, refused ? ERROR_LOGIN : ERROR_UNAVAILABLE,
			 "database: %s; see [database] conninfo", string_trim(words));
}

/* pg_catalog stays first by itself; the schema's own names come next. */
static bool settle(struct db *db, struct error *err)
{
	scoped_free char *quoted = PQescapeIdentifier(db->conn, db->schema, strlen(db->schema));
	scoped_free char *path = string_format("SET search_path = %s", quoted ? quoted : "");
	return db_exec(db, path, err) && db_exec(db, "SET timezone = 'UTC'", err) &&
	       db_exec(db, "SET datestyle = 'ISO, MDY'", err) &&
	       db_exec(db, "SET client_min_messages = warning", err) && db_exec(db, "SET jit = off", err) &&
	       db_exec(db, "SET client_connection_check_interval = '500ms'", err);
}

/* With a larger buffer COPY's client works on while the server is busy; with the usual one
 * they take turns (measured a fifth slower). A wish: the kernel has its own ceiling. */
static void widen(PGconn *conn)
{
	const int bytes = 4 << 20;
	setsockopt(PQsocket(conn), SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
}

/* Notices would land on standard error behind the log's back. */
static void drop_notice(void *context, const PGresult *result)
{
	(void)context;
	(void)result;
}

/* libpq's words about a conninfo that it cannot read quote parts of it, and those may
 * be the password. */
static bool readable(const char *conninfo, struct error *err)
{
	if (!strchr(conninfo, '=') && !strstr(conninfo, "://"))
		return true;
	PQconninfoOption *options = PQconninfoParse(conninfo, NULL);
	if (options == NULL)
		return error_set(err, ERROR_CONFIG, "[database] conninfo cannot be read: it is host=… dbname=… or "
				 "postgresql://…, and what is special in a password wants quotes or %%XX");
	PQconninfoFree(options);
	return true;
}

static bool open_with(const char *const *names, const char *const *values, const char *schema, struct db **ret,
		      struct error *err)
{
	scoped_db struct db *db = memory_new(1, sizeof *db);
	db->schema = string_new(schema);
	db->conn = PQconnectdbParams(names, values, 1);
	if (PQstatus(db->conn) != CONNECTION_OK)
		return connect_error(db->conn, err);
	PQsetNoticeReceiver(db->conn, drop_notice, NULL);
	widen(db->conn);
	if (!settle(db, err))
		return false;
	*ret = steal(db);
	return true;
}

bool db_open(const char *conninfo, const char *schema, struct db **ret, struct error *err)
{
	const char *const names[] = { "dbname", "fallback_application_name", "client_encoding", NULL };
	const char *const values[] = { conninfo, "crmaudit", "UTF8", NULL };
	return readable(conninfo, err) && open_with(names, values, schema, ret, err);
}

/* libpq knows what it connected with, password and service file included. */
bool db_another(const struct db *db, struct db **ret, struct error *err)
{
	PQconninfoOption *options = PQconninfo(db->conn);
	size_t count = 0, set = 0;
	while (options && options[count].keyword)
		count++;
	scoped_free const char **names = memory_new(count + 1, sizeof *names);
	scoped_free const char **values = memory_new(count + 1, sizeof *values);
	for (size_t i = 0; i < count; i++) {
		if (options[i].val == NULL || *options[i].val == '\0')
			continue;
		names[set] = options[i].keyword;
		values[set++] = options[i].val;
	}
	scoped_db struct db *other = NULL;
	bool good = open_with(names, values, db->schema, &other, err) && (!db->is_redacted || db_redact(other, err)) &&
		    (db->role == NULL || db_as(other, db->role, err));
	PQconninfoFree(options);
	if (good)
		*ret = steal(other);
	return good;
}

bool db_as(struct db *db, const char *role, struct error *err)
{
	scoped_free char *name = role ? PQescapeIdentifier(db->conn, role, strlen(role)) : NULL;
	scoped_free char *words = string_format("SET ROLE %s", name ? name : "NONE");
	free(steal(db->role));
	if (!db_exec(db, words, err))
		return false;
	db->role = role ? string_new(role) : NULL;
	return true;
}

bool db_beside(struct db *db, struct db **ret, struct error *err)
{
	scoped_free char *snapshot = NULL;
	if (!db_text(db, "store/snapshot", NO_PARAMS, &snapshot, err))
		return false;
	if (snapshot == NULL)
		return error_set(err, ERROR_LATER, "what is not committed yet is seen by one connection alone");
	scoped_db struct db *other = NULL;
	scoped_free char *import = string_format("SET TRANSACTION SNAPSHOT '%s'", snapshot);
	if (!db_another(db, &other, err) || !db_begin(other, err) || !db_exec(other, import, err))
		return false;
	*ret = steal(other);
	return true;
}

void db_close(struct db *db)
{
	if (db == NULL)
		return;
	PQfinish(db->conn);
	free(db->schema);
	free(db->role);
	free(db);
}

bool db_redact(struct db *db, struct error *err)
{
	if (!db_exec(db, "SET crmaudit.redact = 'yes'", err))
		return false;
	db->is_redacted = true;
	return true;
}

bool db_is_redacted(const struct db *db)
{
	return db->is_redacted;
}

const char *db_schema(const struct db *db)
{
	return db->schema;
}

char *db_sslmode(const struct db *db)
{
	char *mode = NULL;
	PQconninfoOption *options = PQconninfo(db->conn);
	for (const PQconninfoOption *one = options; one && one->keyword; one++)
		if (strcmp(one->keyword, "sslmode") == 0 && !tls_is_local(PQhost(db->conn)))
			mode = string_new(one->val);
	PQconninfoFree(options);
	return mode ? mode : string_new("");
}

static bool find(const char *sql_name, const char **ret, struct error *err)
{
	*ret = sql_find(sql_name);
	if (*ret == NULL)
		return error_set(err, ERROR_BUG, "no SQL file '%s' is compiled in", sql_name);
	return true;
}

/* By construction: what is read to be shown comes through here. */
static bool redact(const struct db *db, const char *sql_name, const char *sql, PGresult *rows, struct error *err)
{
	return !db->is_redacted || !redact_applies(sql_name, sql) || redact_rows(sql, rows) ||
	       error_set(err, ERROR_BUG, "%s: no memory to redact its rows", sql_name);
}

bool db_rows(struct db *db, const char *sql_name, struct params params, PGresult **ret,
	     struct error *err)
{
	const char *sql;
	if (!find(sql_name, &sql, err))
		return false;
	scoped_result PGresult *result =
		PQexecParams(db->conn, sql, params.count, NULL, params.values, NULL, NULL, 0);
	if (!check(db, result, sql_name, err) || !redact(db, sql_name, sql, result, err))
		return false;
	*ret = steal(result);
	return true;
}

bool db_run(struct db *db, const char *sql_name, struct params params, struct error *err)
{
	scoped_result PGresult *result = NULL;
	return db_rows(db, sql_name, params, &result, err);
}

bool db_text(struct db *db, const char *sql_name, struct params params, char **ret, struct error *err)
{
	scoped_result PGresult *result = NULL;
	if (!db_rows(db, sql_name, params, &result, err))
		return false;
	bool empty = PQntuples(result) == 0 || PQnfields(result) == 0 || PQgetisnull(result, 0, 0);
	*ret = empty ? NULL : string_new(PQgetvalue(result, 0, 0));
	return true;
}

/* Once row() has refused, the rest is read and dropped: libpq has no other way
 * to leave the connection usable. */
static bool read_rows(struct db *db, const char *what, const char *sql, db_row_fn row, void *context, struct error *err)
{
	bool good = true;
	for (PGresult *next = PQgetResult(db->conn); next; next = PQgetResult(db->conn)) {
		scoped_result PGresult *result = next;
		if (!good)
			continue;
		good = check(db, result, what, err);
		if (good && PQresultStatus(result) == PGRES_SINGLE_TUPLE)
			good = redact(db, what, sql, result, err) && row(result, context, err);
	}
	return good;
}

bool db_each(struct db *db, const char *sql_name, struct params params, db_row_fn row, void *context,
	     struct error *err)
{
	const char *sql;
	if (!find(sql_name, &sql, err))
		return false;
	if (!PQsendQueryParams(db->conn, sql, params.count, NULL, params.values, NULL, NULL, 0) ||
	    !PQsetSingleRowMode(db->conn))
		return server_error(db, NULL, sql_name, err);
	return read_rows(db, sql_name, sql, row, context, err);
}

bool db_exec(struct db *db, const char *sql, struct error *err)
{
	scoped_result PGresult *result = PQexec(db->conn, sql);
	char what[64];
	snprintf(what, sizeof what, "%.60s", sql);
	return check(db, result, what, err);
}

/* ":12", the line that the server's complaint is about, which it gives in characters;
 * "" when it does not. */
static void say_line(const PGresult *result, const char *sql, char *ret, size_t room)
{
	const char *position = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
	int line = 1;
	for (int left = position ? atoi(position) : 0; left > 1 && *sql; sql++) {
		line += *sql == '\n';
		left -= (sql[1] & 0xc0) != 0x80;
	}
	snprintf(ret, room, position ? ":%d" : "", line);
}

static bool check_text(const struct db *db, const PGresult *result, const char *what, const char *sql,
		       struct error *err)
{
	char line[16];
	if (check(db, result, what, err))
		return true;
	if (err->kind != ERROR_BUG)
		return false;
	const char *hint = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT);
	say_line(result, sql, line, sizeof line);
	return error_set(err, ERROR_DATA, "%s%s: %s%s%s", what, line, PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY),
			 hint ? "; " : "", hint ? hint : "");
}

bool db_script(struct db *db, const char *what, const char *sql, struct error *err)
{
	scoped_result PGresult *result = PQexec(db->conn, sql);
	return check_text(db, result, what, sql, err);
}

bool db_run_script(struct db *db, const char *what, const char *sql_name, struct params params, struct error *err)
{
	const char *sql;
	if (!find(sql_name, &sql, err))
		return false;
	scoped_result PGresult *result = PQexecParams(db->conn, sql, params.count, NULL, params.values, NULL, NULL, 0);
	return check_text(db, result, what, "", err);
}

bool db_describe(struct db *db, const char *what, const char *sql, PGresult **ret, struct error *err)
{
	scoped_result PGresult *prepared = PQprepare(db->conn, "", sql, 0, NULL);
	if (!check_text(db, prepared, what, sql, err))
		return false;
	scoped_result PGresult *described = PQdescribePrepared(db->conn, "");
	if (!check(db, described, what, err))
		return false;
	*ret = steal(described);
	return true;
}

bool db_copy_begin(struct db *db, const char *copy, struct error *err)
{
	return db_exec(db, copy, err);
}

/* Blocks larger than the socket's buffer make client and server take turns
 * (measured 1.6 times slower at 256 KiB), so at most 32 KiB go at once. */
bool db_copy_data(struct db *db, const char *bytes, size_t length, struct error *err)
{
	enum { PIECE = 32 * 1024 };
	while (length > 0) {
		size_t piece = length < PIECE ? length : PIECE;
		if (PQputCopyData(db->conn, bytes, (int)piece) != 1)
			return server_error(db, NULL, "copy", err);
		bytes += piece;
		length -= piece;
	}
	return true;
}

bool db_copy_end(struct db *db, long long *ret_rows, struct error *err)
{
	if (PQputCopyEnd(db->conn, NULL) != 1)
		return server_error(db, NULL, "copy", err);
	bool good = true;
	for (PGresult *next = PQgetResult(db->conn); next; next = PQgetResult(db->conn)) {
		scoped_result PGresult *result = next;
		good = good && check(db, result, "copy", err);
		if (good)
			*ret_rows = atoll(PQcmdTuples(result));
	}
	return good;
}

void db_copy_abort(struct db *db)
{
	PQputCopyEnd(db->conn, "the client gave up");
	for (PGresult *next = PQgetResult(db->conn); next; next = PQgetResult(db->conn))
		PQclear(next);
}

bool db_begin(struct db *db, struct error *err)
{
	if (!db_exec(db, "BEGIN ISOLATION LEVEL REPEATABLE READ", err))
		return false;
	if (db_exec(db, "SET LOCAL timezone = 'UTC'", err))
		return true;
	db_rollback(db);
	return false;
}

bool db_commit(struct db *db, struct error *err)
{
	return db_exec(db, "COMMIT", err);
}

void db_rollback(struct db *db)
{
	PQclear(PQexec(db->conn, "ROLLBACK"));
}

bool db_column(const PGresult *rows, const char *name, int *ret, struct error *err)
{
	*ret = PQfnumber(rows, name);
	if (*ret < 0)
		return error_set(err, ERROR_BUG, "the result has no column '%s'", name);
	return true;
}

const char *db_value(const PGresult *rows, int row, const char *column)
{
	int number = PQfnumber(rows, column);
	return number < 0 || PQgetisnull(rows, row, number) ? "" : PQgetvalue(rows, row, number);
}

bool db_flag(const PGresult *rows, int row, const char *column)
{
	return strcmp(db_value(rows, row, column), "t") == 0;
}

char **db_list(const PGresult *rows, const char *column)
{
	int count = PQntuples(rows);
	char **list = memory_new((size_t)count + 1, sizeof *list);
	for (int row = 0; row < count; row++)
		list[row] = string_new(db_value(rows, row, column));
	return list;
}

const char *db_word(bool flag)
{
	return flag ? "true" : "false";
}
