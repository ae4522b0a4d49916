#include "lib/audit/catalogue.h"

#include "lib/base/text.h"
#include "lib/store/sql.h"

#include <stdlib.h>
#include <string.h>

static const char folder[] = "checks/";

static bool read_param(struct check *check, const char *value, struct error *err)
{
	scoped_list char **parts = list_new(value);
	if (check->params_count == CHECK_PARAMS)
		return error_set(err, ERROR_BUG, "more than %d params", CHECK_PARAMS);
	if (list_length(parts) != 5)
		return error_set(err, ERROR_BUG, "param wants name, type, default, unit, origin: '%s'", value);
	char **fields[] = { &check->params[check->params_count].name, &check->params[check->params_count].type,
			    &check->params[check->params_count].value, &check->params[check->params_count].unit,
			    &check->params[check->params_count].origin };
	for (size_t i = 0; i < 5; i++)
		*fields[i] = string_new(parts[i]);
	check->params_count++;
	return true;
}

static bool read_needs(struct check *check, const char *value, struct error *err)
{
	scoped_list char **parts = list_new(value);
	if (list_length(parts) > CHECK_NEEDS)
		return error_set(err, ERROR_BUG, "more than %d needs", CHECK_NEEDS);
	for (size_t i = 0; parts[i]; i++)
		check->needs[i] = string_new(parts[i]);
	return true;
}

/* Words with what belongs to them behind a blank: "record stage amount, history stage". */
static bool read_evidence(struct check *check, const char *value, struct error *err)
{
	scoped_list char **parts = list_new(value);
	if (list_length(parts) > CHECK_EVIDENCE)
		return error_set(err, ERROR_BUG, "more than %d words of evidence", CHECK_EVIDENCE);
	for (size_t i = 0; parts[i]; i++) {
		scoped_free char *name = string_format("evidence/%.*s", (int)strcspn(parts[i], " "), parts[i]);
		if (sql_find(name) == NULL)
			return error_set(err, ERROR_BUG, "there is no sql/%s.sql", name);
		check->evidence[i] = string_new(parts[i]);
	}
	return true;
}

static bool read_enabled(struct check *check, const char *value, struct error *err)
{
	check->is_off = strcmp(value, "no") == 0;
	return check->is_off || strcmp(value, "yes") == 0 || error_set(err, ERROR_BUG, "enabled wants yes or no: '%s'", value);
}

static bool read_key(struct check *check, const char *key, const char *value, struct error *err)
{
	const struct {
		const char *key;
		char **into;
	} words[] = { { "title", &check->title }, { "rule", &check->rule }, { "why", &check->why }, { "fix", &check->fix } };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(key, words[i].key) == 0) {
			*words[i].into = string_new(value);
			return true;
		}
	if (strcmp(key, "param") == 0)
		return read_param(check, value, err);
	if (strcmp(key, "needs") == 0)
		return read_needs(check, value, err);
	if (strcmp(key, "evidence") == 0)
		return read_evidence(check, value, err);
	if (strcmp(key, "column") == 0)
		return true;
	if (strcmp(key, "enabled") == 0)
		return read_enabled(check, value, err);
	return error_set(err, ERROR_BUG, "unknown header key '%s'", key);
}

/* One "-- key: value" line; the header ends with the first line of another form. */
static bool read_line(struct check *check, char *line, bool *ret_more, struct error *err)
{
	char *colon = strchr(line, ':');
	*ret_more = strncmp(line, "-- ", 3) == 0 && colon;
	if (!*ret_more)
		return true;
	*colon = '\0';
	return read_key(check, string_trim(line + 3), string_trim(colon + 1), err);
}

static bool read_check(const struct sql_file *file, struct check *check, struct error *err)
{
	check->id = string_new(file->name + sizeof folder - 1);
	check->sql = file->text;
	scoped_free char *copy = string_new(file->text);
	char *rest = copy;
	bool more = true;
	for (char *line = strsep(&rest, "\n"); line && more; line = strsep(&rest, "\n"))
		if (!read_line(check, line, &more, err))
			return error_context(err, "sql/%s.sql", file->name);
	if (!check->title || !check->rule || !check->why || !check->fix)
		return error_set(err, ERROR_BUG, "sql/%s.sql: the header lacks title, rule, why or fix", file->name);
	return true;
}

