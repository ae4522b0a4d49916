/* Results of the database for people at a terminal, in lines of a given width: cells that
 * are too long go on in the next line. Control characters are written as \x1b, line ends
 * and tabs as blanks: a record's name must not steer the terminal. */
#ifndef OUT_WRAP_H
#define OUT_WRAP_H

#include "lib/out/table.h"

#include <libpq-fe.h>
#include <stdio.h>

/* A line per row, what it is called (column title) before what it is (column words); rows
 * without words are left out. */
void wrap_facts(const PGresult *rows, int width, FILE *out);

/* Columns as in table_text(); true and false are yes and no. */
void wrap_table(const PGresult *rows, const struct table_column *columns, int width, FILE *out);

#endif
