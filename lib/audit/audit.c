#include "lib/audit/audit.h"

#include "lib/audit/cage.h"
#include "lib/audit/calendar.h"
#include "lib/base/log.h"
#include "lib/base/text.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static long long milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static json_t *needs_list(const struct check *check)
{
	json_t *list = json_array();
	for (char *const *need = check->needs; *need; need++)
		json_array_append_new(list, json_string(*need));
	return list;
}

char *audit_needs(const struct check *check)
{
	json_auto_t *needs = json_object();
	json_object_set_new(needs, check->id, needs_list(check));
	return json_dumps(needs, JSON_COMPACT);
}

/* The checks that lack something, with the reason. */
static bool ask_needs(struct db *db, const struct catalogue *catalogue, const char *only, PGresult **ret, struct error *err)
{
	json_auto_t *needs = json_object();
	for (const struct check *check = catalogue->checks; check < catalogue->checks + catalogue->count; check++)
		if (!only || strcmp(only, check->id) == 0)
			json_object_set_new(needs, check->id, needs_list(check));
	scoped_free char *words = json_dumps(needs, JSON_COMPACT);
	return db_rows(db, "audit/needs", PARAMS(words), ret, err);
}

static const char *lacking(const PGresult *reasons, const struct check *check)
{
	for (int row = 0; row < PQntuples(reasons); row++)
		if (strcmp(db_value(reasons, row, "check_id"), check->id) == 0)
			return db_value(reasons, row, "reason");
	return NULL;
}

/* A reason that was cut off may end within a character, which JSON does not take. */
static void end_whole(char *text)
{
	size_t at = 0, left = strlen(text);
	for (size_t length; left > 0 && (length = utf8_length(text + at, left)) > 0; at += length)
		left -= length;
	text[at] = '\0';
}

/* They are put down together once all have run: one by one they are planned one by one. */
static void add_outcome(json_t *outcomes, const struct check *check, const char *result, const char *reason, long long took)
{
	json_array_append_new(outcomes, json_pack("{s:s, s:s, s:s, s:I}", "check", check->id, "result", result, "reason",
						  reason, "took", (json_int_t)took));
}

static bool put_outcomes(struct db *db, const json_t *outcomes, struct error *err)
{
	scoped_free char *words = json_dumps(outcomes, JSON_COMPACT);
	return db_run(db, "audit/results_put", PARAMS(words), err);
}

/* A failing statement leaves the transaction unusable up to the savepoint. */
static bool try_check(struct db *db, const struct check *check, long seconds, json_t *outcomes, struct error *err)
{
	if (!db_exec(db, "SAVEPOINT one_check", err))
		return false;
	struct error why = { 0 };
	long long began = milliseconds();
	if (cage_check(db, check, seconds, &why)) {
		add_outcome(outcomes, check, "ran", "", milliseconds() - began);
		return db_exec(db, "RELEASE SAVEPOINT one_check", err);
	}
	if (why.kind == ERROR_UNAVAILABLE) {
		*err = why;
		return false;
	}
	log_line(LOG_ERROR, "check %s: %s", check->id, why.text);
	end_whole(why.text);
	add_outcome(outcomes, check, "error", why.text, milliseconds() - began);
	return db_exec(db, "ROLLBACK TO SAVEPOINT one_check", err);
}

static bool run_check(struct db *db, const struct check *check, long seconds, const char *reason, json_t *outcomes,
		      struct error *err)
{
	if (reason == NULL)
		return try_check(db, check, seconds, outcomes, err);
	log_line(LOG_WARN, "check %s: not checked: %s", check->id, reason);
	add_outcome(outcomes, check, "not_checked", reason, 0);
	return true;
}

static bool check_required(struct db *db, struct error *err)
{
	scoped_free char *unknown = NULL;
	if (!db_text(db, "audit/unknown_required", NO_PARAMS, &unknown, err))
		return false;
	return unknown == NULL || error_set(err, ERROR_CONFIG, "%s", unknown);
}

/* For the next night to see whether a check is still the same. */
static bool keep_texts(struct db *db, const struct catalogue *catalogue, struct error *err)
{
	json_auto_t *list = json_array();
	for (size_t i = 0; i < catalogue->count; i++)
		json_array_append_new(list, json_pack("{s:s, s:s}", "id", catalogue->checks[i].id, "sql",
						      catalogue->checks[i].sql));
	scoped_free char *texts = json_dumps(list, JSON_COMPACT);
	return db_run(db, "audit/past_clear", NO_PARAMS, err) && db_run(db, "audit/past_texts", PARAMS(texts), err);
}

static bool prepare(struct db *db, const struct settings *settings, const struct catalogue *catalogue,
		    struct error *err)
{
	return check_required(db, err) && calendar_load(db, settings, err) &&
	       catalogue_store(catalogue, settings, db, err) && db_run(db, "audit/reps", NO_PARAMS, err) &&
	       db_run(db, "audit/params", NO_PARAMS, err) && db_run(db, "audit/analyze", NO_PARAMS, err) &&
	       keep_texts(db, catalogue, err);
}

