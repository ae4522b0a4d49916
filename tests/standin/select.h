/* The part of SOQL that a loader speaks: SELECT fields or COUNT(), one FROM,
 * WHERE with comparisons, IN a list or a semi-join, AND, OR, NOT and parentheses,
 * ORDER BY, LIMIT. Files' links must be filtered by what they link, as the CRM has it. */
#ifndef STANDIN_SELECT_H
#define STANDIN_SELECT_H

#include "tests/standin/extract.h"

enum select_operator {
	SELECT_EQUAL, SELECT_UNEQUAL, SELECT_LESS, SELECT_AT_MOST, SELECT_MORE, SELECT_AT_LEAST,
	SELECT_IN, SELECT_NOT_IN,
};

struct select_value {
	char *text;          /* NULL stands for null */
	double number;
	long long instant;
};

struct select_condition {
	enum { SELECT_AND, SELECT_OR, SELECT_NOT, SELECT_COMPARE } kind;
	struct select_condition *left, *right;
	int column;
	enum select_operator operator;
	struct select_value *value;
	size_t values;
	bool semi_join;      /* value is what the inner query found */
};

struct select_order {
	int column;
	bool down;
};

struct select {
	const struct extract *table;
	bool count;
	int *field;          /* columns in SELECT order */
	size_t fields;
	struct select_condition *where;
	struct select_order order[8];
	size_t orders;
	long limit;          /* -1: none */
};

/* What the CRM answers with status 400. */
struct select_refusal {
	const char *code;    /* MALFORMED_QUERY, INVALID_FIELD, INVALID_TYPE */
	char message[512];
	char field[128];     /* of INVALID_FIELD */
};

/* New. */
bool select_parse(const char *text, const struct folder *folder, struct select **ret,
	struct select_refusal *refusal);
void select_free(struct select *query);
SCOPED(select, struct select *, select_free)
#define scoped_select __attribute__((cleanup(scope_select)))

/* The matching rows in order; all also takes deleted and archived ones. New. */
size_t *select_rows(const struct select *query, bool all, size_t *ret_count);

#endif
