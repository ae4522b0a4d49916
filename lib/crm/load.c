#include "lib/crm/load.h"

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/crm/complete.h"
#include "lib/crm/crew.h"
#include "lib/crm/objects.h"
#include "lib/crm/outcome.h"
#include "lib/store/stage.h"

#include <stdlib.h>
#include <string.h>

/* What became of one object on its way. */
struct staged {
	bool present;
	bool fields_same;      /* read with the same fields as last time */
	char *fields_read;
	struct source_outcome outcome;
	long long mended;
	struct complete complete;
};

static void staged_done(struct staged (*all)[OBJECTS_COUNT])
{
	for (size_t i = 0; i < OBJECTS_COUNT; i++) {
		free((*all)[i].fields_read);
		complete_done(&(*all)[i].complete);
	}
}
#define scoped_staged __attribute__((cleanup(staged_done)))

/* [fields.account] is about our object account, [fields.user] about crm_user. */
static bool put_mapping(const struct setting *setting, void *context, struct error *err)
{
	const char *object = setting->section + strlen("fields.");
	if (strcmp(object, "user") == 0)
		object = "crm_user";
	return db_run(context, "sources/custom_put", PARAMS(object, setting->key, setting->value), err);
}

static bool put_fields(struct db *db, const struct settings *settings, struct error *err)
{
	return db_run(db, "sources/custom_clear", NO_PARAMS, err) &&
	       db_run(db, "sources/fields", NO_PARAMS, err) &&
	       settings_each(settings, "fields.", put_mapping, db, err);
}

/* A table takes no column of a name that PostgreSQL keeps for itself or would cut, and
 * no row of very many columns. */
static bool can_be_column(const char *field)
{
	static const char *const kept[] = { "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid" };
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (strcmp(field, kept[i]) == 0)
			return false;
	return strlen(field) <= 63;
}
enum { MOST_COLUMNS = 250 };

/* What people wrote to each other is nobody's to keep: not read unless it is mapped. */
static bool is_body(const char *field)
{
	static const char *const bodies[] = { "Body", "TextBody", "HtmlBody", "CommentBody", "Comments", "Content", "Description", "Headers" };
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
		if (strcasecmp(field, bodies[i]) == 0)
			return true;
	return false;
}

/* A field of a parent record, "Owner.Name", where the source has such a parent. */
static bool is_parents(const char *field, const struct source_field *offered)
{
	size_t length = strcspn(field, ".");
	for (; field[length] && offered->name; offered++)
		if (strlen(offered->parent) == length && strncasecmp(offered->parent, field, length) == 0)
			return true;
	return false;
}

/* The fields to read: what we have a place for and the source has, spelled as the
 * source spells it; all of them where that costs nothing. */
static bool choose(struct db *db, const struct source *source, const struct source_object *object,
		   const struct source_field *offered, char ***ret, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "sources/wanted", PARAMS(object->name), &rows, err))
		return false;
	scoped_list char **wanted = db_list(rows, "field");
	size_t columns = source_fields_count(offered), count = 0;
	char **chosen = memory_new(columns + list_length(wanted) + 1, sizeof *chosen);
	bool all = source->reads_all && columns <= MOST_COLUMNS;
	if (source->reads_all && !all)
		log_line(LOG_WARN, "pull %s: of %zu columns only those that are mapped are read", object->sobject,
			 columns);
	for (const struct source_field *field = offered; field->name; field++)
		if ((all && can_be_column(field->name) && !is_body(field->name)) || list_has(wanted, field->name))
			chosen[count++] = string_new(field->name);
	for (char *const *field = wanted; *field; field++)
		if (is_parents(*field, offered))
			chosen[count++] = string_new(*field);
	*ret = chosen;
	return true;
}

