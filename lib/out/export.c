#include "lib/out/export.h"

#include "lib/base/text.h"
#include "lib/out/replace.h"
#include "lib/out/value.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>

struct export {
	FILE *file;
	const char *path;
	const struct export_form *form;
	bool is_begun;        /* a row is written */
};

static bool write_failed(const struct export *out, struct error *err)
{
	return error_set(err, ERROR_WRITE, "cannot write %s: %s", out->path, strerror(errno));
}

static bool put(struct export *out, const char *bytes, size_t length, struct error *err)
{
	return fwrite(bytes, 1, length, out->file) == length || write_failed(out, err);
}

static bool fill_object(json_t *object, const struct export *out, const PGresult *row, struct error *err)
{
	for (const char *const *name = out->form->columns; *name; name++) {
		int column;
		if (!db_column(row, *name, &column, err))
			return error_context(err, "%s", out->path);
		if (json_object_set_new(object, *name, value_json(row, 0, column)) != 0)
			return error_set(err, ERROR_BUG, "%s: %s has a value that JSON has no form for",
					 out->path, *name);
	}
	return true;
}

enum { JSON_FORM = JSON_COMPACT | VALUE_JSON_FORM };

static bool put_json_row(const PGresult *row, void *context, struct error *err)
{
	struct export *out = context;
	json_auto_t *object = json_object();
	if (!fill_object(object, out, row, err))
		return false;
	scoped_free char *line = json_dumps(object, JSON_FORM);
	if (line == NULL)
		return error_set(err, ERROR_BUG, "%s: a row that JSON has no form for", out->path);
	const char *lead = out->is_begun ? ",\n" : "\n";
	out->is_begun = true;
	return put(out, lead, strlen(lead), err) && put(out, line, strlen(line), err);
}

static bool put_json_head(struct export *out, const struct run *run, struct error *err)
{
	json_auto_t *head = json_pack("{s:i, s:s, s:s, s:s, s:s}", "version", out->form->version, "name", out->form->name,
				 "run", run->id, "as_of", run->as_of, "as_of_day", run->as_of_day);
	scoped_free char *line = head ? json_dumps(head, JSON_FORM) : NULL;
	if (line == NULL)
		return error_set(err, ERROR_BUG, "%s: no head", out->path);
	return put(out, line, strlen(line) - 1, err) && put(out, ",\"rows\":[", 9, err);
}

static bool put_csv_head(struct export *out, struct error *err)
{
	scoped_text struct text line = { 0 };
	if (out->form->version > 0)
		text_put(&line, "version");
	for (const char *const *name = out->form->columns; *name; name++)
		text_format(&line, "%s%s", line.length > 0 ? "," : "", *name);
	text_put(&line, "\r\n");
	return put(out, line.bytes, line.length, err);
}

static bool put_csv_row(const PGresult *row, void *context, struct error *err)
{
	struct export *out = context;
	scoped_text struct text line = { 0 };
	if (out->form->version > 0)
		text_format(&line, "%d,", out->form->version);
	for (const char *const *name = out->form->columns; *name; name++) {
		int column;
		if (!db_column(row, *name, &column, err))
			return error_context(err, "%s", out->path);
		if (name != out->form->columns)
			text_char(&line, ',');
		value_csv(row, 0, column, &line);
	}
	text_put(&line, "\r\n");
	return put(out, line.bytes, line.length, err);
}

static bool open_fresh(struct export *out, const char *fresh, struct error *err)
{
	out->file = fopen(fresh, "we");
	if (out->file == NULL)
		return error_set(err, ERROR_CREATE, "cannot create %s: %s", fresh, strerror(errno));
	return true;
}

/* Ends the file under its own name, or does away with it. */
static bool settle(struct export *out, bool good, const char *fresh, struct error *err)
{
	FILE *file = steal(out->file);
	if (file && fclose(file) != 0 && good)
		good = write_failed(out, err);
	if (!good) {
		unlink(fresh);
		return false;
	}
	return replace_finish(fresh, out->path, err);
}

bool export_json(struct db *db, const struct run *run, const struct export_form *form, const char *path,
		 struct error *err)
{
	struct export out = { .path = path, .form = form };
	scoped_free char *fresh = NULL;
	if (!replace_begin(path, &fresh, err))
		return false;
	bool good = open_fresh(&out, fresh, err) && put_json_head(&out, run, err) &&
		    db_each(db, form->sql, NO_PARAMS, put_json_row, &out, err) && put(&out, "\n]}\n", 4, err);
	return settle(&out, good, fresh, err);
}

bool export_csv(struct db *db, const struct run *run, const struct export_form *form, const char *path,
		struct error *err)
{
	(void)run;
	struct export out = { .path = path, .form = form };
	scoped_free char *fresh = NULL;
	if (!replace_begin(path, &fresh, err))
		return false;
	bool good = open_fresh(&out, fresh, err) && put_csv_head(&out, err) &&
		    db_each(db, form->sql, NO_PARAMS, put_csv_row, &out, err);
	return settle(&out, good, fresh, err);
}
