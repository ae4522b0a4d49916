#include "lib/crm/salesforce.h"

#include "lib/base/log.h"
#include "lib/crm/answer.h"

#include <string.h>

struct salesforce {
	struct rest *rest;
	struct query_options query;
	char *skip;            /* objects not to be read, by commas */
	char *described;       /* the object that stamp and numbers are of */
	const char *stamp;     /* NULL where it has none */
	bool deletes;          /* has IsDeleted */
	char **numbers;        /* fields that are numbers; ends with NULL */
};

/* What is not asked for by the stamp of its rows alone. */
struct rule {
	const char *sobject;
	const char *filters[3];   /* conditions, each read in turn; ends with NULL; none: all rows */
};

/* Lists without a mark of deletion; and files, whose titles are not their links' own. A
 * query of links that does not name what they hang on is refused, and of two such
 * conditions the server takes no OR. All are read whole every time. */
static const struct rule rules[] = {
	{ "UserRole", { NULL } },
	{ "OpportunityStage", { NULL } },
	{ "LeadStatus", { NULL } },
	{ "Group", { "Type = 'Queue'" } },
	{ "ContentDocumentLink", { "LinkedEntityId IN (SELECT Id FROM Account)",
				   "LinkedEntityId IN (SELECT Id FROM Opportunity)" } },
};

static const struct rule *rule_of(const char *sobject)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (strcmp(rules[i].sobject, sobject) == 0)
			return &rules[i];
	return NULL;
}

static void salesforce_close(void *context)
{
	struct salesforce *self = context;
	rest_free(self->rest);
	free(self->described);
	list_free(self->numbers);
	free(self->skip);
	free(self);
}
SCOPED(salesforce, struct salesforce *, salesforce_close)
#define scoped_salesforce __attribute__((cleanup(scope_salesforce)))

static bool absent(const struct rest_answer *answer)
{
	return answer->status == 404 ||
	       (answer->status == 400 && (strcmp(answer->code, "INVALID_TYPE") == 0 ||
					  strcmp(answer->code, "NOT_FOUND") == 0));
}

static bool has_field(const json_t *fields, const char *name)
{
	for (size_t i = 0; i < json_array_size(fields); i++) {
		const json_t *field = json_array_get(fields, i);
		if (strcmp(answer_text(field, "name"), name) == 0)
			return !json_is_false(json_object_get(field, "filterable")) &&
			       !json_is_false(json_object_get(field, "sortable"));
	}
	return false;
}

static const char *choose_stamp(const json_t *fields)
{
	static const char *const stamps[] = { "SystemModstamp", "LastModifiedDate", "CreatedDate" };
	for (size_t i = 0; i < sizeof stamps / sizeof *stamps; i++)
		if (has_field(fields, stamps[i]))
			return stamps[i];
	return NULL;
}

static char **number_fields(const json_t *fields)
{
	static const char *const types[] = { "int", "long", "double", "currency", "percent" };
	char **names = memory_new(json_array_size(fields) + 1, sizeof *names);
	size_t count = 0;
	for (size_t i = 0; i < json_array_size(fields); i++) {
		const json_t *field = json_array_get(fields, i);
		for (size_t type = 0; type < sizeof types / sizeof *types; type++)
			if (strcmp(answer_text(field, "type"), types[type]) == 0)
				names[count++] = string_new(answer_text(field, "name"));
	}
	return names;
}

/* *ret is NULL where the organisation, or this login, has no such object. New. */
static bool describe(struct salesforce *self, const char *sobject, json_t **ret, struct error *err)
{
	scoped_free char *tail = string_format("/sobjects/%s/describe", sobject);
	scoped_free char *path = rest_path(self->rest, tail);
	scoped_rest_answer struct rest_answer answer = { 0 };
	if (!rest_get(self->rest, path, &answer, err))
		return error_context(err, "describe %s", sobject);
	if (answer.status != 200 && !absent(&answer)) {
		rest_refused(&answer, err);
		return error_context(err, "describe %s", sobject);
	}
	const json_t *fields = json_object_get(answer.json, "fields");
	if (answer.status != 200 || json_is_false(json_object_get(answer.json, "queryable"))) {
		*ret = NULL;
		return true;
	}
	if (json_array_size(fields) == 0)
		return error_set(err, ERROR_UNAVAILABLE, "describe %s: no fields in the answer; see the user's "
				 "rights", sobject);
	free(self->described);
	self->described = string_new(sobject);
	self->stamp = choose_stamp(fields);
	self->deletes = has_field(fields, "IsDeleted");
	list_free(self->numbers);
	self->numbers = number_fields(fields);
	*ret = steal(answer.json);
	return true;
}

