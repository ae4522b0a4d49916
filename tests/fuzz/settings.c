/* Configuration files. What lib/base/settings.c takes is written down again as plainly as
 * can be, and must come out the same; no key has a value that the table would refuse. */
#include "tests/fuzz/support/fuzz.h"

#include "lib/base/settings.h"
#include "lib/base/settings_table.h"

#include <stdlib.h>
#include <string.h>

struct reading {
	struct text values, file;
	int lines;
};

static bool put(const struct setting *setting, void *context, struct error *err)
{
	struct reading *reading = context;
	(void)err;
	text_format(&reading->values, "%s/%s=%s\n", setting->section, setting->key, setting->value);
	text_format(&reading->file, "[%s]\n%s=%s\n", setting->section, setting->key, setting->value);
	truth(setting->line >= 1 && setting->line <= reading->lines, "line %d is one of the file's", setting->line);
	return true;
}

static void check_values(const struct settings *settings)
{
	for (const struct setting_row *row = setting_rows; row->section; row++) {
		if (setting_open(row))
			continue;
		const char *value = settings_get(settings, row->section, row->key);
		scoped_free char *wrong = *value ? setting_wrong_value(row, value) : NULL;
		truth(wrong == NULL, "[%s] %s takes '%s'", row->section, row->key, value);
		long number = settings_number(settings, row->section, row->key);
		truth(row->type != SETTING_NUMBER || *value == '\0' || (number >= row->least && number <= row->most),
		      "[%s] %s is %ld", row->section, row->key, number);
	}
	scoped_free char *schema = settings_schema(settings);
	truth(schema[strspn(schema, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0', "%s is a schema", schema);
}

static bool read_settings(const struct fuzz_file *file, struct reading *reading)
{
	struct error err = { 0 };
	scoped_settings struct settings *settings = NULL;
	if (!settings_read(file->path, &settings, &err)) {
		truth_error(&err);
		truth(settings == NULL && strncmp(err.text, file->path, strlen(file->path)) == 0, "an error says where: %s",
		      err.text);
		return false;
	}
	truth(settings_each(settings, "", put, reading, &err), "all are shown");
	check_values(settings);
	return true;
}

static int count_lines(const uint8_t *bytes, size_t length)
{
	int lines = 1;
	for (size_t i = 0; i < length; i++)
		lines += bytes[i] == '\n';
	return lines;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct reading first = { .lines = count_lines(bytes, length) };
	scoped_fuzz_file struct fuzz_file file = fuzz_file_new(bytes, length);
	if (read_settings(&file, &first)) {
		struct reading again = { .lines = 1 << 30 };
		scoped_fuzz_file struct fuzz_file plain = fuzz_file_new(first.file.bytes ? first.file.bytes : "", first.file.length);
		truth(read_settings(&plain, &again), "what was read is read again: %s", first.file.bytes);
		truth(fuzz_same(&first.values, &again.values), "values are the same again: %s and %s", first.values.bytes,
		      again.values.bytes);
		text_done(&again.values);
		text_done(&again.file);
	}
	text_done(&first.values);
	text_done(&first.file);
	return 0;
}
