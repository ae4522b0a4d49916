#include "lib/audit/check_file.h"

#include "lib/base/path.h"
#include "lib/base/text_file.h"

#include <string.h>

enum { LARGEST = 256 * 1024 };

/* What [check.ID] takes for ID. New, NULL where the name is not one of a check. */
static char *id_of(const char *path)
{
	const char *name = path_name(path);
	size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_");
	bool good = length > 0 && length <= CHECK_ID && strcmp(name + length, ".sql") == 0;
	return good ? strndup(name, length) : NULL;
}

bool check_file_read(const char *path, struct check *check, struct text *wrong, struct error *err)
{
	check->path = string_new(path);
	check->id = id_of(path);
	if (check->id == NULL)
		return error_set(err, ERROR_CONFIG, "%s: a check's file is named NAME.sql, in lower-case letters, digits, - and _, "
				 "%d at most", path, CHECK_ID);
	if (!text_file_read(path, LARGEST, &check->text, err))
		return false;
	check_read(check, check->text, wrong);
	return true;
}