/* Checks whose limits or SQL changed since the last night run once more as they were, so
 * that a finding can say whether the change made it. */
static bool look_back(struct db *db, long seconds, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "audit/past_begin", NO_PARAMS, &rows, err))
		return false;
	for (int row = 0; row < PQntuples(rows); row++) {
		const char *check = db_value(rows, row, "check_id");
		scoped_free char *hindered = NULL;
		if (!cage_past(db, check, seconds, &hindered, err))
			return false;
		if (hindered)
			log_line(LOG_WARN, "check %s: what its change did is not known: as it was it cannot run: %s", check, hindered);
	}
	return true;
}

static bool keep_ledger(struct db *db, long seconds, struct audit_tally *tally, struct error *err)
{
	scoped_free char *raised = NULL;
	if (!look_back(db, seconds, err) || !db_run(db, "audit/ledger_waivers", NO_PARAMS, err) ||
	    !db_run(db, "audit/ledger_found", NO_PARAMS, err) || !db_run(db, "audit/ledger_analyze", NO_PARAMS, err) ||
	    !db_run(db, "audit/ledger_gone", NO_PARAMS, err) ||
	    !db_run(db, "audit/ledger_resolved", NO_PARAMS, err) ||
	    !db_run(db, "audit/ledger_escalated", NO_PARAMS, err) || !db_run(db, "audit/past_keep", NO_PARAMS, err) ||
	    !db_run(db, "audit/result_news", NO_PARAMS, err) ||
	    !db_run(db, "audit/coaching_figures", NO_PARAMS, err) ||
	    !db_text(db, "audit/coaching", NO_PARAMS, &raised, err) ||
	    !db_run(db, "audit/coaching_sessions", NO_PARAMS, err) || !db_run(db, "audit/teams", NO_PARAMS, err))
		return error_context(err, "ledger");
	tally->flags_raised = atoll(raised);
	return db_run(db, "audit/stage_clear", NO_PARAMS, err) && db_run(db, "audit/tidy", NO_PARAMS, err) &&
	       db_run(db, "audit/tidy_params", NO_PARAMS, err);
}

static void add_result(const PGresult *rows, int row, struct audit_tally *tally)
{
	const char *result = db_value(rows, row, "result");
	tally->checks++;
	tally->not_checked += strcmp(result, "not_checked") == 0;
	tally->errors += strcmp(result, "error") == 0;
	tally->warns += atoll(db_value(rows, row, "warns"));
	tally->fails += atoll(db_value(rows, row, "fails"));
	tally->news += atoll(db_value(rows, row, "news"));
	tally->waived += atoll(db_value(rows, row, "waived"));
	tally->resolved += atoll(db_value(rows, row, "resolved"));
	log_line(LOG_INFO, "check %s: %s, %s fail, %s warn, %s waived, %s new, %s resolved, %s ms",
		 db_value(rows, row, "check_id"), result, db_value(rows, row, "fails"), db_value(rows, row, "warns"),
		 db_value(rows, row, "waived"), db_value(rows, row, "news"), db_value(rows, row, "resolved"), db_value(rows, row, "milliseconds"));
}

static bool tally_up(struct db *db, struct audit_tally *tally, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "audit/results", NO_PARAMS, &rows, err))
		return false;
	for (int row = 0; row < PQntuples(rows); row++)
		add_result(rows, row, tally);
	return true;
}

static bool run_all(struct db *db, const struct settings *settings, const struct catalogue *catalogue,
		    const char *only, const PGresult *reasons, json_t *outcomes, struct error *err)
{
	long seconds = settings_number(settings, "checks", "timeout_seconds");
	for (size_t i = 0; i < catalogue->count; i++) {
		const struct check *check = &catalogue->checks[i];
		if (only && strcmp(only, check->id) != 0)
			continue;
		if (!catalogue_enabled(check, settings)) {
			log_line(LOG_INFO, "check %s: switched off; [check.%s] enabled = yes switches it on", check->id, check->id);
			continue;
		}
		if (!run_check(db, check, seconds, lacking(reasons, check), outcomes, err))
			return error_context(err, "check %s", check->id);
	}
	return true;
}

bool audit_run(struct db *db, const struct settings *settings, const struct catalogue *catalogue,
	       const char *only, struct audit_tally *ret, struct error *err)
{
	struct audit_tally tally = { 0 };
	scoped_result PGresult *reasons = NULL;
	json_auto_t *outcomes = json_array();
	if (!prepare(db, settings, catalogue, err) || !ask_needs(db, catalogue, only, &reasons, err) ||
	    (only == NULL && !db_run(db, "audit/whole_begin", NO_PARAMS, err)) ||
	    !run_all(db, settings, catalogue, only, reasons, outcomes, err) ||
	    !put_outcomes(db, outcomes, err) ||
	    !keep_ledger(db, settings_number(settings, "checks", "timeout_seconds"), &tally, err) ||
	    !db_run(db, "audit/whole_end", NO_PARAMS, err) || !tally_up(db, &tally, err))
		return false;
	*ret = tally;
	return true;
}
