#include "lib/crm/record.h"

#include "lib/base/text.h"
#include "lib/crm/answer.h"

#include <string.h>

struct record {
	char *const *fields;
	size_t count;
	struct stage_value *values;
	char **made;    /* per field: memory of a number or of nested JSON */
};

struct record *record_new(char *const *fields)
{
	struct record *record = memory_new(1, sizeof *record);
	record->fields = fields;
	record->count = list_length(fields);
	record->values = memory_new(record->count, sizeof *record->values);
	record->made = memory_new(record->count, sizeof *record->made);
	return record;
}

void record_free(struct record *record)
{
	if (record == NULL)
		return;
	for (size_t i = 0; i < record->count; i++)
		free(record->made[i]);
	free(record->made);
	free(record->values);
	free(record);
}

static const json_t *find(const json_t *json, const char *field)
{
	const json_t *value = json_object_get(json, field);
	const char *dot;
	while (value == NULL && (dot = strchr(field, '.')) != NULL) {
		json = json_object_getn(json, field, (size_t)(dot - field));
		field = dot + 1;
		value = json_object_get(json, field);
	}
	return value;
}

static char *number_text(double number)
{
	struct text text = { 0 };
	answer_real(number, &text);
	return text_give(&text);
}

/* The memory that a value needs beside its JSON; NULL where that holds its text. */
static char *make(const json_t *value)
{
	if (json_is_integer(value))
		return string_format("%" JSON_INTEGER_FORMAT, json_integer_value(value));
	if (json_is_real(value))
		return number_text(json_real_value(value));
	if (json_is_object(value) || json_is_array(value))
		return json_dumps(value, JSON_COMPACT | JSON_REAL_PRECISION(15));
	return NULL;
}

static struct stage_value value_of(const json_t *value, const char *made)
{
	if (made)
		return (struct stage_value){ made, strlen(made) };
	if (json_is_string(value))
		return (struct stage_value){ json_string_value(value), json_string_length(value) };
	if (json_is_boolean(value))
		return json_is_true(value) ? (struct stage_value){ "true", 4 }
					   : (struct stage_value){ "false", 5 };
	return (struct stage_value){ NULL, 0 };
}

const struct stage_value *record_values(struct record *record, const json_t *json)
{
	for (size_t i = 0; i < record->count; i++) {
		const json_t *value = find(json, record->fields[i]);
		free(record->made[i]);
		record->made[i] = make(value);
		record->values[i] = value_of(value, record->made[i]);
	}
	return record->values;
}
