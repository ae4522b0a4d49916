/* The table of settings, and what their values must look like. For settings.c;
 * everyone else asks settings.h. */
#ifndef BASE_SETTINGS_TABLE_H
#define BASE_SETTINGS_TABLE_H

#include <stdbool.h>

enum setting_type {
	SETTING_TEXT,
	SETTING_NAME,         /* becomes a schema */
	SETTING_ZONE,         /* of the IANA database */
	SETTING_URL,          /* with words: holds them */
	SETTING_VERSION,      /* 64.0 */
	SETTING_NUMBER,       /* least to most */
	SETTING_CHOICE,       /* one of words */
	SETTING_LIST,         /* by commas */
	SETTING_PAIRS,        /* by commas, each "one: other" */
	SETTING_FIELD,        /* a field of the CRM */
	SETTING_HOURS,        /* 07:00-16:00 */
	SETTING_WEEKDAYS,     /* Mon-Fri */
	SETTING_DATES,        /* by commas, words may follow each */
	SETTING_FILE,
	SETTING_SECRET_FILE,
	SETTING_COMMAND,
};

struct setting_row {
	const char *section;
	const char *key;       /* <…>: any key; <column>: any snake_case one */
	enum setting_type type;
	const char *fallback;
	const char *about;
	const char *words;
	long least, most;
	bool in_sql;           /* checks and reports read it: it is stored with each run */
};

/* Ends with a row whose section is NULL. */
extern const struct setting_row setting_rows[];

/* The row of a key; key NULL: any row of the section. NULL: there is none. */
const struct setting_row *setting_row(const char *section, const char *key);

/* Whether the row stands for any key. */
bool setting_open(const struct setting_row *row);

/* Whether section reads check.ID, check.ID role:NAME or check.ID rep:WHO. */
bool setting_is_check(const char *section);

/* What is wrong with the key, or with the value, "must look like 64.0"; NULL when
 * nothing is. New. */
char *setting_wrong_key(const struct setting_row *row, const char *key);
char *setting_wrong_value(const struct setting_row *row, const char *value);

/* "; did you mean 'name'?", else "; there are …". section NULL: among sections. New. */
char *setting_suggestion(const char *word, const char *section);

/* The schema that an organisation's name becomes. New. */
char *setting_schema(const char *name);

#endif
