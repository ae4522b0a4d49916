/* The configuration file: every section and key there is, checked when read.
 * settings.c holds the one table of them; a key that is not in it is an error
 * with file, line and the nearest known key. Values are kept as text and
 * checked for their type while reading, so that the getters cannot fail. */
#ifndef BASE_SETTINGS_H
#define BASE_SETTINGS_H

#include "lib/base/error.h"
#include "lib/base/scope.h"

#include <stdio.h>

struct settings;

/* Which file: the one named, else $CRMAUDIT_CONFIG, else
 * $XDG_CONFIG_HOME/crmaudit/crmaudit.ini (HOME/.config where unset), else
 * /etc/crmaudit/crmaudit.ini. path may be NULL. Errors: ERROR_CONFIG,
 * "FILE:LINE: …"; where no file is found, the places looked at. New. */
bool settings_read(const char *path, struct settings **ret, struct error *err);
void settings_free(struct settings *settings);
SCOPED(settings, struct settings *, settings_free)
#define scoped_settings __attribute__((cleanup(scope_settings)))

const char *settings_path(const struct settings *settings);

/* The value, else the default of the table; "" when both are empty. An empty
 * value in the file means the default. A section or key that the table lacks is
 * a mistake of ours and stops the program. Borrowed. */
const char *settings_get(const struct settings *settings, const char *section, const char *key);
long settings_number(const struct settings *settings, const char *section, const char *key);

/* The line of the file that sets it; 0: the default holds. */
int settings_line(const struct settings *settings, const char *section, const char *key);

/* A file or folder named in a setting, made absolute against the configuration
 * file's own folder ("~/" is HOME). "" stays "". New. */
char *settings_file(const struct settings *settings, const char *section, const char *key);

/* The organisation's schema: [org] name in lower case, with _ for whatever is
 * no letter, digit or _. New. */
char *settings_schema(const struct settings *settings);

/* A secret: KEY itself is never in the file. Looked up as KEY_file (0600 or
 * stricter, else ERROR_CONFIG with the chmod), KEY_command (its output, through
 * /bin/sh, first line), the systemd credential SECTION_KEY, then the environment
 * CRMAUDIT_SECTION_KEY. *ret is NULL when none is set. New; wipe with
 * secret_free(). Errors: ERROR_CONFIG, never with a secret or a command's output. */
bool settings_secret(const struct settings *settings, const char *section, const char *key,
		     char **ret, struct error *err);
void secret_free(char *secret);
SCOPED(secret, char *, secret_free)
#define scoped_secret __attribute__((cleanup(scope_secret)))

/* The path of a secret that is read where it lies: KEY_file, else the systemd credential
 * SECTION_KEY; "" where there is neither. New. */
char *settings_secret_file(const struct settings *settings, const char *section, const char *key);

/* Where settings_secret() would take it from, "client_secret_file" or "the
 * environment, CRMAUDIT_…"; NULL: from nowhere. New. */
char *settings_secret_source(const struct settings *settings, const char *section, const char *key);

/* Calls each() for every value of the sections that begin with prefix and were
 * written in the file ("check.", "fields.", "activity."), in the file's order.
 * When each() fails, "FILE:LINE" is put before its words. */
struct setting {
	const char *section;
	const char *key;
	const char *value;
	int line;
};
typedef bool (*setting_fn)(const struct setting *setting, void *context, struct error *err);
bool settings_each(const struct settings *settings, const char *prefix, setting_fn each, void *context,
		   struct error *err);

/* The effective settings as an INI file, each with the line it came from or
 * "default"; where each secret would come from, never its value. */
void settings_show(const struct settings *settings, FILE *out);

/* The table itself: every section and key with its default and its sentence. */
void settings_explain(FILE *out);

#endif
