#include "lib/base/settings.h"

#include "lib/base/path.h"
#include "lib/base/settings_table.h"
#include "lib/base/text.h"

#include <assert.h>
#include <errno.h>
#include <ini.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

struct settings {
	char *path;
	char *folder;
	struct setting *values;    /* in the file's order, texts owned */
	size_t count;
};

/* inih's handler is told no line number, and it cuts section names off after 49
 * characters, which [check.ID role:NAME] can pass: the reader that feeds it its
 * lines keeps both. */
struct reading {
	struct settings *settings;
	FILE *file;
	char *section;
	int line;
	bool failed;
	struct error *err;
};

__attribute__((format(printf, 2, 3)))
static bool fail(struct reading *reading, const char *format, ...)
{
	char words[900];
	va_list args;
	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);
	reading->failed = true;
	return error_set(reading->err, ERROR_CONFIG, "%s:%d: %s", reading->settings->path, reading->line,
			 words);
}

static bool no_text(struct reading *reading)
{
	return fail(reading, "this is no text; save the file as UTF-8");
}

static bool enter_section(struct reading *reading, const char *line)
{
	const char *end = strchr(line, ']');
	if (!end)
		return fail(reading, "no ] after the section's name");
	scoped_free char *inner = strndup(line + 1, (size_t)(end - line - 1));
	char *section = string_trim(inner);
	if (!is_utf8(section))
		return no_text(reading);
	if (strncmp(section, "check.", 6) == 0 && !setting_is_check(section))
		return fail(reading, "'%s' is no check's section; they are [check.ID], [check.ID role:NAME] "
			    "and [check.ID rep:WHO]", section);
	if (!setting_row(section, NULL)) {
		scoped_free char *hint = setting_suggestion(section, NULL);
		return fail(reading, "unknown section [%s]%s", section, hint);
	}
	free(reading->section);
	reading->section = string_new(section);
	return true;
}

static bool take_line(struct reading *reading, char *line, size_t length, size_t room)
{
	reading->line++;
	if (strlen(line) != length)
		return no_text(reading);
	if (reading->line == 1 && strncmp(line, "\xef\xbb\xbf", 3) == 0)
		memmove(line, line + 3, strlen(line + 3) + 1);
	/* inih takes a line that begins with space for more of the value above it */
	const char *start = line + strspn(line, " \t\r\n\f\v");
	memmove(line, start, strlen(start) + 1);
	if (strlen(line) + 1 > room)
		return fail(reading, "the line is longer than %zu characters", room - 2);
	return line[0] != '[' || enter_section(reading, line);
}

static char *next_line(char *buffer, int room, void *context)
{
	struct reading *reading = context;
	scoped_free char *line = NULL;
	size_t size = 0;
	ssize_t length = reading->failed ? -1 : getline(&line, &size, reading->file);
	if (length < 0 || !take_line(reading, line, (size_t)length, (size_t)room))
		return NULL;
	strcpy(buffer, line);
	return buffer;
}

/* A secret written into the file is refused with the way to keep it elsewhere. */
static bool refuse_secret(struct reading *reading, const char *key)
{
	static const char *const secrets[] = { "client_secret", "access_token", "refresh_token",
					       "private_key", "password", "token", "secret" };
	for (size_t at = 0; at < sizeof secrets / sizeof secrets[0]; at++) {
		if (!string_same(key, secrets[at]))
			continue;
		scoped_free char *file = string_format("%s_file", secrets[at]);
		if (setting_row(reading->section, file))
			return fail(reading, "%s must not be in this file; put it into a file of its own, "
				    "chmod 600, and name that by %s", key, file);
		return fail(reading, "%s must not be in this file; %s", key,
			    strcmp(reading->section, "database") == 0
				    ? "use ~/.pgpass or a libpq service file"
				    : "name a file or a command that gives it");
	}
	return true;
}

static bool check_key(struct reading *reading, const struct setting_row *row, const char *key)
{
	if (!row) {
		if (!refuse_secret(reading, key))
			return false;
		scoped_free char *hint = setting_suggestion(key, reading->section);
		return fail(reading, "unknown key '%s' in [%s]%s", key, reading->section, hint);
	}
	scoped_free char *wrong = setting_wrong_key(row, key);
	if (wrong)
		return fail(reading, "key '%s' in [%s] %s", key, reading->section, wrong);
	const struct settings *settings = reading->settings;
	for (size_t at = 0; at < settings->count; at++) {
		const struct setting *other = &settings->values[at];
		if (strcmp(other->section, reading->section) == 0 && string_same(other->key, key))
			return fail(reading, "'%s' in [%s] is set already, in line %d; keep one", key,
				    reading->section, other->line);
	}
	return true;
}