/* What a row's reading depends on: the fields read, and which column takes which. */
static bool describe(struct db *db, const struct source_object *object, char *const *fields, char **ret,
		     struct error *err)
{
	scoped_free char *mapping = NULL;
	if (!db_text(db, "sources/mapping", PARAMS(object->name), &mapping, err))
		return false;
	scoped_text struct text text = { 0 };
	for (; *fields; fields++)
		text_format(&text, "%s,", *fields);
	text_put(&text, mapping ? mapping : "");
	*ret = text_give(&text);
	return true;
}

/* The mark of the last pull, or NULL when it read other fields: rows that did not
 * change since would keep the new field empty. */
static bool last_mark(struct db *db, const struct source *source, const struct source_object *object,
		      struct staged *staged, char **ret, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "sources/state", PARAMS(object->name, source->name), &rows, err))
		return false;
	staged->fields_same =
		PQntuples(rows) == 1 && strcmp(db_value(rows, 0, "fields_read"), staged->fields_read) == 0;
	const char *because = staged->complete.whole_because;
	if (staged->fields_same && because)
		log_line(LOG_INFO, "pull %s: reading all of it: %s", object->sobject, because);
	const char *mark = staged->fields_same && !because ? db_value(rows, 0, "mark") : "";
	*ret = *mark ? string_new(mark) : NULL;
	return true;
}

/* What the rows of a stage are read from and with. New. */
static char *identity_of(const struct source *source, const char *mark, const struct staged *staged)
{
	return string_format("%s since %s: %s", source->name, mark ? mark : "ever", staged->fields_read);
}

/* A stage that another run completed and did not merge is topped up by what changed. */
static bool fill(const struct source *source, const struct source_object *object, char *const *fields,
		 const char *mark, struct stage *stage, struct staged *staged, struct error *err)
{
	struct source_outcome before = { 0 };
	const char *summary = stage_summary(stage);
	if (summary && !outcome_read(summary, &before, err))
		return false;
	struct source_request request = { .fields = fields, .mark = summary ? before.mark : mark };
	if (!source->rows(source->self, object, &request, stage, &staged->outcome, err)) {
		if (err->kind == ERROR_LATER)
			stage_leave(stage);
		return false;
	}
	if (summary)
		outcome_add(&staged->outcome, &before);
	scoped_free char *words = outcome_words(&staged->outcome);
	return stage_finish(stage, words, err);
}

static bool read_rows(struct db *db, const struct source *source, const struct source_object *object,
		       char *const *fields, bool keep, struct staged *staged, struct error *err)
{
	scoped_free char *mark = NULL;
	if (!last_mark(db, source, object, staged, &mark, err))
		return false;
	scoped_free char *identity = keep && source->resumes ? identity_of(source, mark, staged) : NULL;
	scoped_stage struct stage *stage = NULL;
	if (!stage_open(db, object->name, (const char *const *)fields, list_length(fields), identity, &stage, err) ||
	    !fill(source, object, fields, mark, stage, staged, err))
		return false;
	staged->mended = stage_mended(stage);
	log_progress_done();
	return true;
}

static bool stage_object(struct db *db, const struct source *source, const struct source_object *object,
			 const struct run *run, bool keep, struct staged *staged, struct error *err)
{
	scoped_source_fields struct source_field *offered = NULL;
	if (!source->fields(source->self, object, &offered, err))
		return false;
	if (!complete_begin(db, object, offered, run, &staged->complete, err))
		return false;
	if (offered == NULL) {
		log_line(LOG_DEBUG, "pull %s: the source has none", object->sobject);
		return true;
	}
	scoped_list char **fields = NULL;
	if (!choose(db, source, object, offered, &fields, err))
		return false;
	if (list_length(fields) == 0 || !list_has(fields, "Id"))
		return error_set(err, ERROR_DATA, "the source shows no Id; without it no row can be kept");
	staged->present = true;
	if (!describe(db, object, fields, &staged->fields_read, err) ||
	    !read_rows(db, source, object, fields, keep, staged, err) ||
	    (keep && !complete_look(db, source, object, &staged->outcome, &staged->complete, err)))
		return false;
	const struct source_outcome *outcome = &staged->outcome;
	if (*outcome->refused) {
		log_line(LOG_WARN, "pull %s: refused: %s", object->sobject, outcome->refused);
		return true;
	}
	if (outcome->unchanged)
		log_line(LOG_INFO, "pull %s: as it was", object->sobject);
	else
		log_line(LOG_INFO, "pull %s: %lld rows read, %lld rejected", object->sobject, outcome->read,
			 outcome->rejected);
	if (outcome->rejected > 0)
		log_line(LOG_WARN, "pull %s: first rejected: %s", object->sobject, outcome->first_rejected);
	return true;
}