/* A2 before A12: the letter, then the number. */
static int by_rule(const void *left, const void *right)
{
	const struct check *a = left, *b = right;
	if (a->rule[0] != b->rule[0])
		return a->rule[0] - b->rule[0];
	int numbers = atoi(a->rule + 1) - atoi(b->rule + 1);
	return numbers ? numbers : strcmp(a->id, b->id);
}

bool catalogue_read(struct catalogue **ret, struct error *err)
{
	scoped_catalogue struct catalogue *catalogue = memory_new(1, sizeof *catalogue);
	for (const struct sql_file *file = sql_files; file->name; file++) {
		if (strncmp(file->name, folder, sizeof folder - 1) != 0)
			continue;
		catalogue->checks = memory_grow(catalogue->checks, catalogue->count + 1, sizeof *catalogue->checks);
		catalogue->checks[catalogue->count] = (struct check){ 0 };
		if (!read_check(file, &catalogue->checks[catalogue->count++], err))
			return false;
	}
	if (catalogue->count > 0)
		qsort(catalogue->checks, catalogue->count, sizeof *catalogue->checks, by_rule);
	*ret = steal(catalogue);
	return true;
}

static void check_done(struct check *check)
{
	free(check->id);
	free(check->title);
	free(check->rule);
	free(check->why);
	free(check->fix);
	for (char **need = check->needs; *need; need++)
		free(*need);
	for (char **word = check->evidence; *word; word++)
		free(*word);
	for (size_t i = 0; i < check->params_count; i++) {
		free(check->params[i].name);
		free(check->params[i].type);
		free(check->params[i].value);
		free(check->params[i].unit);
		free(check->params[i].origin);
	}
}

void catalogue_free(struct catalogue *catalogue)
{
	if (catalogue == NULL)
		return;
	for (size_t i = 0; i < catalogue->count; i++)
		check_done(&catalogue->checks[i]);
	free(catalogue->checks);
	free(catalogue);
}

const struct check *catalogue_find(const struct catalogue *catalogue, const char *id)
{
	for (size_t i = 0; i < catalogue->count; i++)
		if (strcmp(catalogue->checks[i].id, id) == 0)
			return &catalogue->checks[i];
	return NULL;
}

bool catalogue_missing(const struct catalogue *catalogue, const char *id, enum error_kind kind, struct error *err)
{
	scoped_free const char **ids = memory_new(catalogue->count + 1, sizeof *ids);
	for (size_t i = 0; i < catalogue->count; i++)
		ids[i] = catalogue->checks[i].id;
	const char *near = string_nearest(id, ids);
	return error_set(err, kind, "there is no check '%s'%s%s%s", id, near ? "; did you mean '" : "",
			 near ? near : "", near ? "'?" : "");
}

/* [check.ID], [check.ID role:NAME], [check.ID rep:WHO] in its parts. */
struct scope {
	char id[64];
	char kind[8];
	char who[160];
};

static struct scope read_scope(const char *section)
{
	struct scope scope = { .kind = "all" };
	const char *id = section + strlen("check.");
	const char *space = strchr(id, ' ');
	const char *colon = space ? strchr(space, ':') : NULL;
	snprintf(scope.id, sizeof scope.id, "%.*s", (int)(space ? space - id : (long)strlen(id)), id);
	if (colon) {
		snprintf(scope.kind, sizeof scope.kind, "%.*s", (int)(colon - space - 1), space + 1);
		snprintf(scope.who, sizeof scope.who, "%s", colon + 1);
	}
	return scope;
}

static const struct check_param *find_param(const struct check *check, const char *name)
{
	for (size_t i = 0; i < check->params_count; i++)
		if (strcmp(check->params[i].name, name) == 0)
			return &check->params[i];
	return NULL;
}

/* What JSON and an integer of SQL both take: strtod() would let "inf" and "0x10" by. */
static bool good_value(const struct check_param *param, const char *value)
{
	enum { DIGITS = 9 };
	size_t digits = strspn(value, "0123456789");
	const char *rest = value + digits;
	if (digits == 0 || digits > DIGITS || (*value == '0' && digits > 1))
		return false;
	if (*rest == '.' && strcmp(param->type, "number") == 0) {
		size_t decimals = strspn(rest + 1, "0123456789");
		rest += decimals > 0 ? decimals + 1 : 0;
	}
	return *rest == '\0';
}

