#include "lib/crm/tree_file.h"

#include "lib/base/path.h"
#include "lib/base/scope.h"
#include "lib/base/text.h"
#include "lib/crm/answer.h"

#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <stdarg.h>
#include <string.h>

struct tree {
	const char *path;
	const char *sobject;
	char *const *fields;
	size_t field_count;
	struct text *cells;           /* what is not text in the JSON, one a field */
	struct stage_value *values;
	json_t *references;           /* the referenceIds met, as keys */
	file_row_fn row;
	void *context;
	struct source_outcome outcome;
};

static bool read_whole(const char *path, struct text *bytes, struct error *err)
{
	scoped_file FILE *file = fopen(path, "re");
	if (file == NULL)
		return error_set(err, ERROR_CONFIG, "cannot open %s: %s", path, strerror(errno));
	char piece[16 * 1024];
	for (size_t length; (length = fread(piece, 1, sizeof piece, file)) > 0;)
		text_add(bytes, piece, length);
	if (ferror(file))
		return error_set(err, ERROR_DATA, "cannot read %s: %s", path, strerror(errno));
	return true;
}

static bool load(const char *path, json_t **ret, struct error *err)
{
	scoped_text struct text bytes = { 0 };
	if (!read_whole(path, &bytes, err))
		return false;
	size_t skip = 0;
	if (!file_text_begin(path, bytes.bytes, bytes.length, &skip, err))
		return false;
	json_error_t why;
	json_t *root = json_loadb(bytes.bytes + skip, bytes.length - skip, JSON_ALLOW_NUL, &why);
	if (root == NULL)
		return error_set(err, ERROR_DATA, "%s:%d: broken JSON: %s: export it again", path, why.line,
				 why.text);
	*ret = root;
	return true;
}

/* A saved query answer says when it is only the first page. */
static bool load_records(const char *path, json_t **ret_root, json_t **ret_records, struct error *err)
{
	json_auto_t *root = NULL;
	if (!load(path, &root, err))
		return false;
	if (json_is_false(json_object_get(root, "done")))
		return error_set(err, ERROR_DATA,
				 "%s holds only the first page of a query: export all of it", path);
	json_t *records = json_object_get(root, "records");
	*ret_records = json_is_array(records) ? records : NULL;
	*ret_root = steal(root);
	return true;
}

static const char *attribute(const json_t *record, const char *name)
{
	return json_string_value(json_object_get(json_object_get(record, "attributes"), name));
}

/* A record that doesn't say what it is, is what its file was taken for. */
static bool belongs(const json_t *record, const char *sobject)
{
	const char *type = attribute(record, "type");
	return type == NULL || string_same(type, sobject);
}

static char **keys_of(json_t *set)
{
	char **list = memory_new(json_object_size(set) + 1, sizeof *list);
	size_t count = 0;
	const char *key;
	json_t *value;
	json_object_foreach(set, key, value)
		list[count++] = string_new(key);
	return list;
}

bool tree_file_types(const char *path, char ***ret, struct error *err)
{
	json_auto_t *root = NULL;
	json_t *records;
	if (!load_records(path, &root, &records, err))
		return false;
	if (records == NULL) {
		*ret = NULL;
		return true;
	}
	json_auto_t *types = json_object();
	size_t at;
	json_t *record;
	json_array_foreach(records, at, record) {
		const char *type = attribute(record, "type");
		if (type)
			json_object_set_new(types, type, json_null());
	}
	*ret = keys_of(types);
	return true;
}

static bool add_fields(const char *path, const char *sobject, json_t *names, struct error *err)
{
	json_auto_t *root = NULL;
	json_t *records;
	if (!load_records(path, &root, &records, err))
		return false;
	size_t at;
	json_t *record;
	json_array_foreach(records, at, record) {
		const char *key;
		json_t *value;
		if (!belongs(record, sobject))
			continue;
		json_object_foreach(record, key, value)
			if (*key && !string_same(key, "Id") && strcmp(key, "attributes") != 0)
				json_object_set_new(names, key, json_null());
	}
	return true;
}

bool tree_file_fields(const char *const *paths, const char *sobject, char ***ret, struct error *err)
{
	json_auto_t *names = json_object();
	json_object_set_new(names, "Id", json_null());
	for (; *paths; paths++)
		if (!add_fields(*paths, sobject, names, err))
			return false;
	*ret = keys_of(names);
	return true;
}

