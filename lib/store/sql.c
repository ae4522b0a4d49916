#include "lib/store/sql.h"

#include <stddef.h>
#include <string.h>

const char *sql_find(const char *name)
{
	for (const struct sql_file *file = sql_files; file->name; file++)
		if (strcmp(file->name, name) == 0)
			return file->text;
	return NULL;
}
