#include "tests/standin/drift.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <stdio.h>
#include <string.h>

static struct column *find(struct folder *folder, const char *object, const char *field)
{
	for (size_t i = 0; i < folder->count; i++) {
		const struct extract *table = &folder->table[i];
		int column = string_same(table->name, object) ? extract_column(table, field) : -1;
		if (column >= 0)
			return &table->column[column];
	}
	return NULL;
}

static void apply(struct column *column, const char *word)
{
	if (strcmp(word, "hidden") == 0)
		column->hidden = column->refused = true;
	else if (strcmp(word, "refused") == 0)
		column->refused = true;
	else if (strcmp(word, "calculated") == 0)
		column->calculated = true;
	else
		snprintf(column->said, sizeof column->said, "%s", word);
}

bool drift_read(const char *data, struct folder *folder, struct error *err)
{
	scoped_free char *path = string_format("%s/describe.conf", data);
	scoped_file FILE *file = fopen(path, "r");
	if (file == NULL)
		return true;
	char object[64], field[64], word[32];
	for (int got; (got = fscanf(file, "%63[^.].%63s %31s ", object, field, word)) != EOF;) {
		struct column *column = got == 3 ? find(folder, object, field) : NULL;
		if (column == NULL)
			return error_set(err, ERROR_DATA, "%s: no such field", path);
		apply(column, word);
	}
	return true;
}
