#include "lib/audit/catalogue.h"

#include "lib/audit/check_file.h"
#include "lib/audit/retention.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/base/text_file.h"
#include "lib/store/sql.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char folder[] = "checks/";

/* The first of the mistakes in a header, which stand a line each. */
static bool judge_header(const char *path, const struct text *wrong, enum error_kind kind, struct error *err)
{
	if (wrong->length == 0)
		return true;
	return error_set(err, kind, "%s:%.*s", path, (int)strcspn(wrong->bytes, "\n"), wrong->bytes);
}

static bool add_compiled(struct catalogue *catalogue, const struct sql_file *file, struct error *err)
{
	scoped_text struct text wrong = { 0 };
	struct check check = { .id = string_new(file->name + sizeof folder - 1) };
	check_read(&check, file->text, &wrong);
	catalogue_put(catalogue, &check);
	scoped_free char *path = string_format("sql/%s.sql", file->name);
	return judge_header(path, &wrong, ERROR_BUG, err);
}

static bool add_own(struct catalogue *catalogue, const char *path, struct error *err)
{
	scoped_text struct text wrong = { 0 };
	struct check check = { 0 };
	bool good = check_file_read(path, &check, &wrong, err) && judge_header(path, &wrong, ERROR_CONFIG, err);
	if (good)
		log_line(LOG_INFO, "check %s: %s%s", check.id, path,
			 catalogue_find(catalogue, check.id) ? ", in place of the one that is compiled in" : "");
	if (good)
		catalogue_put(catalogue, &check);
	check_done(&check);
	return good;
}

static bool add_folder(struct catalogue *catalogue, const struct settings *settings, struct error *err)
{
	scoped_free char *own = settings ? settings_file(settings, "checks", "folder") : NULL;
	scoped_list char **paths = NULL;
	if (own == NULL || *own == '\0')
		return true;
	if (!text_file_list(own, ".sql", &paths, err))
		return error_context(err, "[checks] folder");
	for (char **path = paths; *path; path++)
		if (!add_own(catalogue, *path, err))
			return false;
	return true;
}

/* A2 before A12: the letter, then the number; a rule may be any other word too. */
static int by_rule(const void *left, const void *right)
{
	const struct check *a = left, *b = right;
	if (a->rule[0] != b->rule[0])
		return a->rule[0] - b->rule[0];
	int numbers = atoi(a->rule + 1) - atoi(b->rule + 1);
	int rules = numbers ? numbers : strcmp(a->rule, b->rule);
	return rules ? rules : strcmp(a->id, b->id);
}

void catalogue_put(struct catalogue *catalogue, struct check *check)
{
	struct check *place = NULL;
	for (size_t i = 0; i < catalogue->count; i++)
		if (strcmp(catalogue->checks[i].id, check->id) == 0)
			place = &catalogue->checks[i];
	check->overrides = place && (place->path == NULL || place->overrides);
	if (place) {
		check_done(place);
	} else {
		catalogue->checks = memory_grow(catalogue->checks, catalogue->count + 1, sizeof *catalogue->checks);
		place = &catalogue->checks[catalogue->count++];
	}
	*place = *check;
	*check = (struct check){ 0 };
}

bool catalogue_read(const struct settings *settings, struct catalogue **ret, struct error *err)
{
	scoped_catalogue struct catalogue *catalogue = memory_new(1, sizeof *catalogue);
	for (const struct sql_file *file = sql_files; file->name; file++)
		if (strncmp(file->name, folder, sizeof folder - 1) == 0 && !add_compiled(catalogue, file, err))
			return false;
	if (!add_folder(catalogue, settings, err))
		return false;
	if (catalogue->count > 0)
		qsort(catalogue->checks, catalogue->count, sizeof *catalogue->checks, by_rule);
	*ret = steal(catalogue);
	return true;
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
	char id[CHECK_ID + 1];
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

struct reader {
	const struct catalogue *catalogue;
	json_t *params;     /* NULL: only judge */
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

static void add_param(json_t *params, const struct check *check, const struct check_param *param, const char *scope,
		      const char *who, const char *value, const char *origin)
{
	json_array_append_new(params, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "check_id", check->id, "name",
						param->name, "scope", scope, "who", who, "value", value, "unit",
						param->unit, "origin", origin));
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
	const struct check_param *param = check_param(check, setting->key);
	if (param == NULL)
		return no_param(setting, check, err);
	if (!check_param_takes(param, setting->value))
		return error_set(err, ERROR_CONFIG, "%s wants %s %s, zero or more, of at most nine digits, not '%s'", setting->key,
				 *param->type == 'i' ? "an" : "a", param->type, setting->value);
	if (reader->params)
		add_param(reader->params, check, param, scope.kind, scope.who, setting->value, "configuration");
	return true;
}

bool catalogue_settings(const struct catalogue *catalogue, const struct settings *settings, struct error *err)
{
	struct reader reader = { .catalogue = catalogue };
	return settings_each(settings, "check.", each_setting, &reader, err) && retention_settings(catalogue, settings, err);
}

bool catalogue_enabled(const struct check *check, const struct settings *settings)
{
	scoped_free char *section = string_format("check.%s", check->id);
	const char *value = settings ? settings_get(settings, section, "enabled") : "";
	return *value ? strcmp(value, "yes") == 0 : !check->is_off;
}

static json_t *columns_json(const struct check *check)
{
	json_t *columns = json_array();
	for (const struct check_column *column = check->columns; column < check->columns + check->columns_count; column++)
		json_array_append_new(columns, json_pack("{s:s, s:s, s:s}", "name", column->name, "title", column->title,
							 "format", column->format));
	return columns;
}

static json_t *check_json(const struct check *check, const struct settings *settings)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:o}", "check_id", check->id, "title", check->title, "rule",
			 check->rule, "why", check->why, "fix", check->fix, "is_enabled",
			 catalogue_enabled(check, settings), "columns", columns_json(check));
}

bool catalogue_store(const struct catalogue *catalogue, const struct settings *settings, struct db *db,
		     struct error *err)
{
	json_auto_t *checks = json_array(), *params = json_array();
	for (const struct check *check = catalogue->checks; check < catalogue->checks + catalogue->count; check++) {
		json_array_append_new(checks, check_json(check, settings));
		for (const struct check_param *param = check->params; param < check->params + check->params_count; param++)
			add_param(params, check, param, "all", "", param->value, param->origin);
	}
	struct reader reader = { .catalogue = catalogue, .params = params };
	if (settings && !settings_each(settings, "check.", each_setting, &reader, err))
		return false;
	scoped_free char *checks_text = json_dumps(checks, JSON_COMPACT), *params_text = json_dumps(params, JSON_COMPACT);
	return db_run(db, "audit/catalogue_put", PARAMS(checks_text, params_text), err);
}

bool catalogue_refresh(const struct catalogue *catalogue, const struct settings *settings, struct db *db,
		       struct error *err)
{
	return catalogue_store(catalogue, settings, db, err) && db_run(db, "audit/params_clear", NO_PARAMS, err) &&
	       db_run(db, "audit/params", NO_PARAMS, err);
}
