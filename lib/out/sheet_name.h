/* Names of sheets that every program takes. */
#ifndef OUT_SHEET_NAME_H
#define OUT_SHEET_NAME_H

#include <stdbool.h>

/* The name nearest to the wanted one that is allowed: without []:*?/\ and controls, no ' at an end, at most
 * 31 UTF-16 units with the part's number from 2 on, as in "Findings (2)". Where is_taken() says so of it,
 * the next number is tried. New. */
char *sheet_name_new(const char *wanted, int part, bool (*is_taken)(const char *name, void *context),
		     void *context);

#endif
