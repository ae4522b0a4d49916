/* What lib/crm/salesforce.c makes of a description of an object, and lib/crm/rest.c of
 * refusals. */
#include "tests/fuzz/support/fuzz.h"

#include "lib/base/log.h"
#include "lib/crm/salesforce.h"

#include <string.h>

static const char token[] = "00Dxx!SESAME.OPEN";

static struct source *new_source(void)
{
	struct error err = { 0 };
	struct source *source = NULL;
	struct salesforce_options options = {
		.rest = { .api_version = "64.0",
			  .login = { .auth = string_new("token"), .access_token = string_new(token),
				     .instance_url = string_new("http://127.0.0.1:9") } },
	};
	truth(salesforce_new(&options, &source, &err), "there is a source: %s", err.text);
	return source;
}

static void check_failure(const struct error *err)
{
	truth_error(err);
	truth(strstr(err->text, token) == NULL, "no secret in %s", err->text);
	truth_utf8(err->text, strlen(err->text));
}

static void check_fields(const struct source_field *fields)
{
	for (const struct source_field *field = fields; field && field->name; field++) {
		truth(*field->name && field->type && field->label && field->parent, "field %s is whole", field->name);
		truth(strcmp(field->type, "base64") != 0, "%s is no file", field->name);
		truth_utf8(field->label, strlen(field->label));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct error err = { 0 }, count_err = { 0 };
	scoped_source struct source *source = new_source();
	scoped_source_fields struct source_field *fields = NULL;
	const struct source_object task = { .sobject = "Task" };
	long long count = -7;
	log_setup(LOG_ERROR, LOG_TEXT);
	wire_answer(bytes, length);
	if (source->fields(source->self, &task, &fields, &err))
		check_fields(fields);
	else
		check_failure(&err);
	if (source->count(source->self, &task, NULL, &count, &count_err))
		truth(count >= -1, "%lld rows", count);
	else
		check_failure(&count_err);
	return 0;
}
