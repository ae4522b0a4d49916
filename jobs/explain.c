#include "jobs/night.h"
#include "jobs/options.h"
#include "lib/audit/explanation.h"
#include "lib/audit/who.h"
#include "lib/base/text.h"
#include "lib/out/table.h"
#include "lib/out/value.h"
#include "lib/out/wrap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 110, DIGITS_MOST = 18, AMBIGUOUS_SHOWN = 5 };

struct options {
	const char *format;
};

static const struct option_spec specs[] = {
	{ "format", "text|json", offsetof(struct options, format), "default text" },
	{ 0 },
};

static const struct table_column threshold_columns[] = {
	{ "name", "PARAMETER" }, { "value", "VALUE" },         { "unit", "UNIT" },     { "origin", "WHOSE FIGURE" },
	{ "applies_to", "FOR" }, { "otherwise", "OTHERWISE" }, { "remark", "REMARK" }, { NULL, NULL },
};

static const struct table_column source_columns[] = {
	{ "object", "OBJECT" }, { "rows_here", "ROWS" }, { "pulled", "PULLED" }, { "remark", "REMARK" }, { NULL, NULL },
};

static const struct table_column evidence_columns[] = {
	{ "counts", "COUNTS" }, { "told", "WHEN" },     { "told_org", "ORG'S TIME" }, { "what", "WHAT" },
	{ "who", "WHO" },       { "remark", "REMARK" }, { "id", "ID" },               { NULL, NULL },
};

/* The word of the command line that means a finding by itself. */
static bool is_number(const char *word)
{
	size_t digits = strspn(word, "0123456789");
	return digits > 0 && digits <= DIGITS_MOST && word[digits] == '\0';
}

static bool no_record(struct db *db, const char *check, const char *record, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "explain/labels", PARAMS(check), &rows, err))
		return false;
	scoped_list char **labels = db_list(rows, "label");
	const char *near = string_nearest(record, (const char *const *)labels);
	return error_set(err, ERROR_USAGE, "there is no finding of %s on '%s'%s%s%s", check, record,
			 near ? "; did you mean '" : "; 'crmaudit findings --state all' lists them", near ? near : "",
			 near ? "'?" : "");
}

static bool ambiguous(const PGresult *rows, struct error *err)
{
	scoped_text struct text text = { 0 };
	int count = PQntuples(rows);
	for (int row = 0; row < count && row < AMBIGUOUS_SHOWN; row++)
		text_format(&text, "%s%s (%s%s%s, %s)", row ? ", " : "", db_value(rows, row, "finding_id"),
			    db_value(rows, row, "label"), *db_value(rows, row, "part") ? ", " : "",
			    db_value(rows, row, "part"), db_value(rows, row, "rep"));
	return error_set(err, ERROR_USAGE, "these are %d findings; give the number of one: %s%s", count, text.bytes,
			 count > AMBIGUOUS_SHOWN ? ", …" : "");
}

/* CHECK RECORD [WHO], or the number. *ret holds one row. */
static bool find(struct job_context *context, const struct catalogue *catalogue, PGresult **ret, struct error *err)
{
	char *const *words = context->words;
	bool by_number = words[1] == NULL;
	scoped_free char *rep = NULL, *name = NULL;
	if (by_number && !is_number(words[0]))
		return error_set(err, ERROR_USAGE,
				 "'%s' is no number of a finding; give one that 'crmaudit findings' shows, or CHECK RECORD",
				 words[0]);
	if (!by_number && catalogue_find(catalogue, words[0]) == NULL)
		return catalogue_missing(catalogue, words[0], ERROR_USAGE, err);
	if (!by_number && words[2] && !who_resolve(context->db, words[2], &rep, &name, err))
		return false;
	scoped_result PGresult *rows = NULL;
	if (!db_rows(context->db, "explain/find",
		     PARAMS(by_number ? words[0] : "", by_number ? "" : words[0], by_number ? "" : words[1], rep ? rep : ""),
		     &rows, err))
		return false;
	if (PQntuples(rows) == 0 && by_number)
		return error_set(err, ERROR_USAGE, "there is no finding %s; 'crmaudit findings --state all' lists them",
				 words[0]);
	if (PQntuples(rows) == 0)
		return no_record(context->db, words[0], words[1], err);
	if (PQntuples(rows) > 1)
		return ambiguous(rows, err);
	*ret = steal(rows);
	return true;
}