static bool take_value(struct reading *reading, const char *key, const char *value)
{
	struct settings *settings = reading->settings;
	if (!reading->section)
		return fail(reading, "'%s' stands before any [section]", key);
	if (!is_utf8(key) || !is_utf8(value))
		return no_text(reading);
	const struct setting_row *row = setting_row(reading->section, key);
	if (!check_key(reading, row, key))
		return false;
	scoped_free char *wrong = setting_wrong_value(row, value);
	if (wrong)
		return fail(reading, "%s in [%s]: '%s' %s", key, reading->section, value, wrong);
	settings->values = memory_grow(settings->values, settings->count + 1, sizeof *settings->values);
	settings->values[settings->count++] =
		(struct setting){ string_new(reading->section), string_new(key), string_new(value),
				  reading->line };
	return true;
}

static int handle(void *context, const char *section, const char *key, const char *value)
{
	(void)section;
	struct reading *reading = context;
	return !reading->failed && take_value(reading, key, value);
}

static bool read_all(struct settings *settings, FILE *file, struct error *err)
{
	/* inih's options are its own globals; 200 characters would be too short
	 * for a list of addresses */
	ini_max_line = 16384;
	ini_stop_on_first_error = true;
	struct reading reading = { .settings = settings, .file = file, .err = err };
	int status = ini_parse_stream(next_line, &reading, handle, &reading);
	if (!reading.failed && ferror(file)) {
		reading.failed = true;
		error_set(err, ERROR_CONFIG, "%s: cannot be read to its end", settings->path);
	} else if (!reading.failed && status != 0) {
		fail(&reading, "neither [section] nor key = value");
	}
	free(reading.section);
	return !reading.failed;
}

static const char *set_in_environment(const char *name)
{
	const char *value = getenv(name);
	return value && *value ? value : NULL;
}

/* Absolute, so that "folder = out" in it means the same from anywhere. */
static char *folder_of(const char *path)
{
	scoped_free char *folder = path_folder(path);
	if (*path == '/')
		return steal(folder);
	scoped_free char *here = getcwd(NULL, 0);
	bool is_here = strcmp(folder, ".") == 0;
	return string_format("%s%s%s", here ? here : ".", is_here ? "" : "/", is_here ? "" : folder);
}

static bool read_file(const char *path, struct settings **ret, struct error *err)
{
	scoped_file FILE *file = fopen(path, "re");
	struct stat info;
	if (!file || fstat(fileno(file), &info) != 0)
		return error_set(err, ERROR_CONFIG, "configuration %s: %s; name the file with -c or "
				 "CRMAUDIT_CONFIG", path, strerror(errno));
	if (S_ISDIR(info.st_mode))
		return error_set(err, ERROR_CONFIG, "configuration %s is a folder; name the file in it", path);
	scoped_settings struct settings *settings = memory_new(1, sizeof *settings);
	settings->path = string_new(path);
	settings->folder = folder_of(path);
	settings->values = memory_new(1, sizeof *settings->values);
	if (!read_all(settings, file, err))
		return false;
	*ret = steal(settings);
	return true;
}

bool settings_read(const char *path, struct settings **ret, struct error *err)
{
	path = path ? path : set_in_environment("CRMAUDIT_CONFIG");
	if (path)
		return read_file(path, ret, err);
	const char *config = set_in_environment("XDG_CONFIG_HOME");
	const char *home = set_in_environment("HOME");
	scoped_free char *own = config ? string_format("%s/crmaudit/crmaudit.ini", config)
				: home ? string_format("%s/.config/crmaudit/crmaudit.ini", home)
				       : NULL;
	const char *system = "/etc/crmaudit/crmaudit.ini";
	if (own && access(own, F_OK) == 0)
		return read_file(own, ret, err);
	if (access(system, F_OK) == 0)
		return read_file(system, ret, err);
	return error_set(err, ERROR_CONFIG, "no configuration: looked for %s%s%s; write one of them, or name "
			 "a file with -c or CRMAUDIT_CONFIG", own ? own : "", own ? " and " : "", system);
}

void settings_free(struct settings *settings)
{
	if (!settings)
		return;
	for (size_t at = 0; at < settings->count; at++) {
		free((void *)(uintptr_t)settings->values[at].section);
		free((void *)(uintptr_t)settings->values[at].key);
		free((void *)(uintptr_t)settings->values[at].value);
	}
	free(settings->values);
	free(settings->path);
	free(settings->folder);
	free(settings);
}

const char *settings_path(const struct settings *settings)
{
	return settings->path;
}

