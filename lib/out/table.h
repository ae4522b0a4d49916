/* A result of the database for a terminal or for another program: aligned text, CSV,
 * or JSON. The form of each value is that of lib/out/value.h. */
#ifndef OUT_TABLE_H
#define OUT_TABLE_H

#include <jansson.h>
#include <libpq-fe.h>
#include <stdio.h>

/* A column of the result and its heading. */
struct table_column {
	const char *name;
	const char *title;
};

/* Aligned, figures to the right, two blanks between columns. columns ends with a NULL
 * name; a column that is empty in all rows is left out. Nothing is cut. Control
 * characters become blanks: a record's name must not steer the terminal. */
void table_text(const PGresult *rows, const struct table_column *columns, FILE *out);

/* All columns, with a header of their names. */
void table_csv(const PGresult *rows, FILE *out);

/* An array of objects of all columns. New. */
json_t *table_json(const PGresult *rows);

/* Prints value, indented, with a line end; takes it. */
void table_print_json(json_t *value, FILE *out);

#endif