static bool merge(struct db *db, const struct source_object *object, const struct staged *staged,
		  const struct run *run, long long *changed, PGresult **ret_unreadable, struct error *err)
{
	/* a row that could not be read is not a row that is gone */
	bool whole = staged->outcome.whole && staged->outcome.rejected == 0 && *staged->complete.suspicion == '\0';
	scoped_free char *rows = NULL;
	if (!db_text(db, "sources/merge", PARAMS(object->name, run->seen_at, db_word(whole)), &rows, err) ||
	    !db_rows(db, "sources/unreadable", PARAMS(object->name), ret_unreadable, err))
		return false;
	*changed += atoll(rows);
	if (atoll(rows) > 0)
		log_line(LOG_INFO, "merge %s: %s rows new or changed", object->sobject, rows);
	return true;
}

static bool put_state(struct db *db, const struct source *source, const struct source_object *object,
		      const struct staged *staged, const struct run *run, const PGresult *unreadable,
		      struct error *err)
{
	const struct source_outcome *outcome = &staged->outcome;
	char now[32], numbers[4][24];
	const long long counts[] = { outcome->expected, outcome->read, outcome->rejected, staged->mended };
	for (size_t i = 0; i < 4; i++)
		snprintf(numbers[i], sizeof numbers[i], "%lld", counts[i]);
	run_now(now, sizeof now);
	bool judged = unreadable && PQntuples(unreadable) == 1;
	return db_run(db, "sources/state_put",
		      PARAMS(object->name, object->sobject, source->name, db_word(staged->present), outcome->mark,
			     staged->fields_read ? staged->fields_read : "", numbers[0], numbers[1], numbers[2],
			     outcome->first_rejected, numbers[3], judged ? db_value(unreadable, 0, "amount") : "0",
			     judged ? db_value(unreadable, 0, "example") : "", run->seen_at, now, run->id,
			     db_word(outcome->unchanged)),
		      err);
}

static bool put_refused(struct db *db, const struct source *source, const struct source_object *object,
			const struct staged *staged, const struct run *run, struct error *err)
{
	char now[32];
	run_now(now, sizeof now);
	return db_run(db, "sources/refused_put",
		      PARAMS(object->name, object->sobject, source->name, staged->outcome.refused, run->seen_at, now,
			     run->id), err);
}

static bool merge_object(struct db *db, const struct source *source, const struct source_object *object,
			 const struct staged *staged, const struct run *run, long long *changed,
			 struct error *err)
{
	scoped_result PGresult *unreadable = NULL;
	if (!complete_fields(db, source, object, &staged->outcome, &staged->complete, run, err))
		return false;
	if (*staged->outcome.refused)
		return put_refused(db, source, object, staged, run, err);
	if (staged->present && !staged->outcome.unchanged &&
	    !merge(db, object, staged, run, changed, &unreadable, err))
		return false;
	if (unreadable && atoll(db_value(unreadable, 0, "amount")) > 0)
		log_line(LOG_WARN, "pull %s: %s values could not be read, such as %s", object->sobject,
			 db_value(unreadable, 0, "amount"), db_value(unreadable, 0, "example"));
	return put_state(db, source, object, staged, run, unreadable, err) &&
	       (!staged->present || complete_rows(db, object, &staged->outcome, &staged->complete, run, changed, err));
}

