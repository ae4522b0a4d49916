#include "lib/crm/source.h"

#include "lib/base/text.h"

void source_fields_free(struct source_field *fields)
{
	for (struct source_field *field = fields; field && field->name; field++) {
		free(field->name);
		free(field->type);
		free(field->label);
		free(field->parent);
	}
	free(fields);
}

size_t source_fields_count(const struct source_field *fields)
{
	size_t count = 0;
	while (fields[count].name)
		count++;
	return count;
}

struct source_field *source_fields_named(char **names)
{
	struct source_field *fields = memory_new(list_length(names) + 1, sizeof *fields);
	for (size_t i = 0; names[i]; i++)
		fields[i] = (struct source_field){ names[i], string_new(""), string_new(""), string_new(""), false };
	free(names);
	return fields;
}

void source_free(struct source *source)
{
	if (source == NULL)
		return;
	if (source->close)
		source->close(source->self);
	free(source);
}
