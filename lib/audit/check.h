/* One check: a .sql file whose first lines, its header, say what it is.
 *     -- title: …          one line a manager understands
 *     -- rule: A1          the rule it carries out, or any word for one of your own
 *     -- why: …  -- fix: … one sentence each
 *     -- needs: activity, opportunity.close_date, touch
 *     -- evidence: record stage amount, history stage     what explain shows: words of
 *                          sql/evidence with what they take; none is all of the record
 *     -- enabled: no         off until [check.ID] enabled = yes
 *     -- param: NAME, TYPE, DEFAULT, UNIT, WHOSE     TYPE integer or number
 *     -- column: KEY, TITLE, FORMAT                  a column of its detail; FORMAT text,
 *                          integer, number, money, percent, date or instant
 * The header begins on the first line. A line of it is one word, a colon and a blank; the
 * first of another form ends it ("-- A renewal is: …" has more words than one). A word
 * that is no key is a mistake, with the key that may be meant; so is a key below the
 * header's end. An empty "--" ends the header where a comment would look like a line of it. */
#ifndef AUDIT_CHECK_H
#define AUDIT_CHECK_H

#include "lib/base/text.h"

#include <stdbool.h>
#include <stddef.h>

enum { CHECK_PARAMS = 12, CHECK_NEEDS = 8, CHECK_COLUMNS = 24, CHECK_EVIDENCE = 6, CHECK_ID = 63 };

struct check_param {
	char *name, *type, *value, *unit, *origin;
};

struct check_column {
	char *name, *title, *format;
};

struct check {
	char *id;            /* "outreach-person" */
	char *title, *rule, *why, *fix;
	char *needs[CHECK_NEEDS + 1];   /* ends with NULL */
	char *evidence[CHECK_EVIDENCE + 1];   /* "record stage amount"; ends with NULL */
	struct check_param params[CHECK_PARAMS];
	size_t params_count;
	struct check_column columns[CHECK_COLUMNS];
	size_t columns_count;
	bool is_off;         /* until the configuration switches it on */
	const char *sql;     /* the whole file; borrowed, or text */
	const char *body;    /* where the header ends in it */
	char *text, *path;   /* of the user's own; NULL of one that is compiled in */
	bool overrides;      /* one that is compiled in, of the same name */
};

/* Reads the header of sql, which stays borrowed, into a check that starts as { 0 } with
 * its id. What is wrong is added as "LINE: words, with the mend", a line each. */
void check_read(struct check *check, const char *sql, struct text *wrong);
void check_done(struct check *check);

/* Whether its header or the configuration may give a parameter this value. */
bool check_param_takes(const struct check_param *param, const char *value);

/* NULL when there is none. Borrowed. */
const struct check_param *check_param(const struct check *check, const char *name);

/* "own", "overrides", or "" of one that is compiled in. */
const char *check_mark(const struct check *check);

#endif