/* Statistics that the planner needs for what was just loaded. */
static bool analyze(struct db *db, const struct staged *staged, struct error *err)
{
	bool changed = false;
	for (size_t i = 0; i < OBJECTS_COUNT; i++)
		changed = changed || (staged[i].present && !staged[i].outcome.unchanged);
	return !changed || db_run(db, "sources/analyze", NO_PARAMS, err);
}

static bool merge_all(struct db *db, const struct source *source, const struct staged *staged,
		      const struct run *run, long long *ret_changed, struct error *err)
{
	long long changed = 0;
	if (!db_run(db, "sources/changed_clear", NO_PARAMS, err))
		return false;
	for (size_t i = 0; i < OBJECTS_COUNT; i++)
		if (!merge_object(db, source, &objects_all[i], &staged[i], run, &changed, err))
			return error_context(err, "merge %s", objects_all[i].sobject);
	scoped_free char *derived = NULL;
	if (!analyze(db, staged, err) || !complete_masters(db, err) || !db_text(db, "sources/derive", NO_PARAMS, &derived, err))
		return error_context(err, "derive activities");
	if (atoll(derived) > 0)
		log_line(LOG_INFO, "derive: %s activities new or changed", derived);
	if (!db_run(db, "sources/merged", NO_PARAMS, err))
		return false;
	*ret_changed = changed;
	return atoll(derived) == 0 || db_run(db, "sources/analyze_activity", NO_PARAMS, err);
}

/* What the workers are told; each writes into its own objects of staged. */
struct pulling {
	const struct settings *settings;
	const struct run *run;
	bool keep;
	struct staged *staged;
};

static bool prepare(struct db *db, void *context, struct error *err)
{
	const struct pulling *pulling = context;
	return run_scope(db, pulling->settings, pulling->run, err);
}

static bool stage_one(struct db *db, const struct source *source, size_t one, void *context, struct error *err)
{
	const struct pulling *pulling = context;
	const struct source_object *object = &objects_all[one];
	return stage_object(db, source, object, pulling->run, pulling->keep, &pulling->staged[one], err) ||
	       error_context(err, "pull %s", object->sobject);
}

static void put_in_order(size_t (*order)[OBJECTS_COUNT], size_t *count, const char *name)
{
	for (size_t i = 0; i < OBJECTS_COUNT; i++) {
		bool taken = name && strcmp(objects_all[i].name, name) != 0;
		for (size_t at = 0; at < *count; at++)
			taken = taken || (*order)[at] == i;
		if (!taken)
			(*order)[(*count)++] = i;
	}
}

static bool biggest_first(struct db *db, size_t (*order)[OBJECTS_COUNT], struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "sources/biggest_first", NO_PARAMS, &rows, err))
		return false;
	size_t count = 0;
	for (int row = 0; row < PQntuples(rows); row++)
		put_in_order(order, &count, db_value(rows, row, "object"));
	put_in_order(order, &count, NULL);
	return true;
}

/* One connection alone sees what a transaction has not committed. */
static bool stage_all(struct db *db, const struct source *source, const struct pulling *pulling, struct error *err)
{
	size_t order[OBJECTS_COUNT];
	if (!biggest_first(db, &order, err))
		return false;
	struct pulling told = *pulling;
	const struct crew_work work = { .each = stage_one, .prepare = prepare, .context = &told, .order = order,
					.count = OBJECTS_COUNT };
	return pulling->keep ? crew_run(db, source, &work, err) : crew_alone(db, source, &work, err);
}

bool load_pull(struct db *db, const struct settings *settings, const struct run *run,
	       const struct source *source, bool keep, long long *ret_changed, struct error *err)
{
	scoped_staged struct staged staged[OBJECTS_COUNT] = { 0 };
	const struct pulling pulling = { settings, run, keep, staged };
	if (!put_fields(db, settings, err) || !stage_all(db, source, &pulling, err))
		return false;
	if (!keep)
		return merge_all(db, source, staged, run, ret_changed, err);
	if (!db_begin(db, err))
		return false;
	if (merge_all(db, source, staged, run, ret_changed, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}
