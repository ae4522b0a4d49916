/* Tree JSON. The rows that lib/crm/tree_file.c reads are written down again by jansson,
 * and must come out the same. */
#include "tests/fuzz/support/fuzz.h"

#include "lib/crm/tree_file.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct reading {
	struct text rows;
	json_t *records;
	const char *sobject;
	char *const *names;
	long long count;
	bool has_references, has_nul;
};

static bool put_row(void *context, const struct stage_value *values, struct error *err)
{
	struct reading *reading = context;
	(void)err;
	size_t width = list_length(reading->names);
	fuzz_put_row(&reading->rows, values, width);
	truth(values[0].length > 0, "a row has an Id");
	json_t *record = json_pack("{s:{s:s}}", "attributes", "type", reading->sobject);
	for (size_t i = 0; i < width; i++) {
		truth((values[i].bytes == NULL) == (values[i].length == 0), "what is empty is NULL");
		truth_utf8(values[i].bytes ? values[i].bytes : "", values[i].length);
		truth(reading->has_nul || !values[i].bytes || !memchr(values[i].bytes, '\0', values[i].length), "no NUL comes from nowhere");
		json_object_set_new(record, reading->names[i],
				    values[i].bytes ? json_stringn(values[i].bytes, values[i].length) : json_null());
		reading->has_references |= values[i].bytes && *values[i].bytes == '@';
	}
	json_array_append_new(reading->records, record);
	reading->count++;
	return true;
}

static bool read_rows(const struct fuzz_file *file, struct reading *reading)
{
	struct error err = { 0 };
	struct source_outcome outcome = { .expected = -7 };
	const char *const paths[] = { file->path, NULL };
	reading->records = json_array();
	if (!tree_file_rows(paths, reading->sobject, reading->names, put_row, reading, &outcome, &err)) {
		truth_error(&err);
		truth(outcome.expected == -7, "a failure leaves the outcome alone");
		return false;
	}
	truth(outcome.read == reading->count && outcome.expected == outcome.read + outcome.rejected, "rows add up");
	truth((outcome.rejected > 0) == (*outcome.first_rejected != '\0'), "a rejected row has words");
	return true;
}

/* "@acmeRef1" loses its @, and so would what then begins with another. */
static void read_again(const struct reading *first)
{
	struct reading again = { .sobject = first->sobject, .names = first->names, .has_nul = true };
	json_auto_t *root = json_pack("{s:O}", "records", first->records);
	char *bytes = json_dumps(root, 0);
	truth(bytes != NULL, "rows can be written");
	scoped_fuzz_file struct fuzz_file file = fuzz_file_new(bytes, strlen(bytes));
	truth(read_rows(&file, &again), "rows that were read are read again");
	truth(first->has_references || fuzz_same(&first->rows, &again.rows), "rows are the same again: %s and %s",
	      first->rows.bytes, again.rows.bytes);
	json_decref(again.records);
	text_done(&again.rows);
	free(bytes);
}

static void read_object(const struct fuzz_file *file, const char *sobject, bool has_nul)
{
	struct error err = { 0 };
	const char *const paths[] = { file->path, NULL };
	scoped_list char **names = NULL;
	truth(tree_file_fields(paths, sobject, &names, &err), "a file with types has fields: %s", err.text);
	truth(strcmp(names[0], "Id") == 0, "Id comes first");
	struct reading reading = { .sobject = sobject, .names = names, .has_nul = has_nul };
	if (read_rows(file, &reading))
		read_again(&reading);
	json_decref(reading.records);
	text_done(&reading.rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct error err = { 0 };
	scoped_list char **types = NULL;
	scoped_fuzz_file struct fuzz_file file = fuzz_file_new(bytes, length);
	if (!tree_file_types(file.path, &types, &err)) {
		truth_error(&err);
		truth(types == NULL, "a failure gives no types");
		return 0;
	}
	bool has_nul = memmem(bytes, length, "u0000", 5) != NULL;
	for (size_t i = 0; types && types[i] && i < 3; i++)
		read_object(&file, types[i], has_nul);
	if (types)
		read_object(&file, "Account", has_nul);
	return 0;
}