/* Compound fields come apart in fields of their own, and files are no rows. */
static bool wanted(const json_t *field)
{
	const char *type = answer_text(field, "type");
	return strcmp(type, "address") != 0 && strcmp(type, "location") != 0 &&
	       strcmp(type, "base64") != 0 && *answer_text(field, "name");
}

static struct source_field field_new(const json_t *field)
{
	return (struct source_field){
		.name = string_new(answer_text(field, "name")),
		.type = string_new(answer_text(field, "type")),
		.label = string_new(answer_text(field, "label")),
		.parent = string_new(answer_text(field, "relationshipName")),
		.calculated = json_is_true(json_object_get(field, "calculated")),
	};
}

static bool is_left_out(const struct salesforce *self, const char *sobject)
{
	scoped_list char **names = list_new(self->skip);
	return list_has(names, sobject);
}

static bool salesforce_fields(void *context, const struct source_object *object, struct source_field **ret,
			      struct error *err)
{
	json_auto_t *described = NULL;
	bool left_out = is_left_out(context, object->sobject);
	if (!left_out && !describe(context, object->sobject, &described, err))
		return false;
	if (described == NULL) {
		*ret = NULL;
		return true;
	}
	const json_t *list = json_object_get(described, "fields");
	struct source_field *fields = memory_new(json_array_size(list) + 1, sizeof *fields);
	size_t count = 0;
	for (size_t i = 0; i < json_array_size(list); i++)
		if (wanted(json_array_get(list, i)))
			fields[count++] = field_new(json_array_get(list, i));
	*ret = fields;
	return true;
}

static bool know_stamp(struct salesforce *self, const char *sobject, struct error *err)
{
	if (self->described && strcmp(self->described, sobject) == 0)
		return true;
	json_auto_t *described = NULL;
	if (!describe(self, sobject, &described, err))
		return false;
	return described || error_set(err, ERROR_CONFIG, "%s: no such object, or hidden from this login", sobject);
}

/* The parts of one object share their bounds, and so their mark. */
static void add_part(struct source_outcome *all, const struct source_outcome *part)
{
	long long expected = all->expected, read = all->read;
	*all = *part;
	all->expected += expected;
	all->read += read;
}

/* What is read whole every time, and perhaps in parts, begins anew when it was cut off. */
static bool read_by_rule(struct salesforce *self, const char *const *filter, const struct query_object *known,
			 const struct source_request *request, const struct query_sink *sink,
			 struct source_outcome *ret, struct error *err)
{
	const struct source_request whole = { .fields = request->fields };
	const struct query_sink plain = { .row = sink->row, .context = sink->context };
	struct query_object one = *known;
	struct source_outcome all = { 0 }, part;
	if (sink->restart && !sink->restart(sink->context, err))
		return false;
	do {
		one.filter = *filter;
		if (!query_read(self->rest, &self->query, &one, &whole, &plain, &part, err))
			return false;
		add_part(&all, &part);
	} while (*all.refused == '\0' && *filter && *++filter);
	*ret = all;
	return true;
}

bool salesforce_rows(struct source *source, const struct source_object *object,
		     const struct source_request *request, const struct query_sink *sink,
		     struct source_outcome *ret, struct error *err)
{
	struct salesforce *self = source->self;
	if (!know_stamp(self, object->sobject, err))
		return false;
	const struct query_object known = { .sobject = object->sobject, .stamp = self->stamp, .numbers = self->numbers };
	const struct rule *rule = rule_of(object->sobject);
	bool read = rule ? read_by_rule(self, rule->filters, &known, request, sink, ret, err)
			 : query_read(self->rest, &self->query, &known, request, sink, ret, err);
	log_progress_done();
	return read;
}

