#include "jobs/doctor.h"
#include "lib/crm/files.h"
#include "lib/crm/objects.h"
#include "lib/crm/salesforce.h"
#include "lib/crm/sources.h"

#include <string.h>

/* Which of the objects that we read the source has. */
static bool count_objects(const struct source *source, struct text *there, struct text *missing, struct error *err)
{
	for (const struct source_object *object = objects_all; object->name; object++) {
		scoped_source_fields struct source_field *fields = NULL;
		if (!source->fields(source->self, object, &fields, err))
			return error_context(err, "%s", object->sobject);
		struct text *list = fields ? there : missing;
		text_format(list, "%s%s", list->length ? ", " : "", object->sobject);
	}
	return true;
}

enum verdict look_files(struct visit *visit, struct error *err)
{
	scoped_free char *folder = settings_file(visit->settings, "files", "path");
	scoped_source struct source *source = NULL;
	scoped_text struct text there = { 0 }, missing = { 0 };
	if (*folder == '\0') {
		text_put(&visit->words, "not used, [files] path is empty");
		return GOOD;
	}
	if (!files_open(folder, &source, err) || !count_objects(source, &there, &missing, err))
		return BAD;
	visit->has_source = true;
	text_format(&visit->words, "%s has %s", folder, there.bytes);
	if (missing.length)
		text_format(&visit->words, "; not %s", missing.bytes);
	return GOOD;
}

/* salesforce_check() tells in lines; a doctor's finding is one. */
static void join_lines(struct text *words)
{
	while (words->length && words->bytes[words->length - 1] == '\n')
		words->bytes[--words->length] = '\0';
	scoped_free char *lines = text_give(words);
	for (const char *c = lines; *c; c++)
		if (*c == '\n')
			text_put(words, "; ");
		else
			text_char(words, *c);
}

enum verdict look_salesforce(struct visit *visit, struct error *err)
{
	bool files, well = true;
	if (!sources_are_files(visit->settings, &files, err))
		return BAD;
	if (files)
		text_put(&visit->words, "not used, [salesforce] auth is empty");
	else if (!salesforce_check(visit->settings, &visit->words, &well, err))
		return BAD;
	else
		visit->has_source = true;
	join_lines(&visit->words);
	return well ? GOOD : DOUBTFUL;
}

/* Spent calls are told by the look at the CRM, and are no fault of the set-up. */
static enum verdict unless_later(struct visit *visit, const struct error *err)
{
	if (err->kind != ERROR_LATER)
		return BAD;
	text_clear(&visit->words);
	text_format(&visit->words, "not looked at: %s", err->text);
	return DOUBTFUL;
}

/* Of the CRM alone: exports are somebody's choice. */
enum verdict look_objects(struct visit *visit, struct error *err)
{
	bool files;
	scoped_source struct source *source = NULL;
	scoped_text struct text there = { 0 }, missing = { 0 };
	if (!sources_are_files(visit->settings, &files, err))
		return BAD;
	if (files) {
		text_put(&visit->words, "not asked, the source is a folder");
		return GOOD;
	}
	if (!salesforce_open(visit->settings, &source, err) || !count_objects(source, &there, &missing, err))
		return unless_later(visit, err);
	if (there.length == 0) {
		error_set(err, ERROR_LOGIN, "the login sees no object that we read; give its profile or permission set the right "
			  "to read them");
		return BAD;
	}
	text_format(&visit->words, "%s can be read", there.bytes);
	if (missing.length)
		text_format(&visit->words, "; not there or hidden from the login: %s; those in use: let its profile or permission "
			    "set read them, lest checks of them stay not checked", missing.bytes);
	return missing.length ? DOUBTFUL : GOOD;
}

/* The fields of [fields.OBJECT] against what the source describes. */
struct mapping {
	const struct source *source;
	int count;
	struct text missing;
};

/* A parent's field is found out by the pull. */
static bool is_described(const struct source_field *fields, const char *name)
{
	bool found = fields == NULL || strchr(name, '.');
	for (; fields && fields->name && !found; fields++)
		found = string_same(fields->name, name);
	return found;
}

static bool look_mapping(const struct setting *setting, void *context, struct error *err)
{
	struct mapping *mapping = context;
	const struct source_object *object = objects_find(setting->section + strlen("fields."));
	scoped_source_fields struct source_field *fields = NULL;
	if (*setting->value == '\0' || object == NULL)
		return true;
	mapping->count++;
	if (!mapping->source->fields(mapping->source->self, object, &fields, err))
		return false;
	if (!is_described(fields, setting->value))
		text_format(&mapping->missing, "%s%s.%s (line %d)", mapping->missing.length ? ", " : "", object->sobject,
			    setting->value, setting->line);
	return true;
}

enum verdict look_fields(struct visit *visit, struct error *err)
{
	scoped_source struct source *source = NULL;
	if (!sources_open(visit->settings, &source, err))
		return BAD;
	struct mapping mapping = { .source = source };
	bool looked = settings_each(visit->settings, "fields.", look_mapping, &mapping, err);
	scoped_free char *missing = text_give(&mapping.missing);
	if (looked && *missing)
		looked = error_set(err, ERROR_CONFIG, "not at the source, or hidden from the login: %s; correct [fields.…], or let "
				   "the login read them", missing);
	text_format(&visit->words, "%d custom fields are mapped, none is missing", mapping.count);
	return looked ? GOOD : unless_later(visit, err);
}
