/* A folder of CSV exports held in memory, one table per file, with the column
 * types that a describe would tell, guessed from names and values. */
#ifndef STANDIN_EXTRACT_H
#define STANDIN_EXTRACT_H

#include "lib/base/error.h"
#include "lib/base/scope.h"

#include <stddef.h>
#include <stdint.h>

enum column_type {
	COLUMN_STRING, COLUMN_ID, COLUMN_REFERENCE, COLUMN_BOOLEAN,
	COLUMN_DATE, COLUMN_DATETIME, COLUMN_INT, COLUMN_DOUBLE,
};

#define NO_INSTANT INT64_MIN

struct column {
	char *name;
	enum column_type type;
	char said[32];       /* the type that describe says; "": by type */
	bool hidden;         /* describe leaves it out */
	bool refused;        /* a query does not know it */
	bool calculated;
	long long *instant;  /* of dates, a value per row: ms since 1970, or NO_INSTANT; else NULL */
};

struct extract {
	char *name;
	size_t columns;
	struct column *column;
	size_t rows;
	char **cell;         /* rows × columns; NULL where empty */
	char *bytes;         /* what the cells point into */
};

struct folder {
	size_t count;
	struct extract *table;
};

/* Reads every *.csv of a folder. New. Errors: ERROR_DATA. */
bool folder_read(const char *path, struct folder **ret, struct error *err);
void folder_free(struct folder *folder);

/* By name, ignoring case; NULL, or -1, where there is none. Borrowed. */
const struct extract *folder_extract(const struct folder *folder, const char *name);
int extract_column(const struct extract *table, const char *name);

const char *extract_cell(const struct extract *table, size_t row, int column);
long long extract_instant(const struct extract *table, size_t row, int column);
bool extract_flag(const struct extract *table, size_t row, const char *column);
const char *column_type_name(enum column_type type);

/* "2024-01-23", "…T02:35:01.000Z", "…+0000", "…-08:00", "2022-12-02 00:10:41"
 * (read as UTC) to milliseconds. False when it is none of them. */
bool instant_read(const char *text, long long *ret);

#endif
