#include "tests/demo/write.h"

#include "lib/base/scope.h"

#include <string.h>

bool export_open(struct export *sheet, const char *folder, const char *name, const char *columns,
	struct error *err)
{
	scoped_free char *path = string_format("%s/%s.csv", folder, name);
	*sheet = (struct export){ .file = fopen(path, "wb"), .path = name };
	if (sheet->file == NULL)
		return error_set(err, ERROR_CREATE, "%s: %m", path);
	scoped_list char **names = list_new(columns);
	for (char **column = names; *column; column++)
		export_text(sheet, *column);
	export_end_row(sheet);
	return true;
}

static void begin_cell(struct export *sheet)
{
	if (sheet->line.length)
		text_char(&sheet->line, ',');
	text_char(&sheet->line, '"');
}

void export_text(struct export *sheet, const char *text)
{
	begin_cell(sheet);
	for (const char *at = text ? text : ""; *at;) {
		size_t plain = strcspn(at, "\"");
		text_add(&sheet->line, at, plain);
		at += plain;
		if (*at == '"') {
			text_put(&sheet->line, "\"\"");
			at++;
		}
	}
	text_char(&sheet->line, '"');
}

void export_number(struct export *sheet, long long number)
{
	char digits[24];
	snprintf(digits, sizeof digits, "%lld", number);
	export_text(sheet, digits);
}

void export_flag(struct export *sheet, bool flag)
{
	export_text(sheet, flag ? "true" : "false");
}

void record_id(enum object object, int number, char *ret)
{
	static const char *const prefixes[OBJECT_COUNT] = { "005", "00E", "001", "003", "00Q", "006", "00T",
		"00U", "500", "02s", "0EM", "0RE", "008", "017", "069", "06A", "002", "0Q0", "800", "00q", "01M",
		"00G", "01J", "04g", "04h" };
	static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	static const char check[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
	memcpy(ret, prefixes[object], 3);
	memcpy(ret + 3, "5e0000", 6);
	long long rest = 62LL * 62 * 62 * 62 + number;
	for (int i = 14; i >= 9; i--, rest /= 62)
		ret[i] = digits[rest % 62];
	for (int block = 0; block < 3; block++) {
		int bits = 0;
		for (int i = 0; i < 5; i++)
			bits |= (ret[block * 5 + i] >= 'A' && ret[block * 5 + i] <= 'Z') << i;
		ret[15 + block] = check[bits];
	}
	ret[18] = '\0';
}

void export_id(struct export *sheet, enum object object, int number)
{
	char id[19];
	if (number == NOBODY) {
		export_text(sheet, NULL);
		return;
	}
	record_id(object, number, id);
	export_text(sheet, id);
}

void export_day(struct export *sheet, int day)
{
	char text[16];
	calendar_write_day(day, text);
	export_text(sheet, text);
}

void export_instant(struct export *sheet, long long instant)
{
	char text[32];
	calendar_write_instant(instant, text);
	export_text(sheet, text);
}

void export_end_row(struct export *sheet)
{
	text_char(&sheet->line, '\n');
	fwrite(sheet->line.bytes, 1, sheet->line.length, sheet->file);
	text_clear(&sheet->line);
}

bool export_close(struct export *sheet, struct error *err)
{
	bool bad = ferror(sheet->file) != 0;
	text_done(&sheet->line);
	if (fclose(sheet->file) != 0 || bad)
		return error_set(err, ERROR_WRITE, "%s.csv: cannot write: %m", sheet->path);
	return true;
}