struct reader {
	const struct catalogue *catalogue;
	struct db *db;      /* NULL: only judge */
};

static bool no_param(const struct setting *setting, const struct check *check, struct error *err)
{
	const char *names[CHECK_PARAMS + 1] = { 0 };
	for (size_t i = 0; i < check->params_count; i++)
		names[i] = check->params[i].name;
	const char *near = string_nearest(setting->key, names);
	return error_set(err, ERROR_CONFIG, "check '%s' has no parameter '%s'%s%s%s", check->id, setting->key,
			 near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

static bool judge_enabled(const struct setting *setting, const struct scope *scope, struct error *err)
{
	if (strcmp(scope->kind, "all") != 0)
		return error_set(err, ERROR_CONFIG, "enabled is for everybody: set it in [check.%s]", scope->id);
	if (strcmp(setting->value, "yes") != 0 && strcmp(setting->value, "no") != 0)
		return error_set(err, ERROR_CONFIG, "enabled must be yes or no, not '%s'", setting->value);
	return true;
}

static bool each_setting(const struct setting *setting, void *context, struct error *err)
{
	const struct reader *reader = context;
	struct scope scope = read_scope(setting->section);
	const struct check *check = catalogue_find(reader->catalogue, scope.id);
	if (check == NULL)
		return catalogue_missing(reader->catalogue, scope.id, ERROR_CONFIG, err);
	if (strcmp(setting->key, "enabled") == 0)
		return judge_enabled(setting, &scope, err);
	const struct check_param *param = find_param(check, setting->key);
	if (param == NULL)
		return no_param(setting, check, err);
	if (!good_value(param, setting->value))
		return error_set(err, ERROR_CONFIG, "%s wants %s %s, zero or more, of at most nine digits, not '%s'", setting->key,
				 *param->type == 'i' ? "an" : "a", param->type, setting->value);
	if (reader->db == NULL)
		return true;
	return db_run(reader->db, "audit/param_put",
		      PARAMS(check->id, param->name, scope.kind, scope.who, setting->value, param->unit, "configuration"),
		      err);
}

bool catalogue_settings(const struct catalogue *catalogue, const struct settings *settings, struct error *err)
{
	struct reader reader = { .catalogue = catalogue };
	return settings_each(settings, "check.", each_setting, &reader, err);
}

bool catalogue_enabled(const struct check *check, const struct settings *settings)
{
	scoped_free char *section = string_format("check.%s", check->id);
	const char *value = settings_get(settings, section, "enabled");
	return *value ? strcmp(value, "yes") == 0 : !check->is_off;
}

static bool store_check(const struct check *check, size_t place, bool enabled, struct db *db, struct error *err)
{
	char number[24];
	snprintf(number, sizeof number, "%zu", place);
	if (!db_run(db, "audit/catalogue_put",
		    PARAMS(check->id, check->title, check->rule, check->why, check->fix, number, db_word(enabled)), err))
		return false;
	for (size_t i = 0; i < check->params_count; i++) {
		const struct check_param *param = &check->params[i];
		if (!db_run(db, "audit/param_put",
			    PARAMS(check->id, param->name, "all", "", param->value, param->unit, param->origin), err))
			return false;
	}
	return true;
}

bool catalogue_store(const struct catalogue *catalogue, const struct settings *settings, struct db *db,
		     struct error *err)
{
	if (!db_run(db, "audit/param_clear", NO_PARAMS, err) || !db_run(db, "audit/catalogue_clear", NO_PARAMS, err))
		return false;
	for (size_t i = 0; i < catalogue->count; i++)
		if (!store_check(&catalogue->checks[i], i + 1, catalogue_enabled(&catalogue->checks[i], settings), db, err))
			return false;
	struct reader reader = { .catalogue = catalogue, .db = db };
	return settings_each(settings, "check.", each_setting, &reader, err);
}

bool catalogue_refresh(const struct catalogue *catalogue, const struct settings *settings, struct db *db,
		       struct error *err)
{
	return catalogue_store(catalogue, settings, db, err) && db_run(db, "audit/params_clear", NO_PARAMS, err) &&
	       db_run(db, "audit/params", NO_PARAMS, err);
}