static const struct setting *written(const struct settings *settings, const char *section,
				     const char *key)
{
	for (const struct setting *one = settings->values; one < settings->values + settings->count; one++)
		if (strcmp(one->section, section) == 0 && strcmp(one->key, key) == 0 && *one->value)
			return one;
	return NULL;
}

const char *settings_get(const struct settings *settings, const char *section, const char *key)
{
	const struct setting_row *row = setting_row(section, key);
	assert(row);
	const struct setting *one = written(settings, section, key);
	return one ? one->value : row->fallback;
}

int settings_line(const struct settings *settings, const char *section, const char *key)
{
	const struct setting *one = written(settings, section, key);
	return one ? one->line : 0;
}

long settings_number(const struct settings *settings, const char *section, const char *key)
{
	return strtol(settings_get(settings, section, key), NULL, 10);
}

char *settings_schema(const struct settings *settings)
{
	return setting_schema(settings_get(settings, "org", "name"));
}

static char *absolute(const struct settings *settings, const char *path)
{
	const char *home = set_in_environment("HOME");
	if (strncmp(path, "~/", 2) == 0 && home)
		return string_format("%s%s", home, path + 1);
	if (*path == '/' || *path == '\0')
		return string_new(path);
	return string_format("%s/%s", settings->folder, path);
}

char *settings_file(const struct settings *settings, const char *section, const char *key)
{
	return absolute(settings, settings_get(settings, section, key));
}

bool settings_each(const struct settings *settings, const char *prefix, setting_fn each, void *context,
		   struct error *err)
{
	size_t length = strlen(prefix);
	for (const struct setting *one = settings->values; one < settings->values + settings->count; one++)
		if (strncmp(one->section, prefix, length) == 0 && !each(one, context, err))
			return error_context(err, "%s:%d", settings->path, one->line);
	return true;
}

/* Commands may carry a secret among their words, a conninfo its password. */
static const char *shown(const struct setting_row *row, const char *value)
{
	bool login = strstr(value, "://") && strchr(value, '@');
	bool hidden = row->type == SETTING_COMMAND || login || strcasestr(value, "password");
	return hidden && *value ? "***" : value;
}

static void show_section(const char *section, const char **shown_last, FILE *out)
{
	if (*shown_last == NULL || strcmp(*shown_last, section) != 0)
		fprintf(out, "%s[%s]\n", *shown_last ? "\n" : "", section);
	*shown_last = section;
}

static void show_value(const struct setting_row *row, const struct setting *setting, FILE *out)
{
	scoped_free char *words = string_format("%s = %s", setting->key, shown(row, setting->value));
	if (setting->line)
		fprintf(out, "%-48s ; line %d\n", words, setting->line);
	else
		fprintf(out, "%-48s ; default\n", words);
}

static void show_open_section(const struct settings *settings, const struct setting_row *row,
			      const char **last, FILE *out)
{
	for (const struct setting *one = settings->values; one < settings->values + settings->count; one++)
		if (setting_row(one->section, one->key) == row) {
			show_section(one->section, last, out);
			show_value(row, one, out);
		}
}

static void show_source(const struct settings *settings, const struct setting_row *row, FILE *out)
{
	scoped_free char *key = strndup(row->key, strlen(row->key) - strlen("_file"));
	scoped_free char *source = settings_secret_source(settings, row->section, key);
	fprintf(out, "; %s: %s%s\n", key, source ? "from " : "not set", source ? source : "");
}

void settings_show(const struct settings *settings, FILE *out)
{
	fprintf(out, "; %s\n", settings->path);
	const char *last = NULL;
	for (const struct setting_row *row = setting_rows; row->section; row++) {
		if (setting_open(row)) {
			show_open_section(settings, row, &last, out);
			continue;
		}
		show_section(row->section, &last, out);
		show_value(row, &(struct setting){ .key = row->key,
						   .value = settings_get(settings, row->section, row->key),
						   .line = settings_line(settings, row->section, row->key) },
			   out);
		if (row->type == SETTING_SECRET_FILE)
			show_source(settings, row, out);
	}
}

void settings_explain(FILE *out)
{
	const char *last = NULL;
	for (const struct setting_row *row = setting_rows; row->section; row++) {
		show_section(row->section, &last, out);
		scoped_free char *words = string_format("%s = %s", row->key, row->fallback);
		fprintf(out, ";%-48s ; %s", words, row->about);
		if (row->type == SETTING_CHOICE)
			fprintf(out, ": %s", row->words);
		if (row->type == SETTING_NUMBER)
			fprintf(out, ", %ld to %ld", row->least, row->most);
		fputc('\n', out);
	}
}
