#include "reports/manifest.h"

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/out/replace.h"
#include "reports/rituals.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

SCOPED(json, json_t *, json_decref)
#define scoped_json __attribute__((cleanup(scope_json)))

/* What a manifest may make us remove: one of our folders, a plain name, and its ending. */
static bool is_ours(const char *file)
{
	const char *name = strncmp(file, "managers/", 9) == 0 ? file + 9 : strncmp(file, "reps/", 5) == 0 ? file + 5 : "";
	size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
	return length > 0 && strcmp(name + length, ".xlsx") == 0;
}

static bool names(const json_t *manifest, const char *file)
{
	size_t at;
	json_t *one;
	json_array_foreach(json_object_get(manifest, "workbooks"), at, one) {
		const char *named = json_string_value(json_object_get(one, "file"));
		if (named && strcmp(named, file) == 0)
			return true;
	}
	return false;
}

static bool remove_stale(const json_t *before, const json_t *now, const char *folder, struct error *err)
{
	size_t at;
	json_t *one;
	json_array_foreach(json_object_get(before, "workbooks"), at, one) {
		const char *file = json_string_value(json_object_get(one, "file"));
		if (file == NULL || !is_ours(file) || names(now, file))
			continue;
		scoped_free char *path = string_format("%s/%s", folder, file);
		if (unlink(path) == 0)
			log_line(LOG_INFO, "removed %s: there is no such workbook any more", path);
		else if (errno != ENOENT && errno != ENOTDIR)
			return error_set(err, ERROR_WRITE, "cannot remove %s, which is no workbook any more: %s", path, strerror(errno));
	}
	return true;
}

static bool put(const char *text, const char *path, struct error *err)
{
	scoped_free char *fresh = NULL;
	if (!replace_begin(path, &fresh, err))
		return false;
	scoped_file FILE *file = fopen(fresh, "we");
	bool good = file && fputs(text, file) >= 0 && fputc('\n', file) != EOF && fflush(file) == 0;
	if (good)
		return replace_finish(fresh, path, err);
	error_set(err, ERROR_WRITE, "cannot write %s: %s", fresh, strerror(errno));
	unlink(fresh);
	return false;
}

/* The manifest before is read last thing before it is replaced: killed between, the next
 * run finds it again. */
bool manifest_write(struct db *db, const struct settings *settings, const char *folder, char **ret_path,
		    struct error *err)
{
	scoped_free char *text = NULL;
	scoped_free char *path = string_format("%s/workbooks.json", folder);
	scoped_free char *present = rituals_present(folder);
	json_error_t wrong;
	if (!db_text(db, "reports/workbooks_manifest", PARAMS(settings_get(settings, "org", "name"), present), &text, err))
		return false;
	scoped_json json_t *now = json_loads(text, 0, &wrong);
	scoped_json json_t *before = json_load_file(path, 0, &wrong);
	if (before == NULL && access(path, F_OK) == 0)
		log_line(LOG_WARN, "%s is no manifest of ours (%s): workbooks of before are not removed", path, wrong.text);
	if (!remove_stale(before, now, folder, err) || !put(text, path, err))
		return false;
	*ret_path = steal(path);
	return true;
}

bool manifest_is_of(const char *folder, const char *run, struct error *err)
{
	scoped_free char *path = string_format("%s/workbooks.json", folder);
	json_error_t wrong;
	scoped_json json_t *manifest = json_load_file(path, 0, &wrong);
	const char *whose = json_string_value(json_object_get(manifest, "run"));
	if (whose && strcmp(whose, run) == 0)
		return true;
	return error_set(err, ERROR_DATA, "%s: %s%s, the published one is %s; 'crmaudit report' writes its workbooks again", folder,
			 whose ? "there lie the workbooks of run " : "no workbooks lie there", whose ? whose : "", run);
}