static json_t *facts_json(const PGresult *rows)
{
	json_t *object = json_object();
	int key = PQfnumber(rows, "key"), value = PQfnumber(rows, "value");
	for (int row = 0; row < PQntuples(rows); row++)
		json_object_set_new(object, PQgetvalue(rows, row, key), value_json(rows, row, value));
	return object;
}

static void print_json(const struct explanation *explanation, const char *number)
{
	json_t *all = json_pack("{s:I}", "finding_id", (json_int_t)strtoll(number, NULL, 10));
	json_object_set_new(all, "finding", facts_json(explanation->finding));
	json_object_set_new(all, "detail", facts_json(explanation->detail));
	json_object_set_new(all, "thresholds", table_json(explanation->thresholds));
	json_object_set_new(all, "looked_from", facts_json(explanation->looked_from));
	json_object_set_new(all, "sources", table_json(explanation->sources));
	json_t *list = json_array();
	for (size_t i = 0; i < explanation->evidence_count; i++) {
		const struct evidence *evidence = &explanation->evidence[i];
		json_t *one = json_pack("{s:s, s:s, s:s}", "word", evidence->word, "fields", evidence->fields, "title",
					evidence->title);
		json_object_set_new(one, "rows", table_json(evidence->rows));
		json_array_append_new(list, one);
	}
	json_object_set_new(all, "evidence", list);
	table_print_json(all, stdout);
}

static void print_table(const char *title, const PGresult *rows, const struct table_column *columns)
{
	printf("\n%s\n", title);
	if (PQntuples(rows) > 0)
		wrap_table(rows, columns, WIDTH, stdout);
	else
		printf("  none\n");
}

static void print_text(const struct explanation *explanation, const char *number)
{
	printf("Finding %s\n", number);
	wrap_facts(explanation->finding, WIDTH, stdout);
	printf("\nIn detail\n");
	wrap_facts(explanation->detail, WIDTH, stdout);
	print_table("Thresholds", explanation->thresholds, threshold_columns);
	printf("\nLooked from\n");
	wrap_facts(explanation->looked_from, WIDTH, stdout);
	print_table("Read from", explanation->sources, source_columns);
	for (size_t i = 0; i < explanation->evidence_count; i++)
		print_table(explanation->evidence[i].title, explanation->evidence[i].rows, evidence_columns);
}

static bool explain(struct job_context *context, const struct catalogue *catalogue, const char *format,
		    struct error *err)
{
	scoped_result PGresult *found = NULL;
	scoped_explanation struct explanation *explanation = NULL;
	if (!find(context, catalogue, &found, err))
		return false;
	const char *number = db_value(found, 0, "finding_id");
	const struct check *check = catalogue_find(catalogue, db_value(found, 0, "check_id"));
	if (!explanation_make(context->db, number, check, settings_get(context->settings, "org", "record_url"),
			      &explanation, err))
		return false;
	if (format && strcmp(format, "json") == 0)
		print_json(explanation, number);
	else
		print_text(explanation, number);
	return true;
}

static bool run(struct job_context *context, struct error *err)
{
	const struct options *options = context->options;
	struct run published = { 0 };
	scoped_catalogue struct catalogue *catalogue = NULL;
	/* one snapshot: the rows that count must be those that were counted */
	if (!option_choice("format", options->format, "text, json", err) || !catalogue_read(context->settings, &catalogue, err) ||
	    !night_published(context, &published, err) || !db_begin(context->db, err))
		return false;
	bool good = explain(context, catalogue, options->format, err);
	db_rollback(context->db);
	return good;
}

const struct job job_explain = {
	.name = "explain",
	.summary = "show how a finding came about: rows, thresholds, calendar",
	.arguments = "FINDING|CHECK RECORD [WHO]",
	.example = "crmaudit explain 4711",
	.options = specs,
	.options_size = sizeof(struct options),
	.needs = NEEDS_DATABASE,
	.as = ROLE_READER,
	.least_words = 1,
	.most_words = 3,
	.shows = SHOWS_LISTS,
	.run = run,
};
