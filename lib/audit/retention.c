#include "lib/audit/retention.h"

#include "lib/audit/catalogue.h"
#include "lib/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A statement takes at most BATCH rows, so that nobody waits for it; a night BATCHES. */
enum { BATCH = 5000, BATCHES = 200, MONTH = 31 };

struct rule {
	const char *key;      /* of [retention] */
	const char *sql;
	const char *words;    /* what went */
};

static const struct rule rules[] = {
	{ "resolved_findings_days", "retention/findings", "resolved findings" },
	{ "events_days", "retention/events", "events of findings" },
	{ "waivers_days", "retention/waivers", "waivers" },
	{ "decisions_days", "retention/decisions", "decisions" },
	{ "coaching_days", "retention/coaching", "coaching flags" },
	{ "versions_days", "retention/account_versions", "versions of accounts" },
	{ "versions_days", "retention/contact_versions", "versions of contacts" },
	{ "versions_days", "retention/user_versions", "versions of users" },
	{ "vanished_days", "retention/vanished", "deleted records' texts" },
	{ "runs_days", "retention/deliveries", "deliveries" },
	{ "runs_days", "retention/rituals", "days of reviews" },
	{ "runs_days", "retention/runs", "runs" },
};
enum { RULES = sizeof rules / sizeof rules[0] };

/* The one that looks back the furthest, so far. */
struct need {
	const struct catalogue *catalogue;
	const struct settings *settings;
	long days;
	char who[CHECK_ID + 80];
};

static void want(struct need *need, long days, const char *who, const char *name)
{
	if (days <= need->days)
		return;
	need->days = days;
	snprintf(need->who, sizeof need->who, "%s (%s)", who, name);
}

static void want_param(struct need *need, const struct check *check, const struct check_param *param, const char *value)
{
	/* a business day is at most three of the calendar's, but for holidays */
	long times = strstr(param->unit, "business") || strstr(param->unit, "working") ? 3 : 1;
	if (*param->type == 'i' && strstr(param->unit, "day") && catalogue_enabled(check, need->settings))
		want(need, times * atol(value), check->id, param->name);
}

static bool each_setting(const struct setting *setting, void *context, struct error *err)
{
	struct need *need = context;
	scoped_free char *id = string_new(setting->section + strlen("check."));
	id[strcspn(id, " ")] = '\0';
	const struct check *check = catalogue_find(need->catalogue, id);
	const struct check_param *param = check ? check_param(check, setting->key) : NULL;
	if (param)
		want_param(need, check, param, setting->value);
	(void)err;
	return true;
}

/* The figure that holds where a role or a rep has none of its own. */
static void want_default(struct need *need, const struct check *check, const struct check_param *param)
{
	scoped_free char *section = string_format("check.%s", check->id);
	const char *value = settings_get(need->settings, section, param->name);
	want_param(need, check, param, *value ? value : param->value);
}

/* What the checks look back: their figures in days, of whomever. A quarter is what the
 * rules look at without a figure of their own ("with a touch in the last 90 days"). */
static bool need_of_checks(struct need *need, struct error *err)
{
	want(need, 90, "the list of reps", "touches of 90 days");
	for (const struct check *check = need->catalogue->checks; check < need->catalogue->checks + need->catalogue->count; check++)
		for (const struct check_param *param = check->params; param < check->params + check->params_count; param++)
			want_default(need, check, param);
	return settings_each(need->settings, "check.", each_setting, need, err);
}

static bool enough(const struct settings *settings, const char *key, const struct need *need, struct error *err)
{
	long days = settings_number(settings, "retention", key);
	if (days == 0 || days >= need->days)
		return true;
	int line = settings_line(settings, "retention", key);
	scoped_free char *place = line ? string_format("%s:%d: ", settings_path(settings), line) : string_new("");
	return error_set(err, ERROR_CONFIG, "%s[retention] %s = %ld is less than %s looks back, %ld days; write %ld or more, or 0 "
			 "for ever", place, key, days, need->who, need->days, need->days);
}

bool retention_settings(const struct catalogue *catalogue, const struct settings *settings, struct error *err)
{
	struct need checks = { .catalogue = catalogue, .settings = settings }, month = { 0 }, review = { 0 }, coaching = { 0 };
	want(&month, MONTH, "the trend on the Summary", "a month");
	want(&review, settings_number(settings, "review", "most_days"), "[review]", "most_days");
	want(&coaching, settings_number(settings, "coaching", "follow_days"), "[coaching]", "follow_days");
	want(&coaching, settings_number(settings, "coaching", "again_after_days"), "[coaching]", "again_after_days");
	return need_of_checks(&checks, err) && enough(settings, "versions_days", &checks, err) &&
	       enough(settings, "vanished_days", &checks, err) && enough(settings, "runs_days", &month, err) &&
	       enough(settings, "resolved_findings_days", &month, err) && enough(settings, "events_days", &month, err) &&
	       enough(settings, "waivers_days", &month, err) && enough(settings, "decisions_days", &review, err) &&
	       enough(settings, "coaching_days", &coaching, err);
}

static bool run_rule(struct db *db, const struct rule *rule, long days, long long *ret_amount, struct error *err)
{
	scoped_free char *age = string_format("%ld", days), *most = string_format("%d", BATCH);
	long long amount = 0;
	for (int batch = 0, last = BATCH; last >= BATCH && batch < BATCHES; batch++) {
		scoped_result PGresult *rows = NULL;
		if (!db_rows(db, rule->sql, PARAMS(age, most), &rows, err))
			return error_context(err, "%s", rule->words);
		last = PQntuples(rows);
		amount += last;
	}
	*ret_amount = amount;
	return true;
}

bool retention_run(struct db *db, const struct settings *settings, const char *run_id, retention_say_fn say,
		   struct error *err)
{
	if (!db_run(db, "retention/stages", NO_PARAMS, err))
		return false;
	for (const struct rule *rule = rules; rule < rules + RULES; rule++) {
		long days = settings_number(settings, "retention", rule->key);
		long long amount = 0;
		if (days == 0)
			continue;
		if (!run_rule(db, rule, days, &amount, err))
			return false;
		scoped_free char *number = string_format("%lld", amount);
		scoped_free char *line = string_format("%lld %s of more than %ld days ago", amount, rule->words, days);
		if (amount > 0 && !db_run(db, "retention/put", PARAMS(run_id, rule->words, number), err))
			return false;
		if (amount > 0)
			say(line);
	}
	return true;
}

bool retention_vacuum(struct db *db, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	/* what this session did counts from the next statement on */
	if (!db_run(db, "store/count_now", NO_PARAMS, err) || !db_rows(db, "store/vacuum_due", NO_PARAMS, &rows, err))
		return false;
	for (int row = 0; row < PQntuples(rows); row++)
		if (!db_exec(db, db_value(rows, row, "statement"), err))
			return false;
	return true;
}
