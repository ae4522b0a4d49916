/* The SQL files, compiled in: sql/checks/x.sql is "checks/x". */
#ifndef STORE_SQL_H
#define STORE_SQL_H

struct sql_file {
	const char *name;
	const char *text;
};

/* Sorted by name; ends with a NULL name. */
extern const struct sql_file sql_files[];

/* The text of a file, or NULL. Borrowed. */
const char *sql_find(const char *name);

#endif
