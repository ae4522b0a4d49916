#include "lib/crm/complete.h"

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/store/stage.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

void complete_done(struct complete *complete)
{
	free(complete->fields);
	free(complete->whole_because);
}

static char *fields_json(const struct source_field *fields)
{
	json_auto_t *list = json_array();
	for (const struct source_field *field = fields; field->name; field++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:b}", "name", field->name, "type", field->type,
						      "label", field->label, "calculated", field->calculated));
	return json_dumps(list, JSON_COMPACT);
}

bool complete_begin(struct db *db, const struct source_object *object, const struct source_field *fields,
		    const struct run *run, struct complete *ret, struct error *err)
{
	*ret = (struct complete){ .counted = -1 };
	if (fields == NULL)
		return true;
	ret->fields = fields_json(fields);
	scoped_result PGresult *due = NULL;
	if (!db_rows(db, "sources/due", PARAMS(object->name, ret->fields, run->seen_at), &due, err))
		return false;
	const char *because = db_value(due, 0, "whole_because");
	ret->whole_because = *because ? string_new(because) : NULL;
	ret->sweep = db_flag(due, 0, "sweep");
	return true;
}

/* Deleted rows that the source still tells of come too, told apart by their flag. */
static bool read_keys(struct db *db, const struct source *source, const struct source_object *object,
		      struct complete *complete, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "sources/sweep_fields", PARAMS(object->name), &rows, err))
		return false;
	scoped_list char **fields = db_list(rows, "field");
	scoped_free char *name = string_format("sweep_%s", object->name);
	const struct source_object keys = { name, object->sobject };
	const struct source_request request = { .fields = fields };
	struct source_outcome outcome;
	scoped_stage struct stage *stage = NULL;
	log_line(LOG_INFO, "pull %s: comparing ids", object->sobject);
	if (!stage_open(db, name, (const char *const *)fields, list_length(fields), NULL, &stage, err) ||
	    !source->rows(source->self, &keys, &request, stage, &outcome, err) || !stage_finish(stage, NULL, err))
		return error_context(err, "ids of %s", object->sobject);
	complete->swept = outcome.whole && outcome.rejected == 0 && *outcome.dropped == '\0' && *outcome.refused == '\0';
	return true;
}

bool complete_look(struct db *db, const struct source *source, const struct source_object *object,
		   const struct source_outcome *outcome, struct complete *complete, struct error *err)
{
	bool whole = outcome->whole && !outcome->unchanged;
	if (*outcome->refused)
		return true;
	if (whole) {
		char read[24];
		snprintf(read, sizeof read, "%lld", outcome->read);
		scoped_free char *suspicion = NULL;
		if (!db_text(db, "sources/whole_suspicion", PARAMS(object->name, read), &suspicion, err))
			return false;
		snprintf(complete->suspicion, sizeof complete->suspicion, "%s", suspicion);
	}
	if (complete->sweep && !whole && source->count && !read_keys(db, source, object, complete, err))
		return false;
	return source->count == NULL ||
	       (source->count(source->self, object, NULL, &complete->counted, err) &&
		source->count(source->self, object, outcome->mark, &complete->changing, err));
}

bool complete_fields(struct db *db, const struct source *source, const struct source_object *object,
		     const struct source_outcome *outcome, const struct complete *complete,
		     const struct run *run, struct error *err)
{
	scoped_result PGresult *drift = NULL;
	if (!db_rows(db, "sources/describe_put",
		     PARAMS(object->name, object->sobject, source->name, complete->fields, outcome->dropped,
			    run->seen_at, run->id),
		     &drift, err))
		return false;
	scoped_text struct text words = { 0 };
	bool vanished = false, retyped = false;
	for (int row = 0; row < PQntuples(drift); row++) {
		const char *what = db_value(drift, row, "what");
		vanished = vanished || strcmp(what, "vanished") == 0;
		retyped = retyped || strcmp(what, "retyped") == 0;
		text_format(&words, "%s%s %s", words.length ? "; " : "", what, db_value(drift, row, "fields"));
	}
	if (words.length)
		log_line(vanished || retyped ? LOG_WARN : LOG_INFO, "pull %s: fields: %s%s", object->sobject, words.bytes,
			 vanished ? ": what vanished is hidden from the login or removed" : "");
	return true;
}

/* Whether a whole read is believed when it says what is gone. */
static const char *sweep_word(const struct source_outcome *outcome, const struct complete *complete)
{
	/* a row that could not be read is not a row that is gone */
	if (outcome->whole && !outcome->unchanged && outcome->rejected == 0)
		return "whole";
	return complete->swept ? "keys" : "";
}

bool complete_rows(struct db *db, const struct source_object *object, const struct source_outcome *outcome,
		   const struct complete *complete, const struct run *run, long long *changed,
		   struct error *err)
{
	scoped_result PGresult *swept = NULL;
	scoped_free char *words = NULL;
	const char *gone = "0", *missing = "0", *suspicion = complete->suspicion;
	if (*outcome->refused)
		return true;
	if (complete->swept) {
		if (!db_rows(db, "sources/sweep", PARAMS(object->name, run->seen_at, outcome->mark), &swept, err))
			return false;
		gone = db_value(swept, 0, "gone");
		missing = db_value(swept, 0, "missing");
		suspicion = db_value(swept, 0, "suspicion");
		*changed += atoll(gone) + atoll(db_value(swept, 0, "back"));
		log_line(LOG_INFO, "pull %s: ids compared: %s gone, %s back, %s missing here", object->sobject, gone,
			 db_value(swept, 0, "back"), missing);
	}
	char counts[2][24];
	snprintf(counts[0], sizeof counts[0], "%lld", complete->counted);
	snprintf(counts[1], sizeof counts[1], "%lld", complete->changing);
	if (!db_text(db, "sources/reconcile",
		     PARAMS(object->name, run->seen_at, counts[0], counts[1], sweep_word(outcome, complete), gone,
			    missing, suspicion, db_word(!outcome->unchanged)),
		     &words, err))
		return false;
	if (*suspicion)
		log_line(LOG_WARN, "pull %s: %s; nothing is marked deleted", object->sobject, suspicion);
	if (*words)
		log_line(LOG_WARN, "pull %s: %s", object->sobject, words);
	return true;
}

bool complete_masters(struct db *db, struct error *err)
{
	scoped_free char *activities = NULL;
	if (!db_text(db, "sources/masters", NO_PARAMS, &activities, err))
		return false;
	if (atoll(activities) > 0)
		log_line(LOG_INFO, "merged records: %s activities follow their masters", activities);
	return true;
}