__attribute__((format(printf, 3, 4)))
static void reject(struct tree *tree, size_t at, const char *format, ...)
{
	struct source_outcome *outcome = &tree->outcome;
	if (outcome->rejected++ > 0)
		return;
	char words[128];
	va_list args;
	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);
	snprintf(outcome->first_rejected, sizeof outcome->first_rejected, "%.80s: record %zu: %s",
		 path_name(tree->path), at + 1, words);
}

/* "@AccountRef1" refers to a record; "@acme" in a text field is somebody's handle.
 * The CLI numbers its references, people who write trees by hand end them in Ref. */
static bool is_reference(const char *key, const char *value)
{
	if (*value != '@')
		return false;
	size_t length = strlen(key);
	if (length >= 2 && strcmp(key + length - 2, "Id") == 0)
		return true;
	size_t end = strlen(value);
	while (isdigit((unsigned char)value[end - 1]))
		end--;
	return end > 3 && strncmp(value + end - 3, "Ref", 3) == 0 && strpbrk(value, " \t\r\n") == NULL;
}

static struct stage_value value_of(const char *key, const json_t *value, struct text *cell)
{
	text_clear(cell);
	if (json_is_string(value)) {
		const char *bytes = json_string_value(value);
		size_t skip = is_reference(key, bytes) ? 1 : 0;
		return (struct stage_value){ bytes + skip, json_string_length(value) - skip };
	}
	if (json_is_boolean(value))
		text_put(cell, json_is_true(value) ? "true" : "false");
	else if (json_is_integer(value))
		text_format(cell, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	else if (json_is_real(value))
		answer_real(json_real_value(value), cell);
	else if (value && !json_is_null(value)) {
		scoped_free char *compact = json_dumps(value, JSON_COMPACT | JSON_REAL_PRECISION(15));
		text_put(cell, compact ? compact : "");
	}
	return (struct stage_value){ cell->bytes, cell->length };
}

static const json_t *id_of(struct tree *tree, const json_t *record, size_t at)
{
	const json_t *id = json_object_get(record, "Id");
	if (json_string_length(id) > 0)
		return id;
	const json_t *reference = json_object_get(json_object_get(record, "attributes"), "referenceId");
	if (json_string_length(reference) == 0) {
		reject(tree, at, "neither Id nor referenceId");
		return NULL;
	}
	const char *name = json_string_value(reference);
	if (json_object_get(tree->references, name)) {
		reject(tree, at, "referenceId %.60s came before, for another record", name);
		return NULL;
	}
	json_object_set_new(tree->references, name, json_null());
	return reference;
}

static bool take_record(struct tree *tree, const json_t *record, size_t at, struct error *err)
{
	tree->outcome.expected++;
	const json_t *id = id_of(tree, record, at);
	if (id == NULL)
		return true;
	for (size_t field = 0; field < tree->field_count; field++) {
		const char *key = tree->fields[field];
		const json_t *value = string_same(key, "Id") ? id : json_object_get(record, key);
		struct stage_value *cell = &tree->values[field];
		*cell = value_of(key, value, &tree->cells[field]);
		if (cell->length == 0)
			cell->bytes = NULL;
	}
	if (!tree->row(tree->context, tree->values, err))
		return false;
	tree->outcome.read++;
	return true;
}

static bool read_records(struct tree *tree, struct error *err)
{
	json_auto_t *root = NULL;
	json_t *records;
	if (!load_records(tree->path, &root, &records, err))
		return false;
	size_t at;
	json_t *record;
	json_array_foreach(records, at, record)
		if (belongs(record, tree->sobject) && !take_record(tree, record, at, err))
			return false;
	return true;
}

static void tree_done(struct tree *tree)
{
	for (size_t field = 0; field < tree->field_count; field++)
		text_done(&tree->cells[field]);
	free(tree->cells);
	free(tree->values);
	json_decref(tree->references);
}
#define scoped_tree __attribute__((cleanup(tree_done)))

bool tree_file_rows(const char *const *paths, const char *sobject, char *const *fields,
		    file_row_fn row, void *context, struct source_outcome *ret, struct error *err)
{
	size_t count = list_length(fields);
	scoped_tree struct tree tree = {
		.sobject = sobject, .fields = fields, .field_count = count,
		.cells = memory_new(count, sizeof(struct text)),
		.values = memory_new(count, sizeof(struct stage_value)),
		.references = json_object(), .row = row, .context = context,
	};
	for (; *paths; paths++) {
		tree.path = *paths;
		if (!read_records(&tree, err))
			return false;
	}
	ret->expected = tree.outcome.expected;
	ret->read = tree.outcome.read;
	ret->rejected = tree.outcome.rejected;
	snprintf(ret->first_rejected, sizeof ret->first_rejected, "%s", tree.outcome.first_rejected);
	return true;
}