static bool into_stage(void *context, const struct stage_value *values, struct error *err)
{
	return stage_row(context, values, err);
}

static bool keep_stage(void *context, const char *place, struct error *err)
{
	return stage_keep(context, place, err);
}

static bool restart_stage(void *context, struct error *err)
{
	return stage_restart(context, err);
}

static bool salesforce_into_stage(void *self, const struct source_object *object,
				  const struct source_request *request, struct stage *stage,
				  struct source_outcome *ret, struct error *err)
{
	struct source source = { .self = self };
	const struct query_sink sink = { .row = into_stage, .place = stage_place(stage), .keep = keep_stage,
					 .restart = restart_stage, .context = stage };
	return salesforce_rows(&source, object, request, &sink, ret, err);
}

static bool salesforce_another(const struct source *first, struct source **ret, struct error *err)
{
	const struct salesforce *from = first->self;
	scoped_salesforce struct salesforce *self = memory_new(1, sizeof *self);
	if (!rest_another(from->rest, &self->rest, err))
		return false;
	self->query = from->query;
	self->skip = string_new(from->skip);
	struct source *source = memory_new(1, sizeof *source);
	*source = *first;
	source->self = steal(self);
	*ret = source;
	return true;
}

static void salesforce_stop(void *self)
{
	rest_stop(((struct salesforce *)self)->rest);
}

static bool salesforce_usage(const void *self, long *ret_used, long *ret_allowed)
{
	return rest_usage(((const struct salesforce *)self)->rest, ret_used, ret_allowed);
}

static bool count_part(struct salesforce *self, const struct source_object *object, const char *mark,
		       const char *filter, long long *ret, struct error *err)
{
	scoped_text struct text soql = { 0 };
	text_format(&soql, "SELECT COUNT() FROM %s", object->sobject);
	const char *word = " WHERE ";
	if (filter) {
		text_format(&soql, "%s%s", word, filter);
		word = " AND ";
	}
	if (mark)
		text_format(&soql, "%s%s >= %s", word, self->stamp, mark);
	else if (self->deletes)
		text_format(&soql, "%sIsDeleted = false", word);
	scoped_free char *path = rest_query_path(self->rest, soql.bytes);
	scoped_rest_answer struct rest_answer answer = { 0 };
	if (!rest_get(self->rest, path, &answer, err))
		return error_context(err, "count %s", object->sobject);
	const json_t *total = json_object_get(answer.json, "totalSize");
	*ret = answer.status == 200 && json_is_integer(total) ? json_integer_value(total) : -1;
	return true;
}

/* Archived activities are live rows that queryAll alone sees, so deleted ones are
 * left out by their flag. A count that the server refuses is none. */
static bool salesforce_count(void *context, const struct source_object *object, const char *mark,
			     long long *ret, struct error *err)
{
	struct salesforce *self = context;
	if (!know_stamp(self, object->sobject, err))
		return false;
	*ret = -1;
	if (mark && self->stamp == NULL)
		return true;
	const struct rule *rule = rule_of(object->sobject);
	const char *const none[] = { NULL }, *const *filter = rule ? rule->filters : none;
	long long all = 0, part;
	do {
		if (!count_part(self, object, mark, *filter, &part, err))
			return false;
		all += part;
	} while (part >= 0 && *filter && *++filter);
	if (part >= 0)
		*ret = all;
	return true;
}

bool salesforce_new(struct salesforce_options *options, struct source **ret, struct error *err)
{
	scoped_salesforce struct salesforce *self = memory_new(1, sizeof *self);
	if (!rest_new(&options->rest, &self->rest, err))
		return false;
	self->query = options->query;
	self->skip = string_new(options->skip ? options->skip : "");
	struct source *source = memory_new(1, sizeof *source);
	*source = (struct source){ .name = "salesforce", .self = steal(self), .fields = salesforce_fields,
				   .rows = salesforce_into_stage, .count = salesforce_count, .resumes = true,
				   .side_by_side = options->side_by_side, .another = salesforce_another,
				   .stop = salesforce_stop, .usage = salesforce_usage, .close = salesforce_close };
	*ret = source;
	return true;
}
