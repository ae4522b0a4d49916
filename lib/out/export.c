#include "lib/out/export.h"

#include "lib/base/text.h"
#include "lib/out/replace.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>

/* Types as the server numbers them (pg_type.dat): they never change. */
enum { BOOL = 16, INT8 = 20, INT2 = 21, INT4 = 23, FLOAT4 = 700, FLOAT8 = 701, NUMERIC = 1700, JSONB = 3802 };

struct export {
	FILE *file;
	const char *path;
	const struct export_form *form;
	bool is_begun;        /* a row is written */
};

static bool is_number(Oid type)
{
	return type == INT8 || type == INT2 || type == INT4 || type == FLOAT4 || type == FLOAT8 || type == NUMERIC;
}

static bool write_failed(const struct export *out, struct error *err)
{
	return error_set(err, ERROR_WRITE, "cannot write %s: %s", out->path, strerror(errno));
}

static bool put(struct export *out, const char *bytes, size_t length, struct error *err)
{
	return fwrite(bytes, 1, length, out->file) == length || write_failed(out, err);
}

static json_t *json_value(const PGresult *row, int column)
{
	const char *value = PQgetvalue(row, 0, column);
	Oid type = PQftype(row, column);
	if (PQgetisnull(row, 0, column))
		return json_null();
	if (type == BOOL)
		return json_boolean(*value == 't');
	if (type == JSONB || (is_number(type) && !strstr(value, "N") && !strstr(value, "I")))
		return json_loads(value, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	return json_string(value);
}

static bool fill_object(json_t *object, const struct export *out, const PGresult *row, struct error *err)
{
	for (const char *const *name = out->form->columns; *name; name++) {
		int column;
		if (!db_column(row, *name, &column, err))
			return error_context(err, "%s", out->path);
		if (json_object_set_new(object, *name, json_value(row, column)) != 0)
			return error_set(err, ERROR_BUG, "%s: %s has a value that JSON has no form for",
					 out->path, *name);
	}
	return true;
}

/* The shortest form that reads back: 0.1 and not 0.10000000000000001. */
enum { JSON_FORM = JSON_COMPACT | JSON_REAL_PRECISION(15) };

static bool put_json_row(const PGresult *row, void *context, struct error *err)
{
	struct export *out = context;
	json_t *object = json_object();
	scoped_free char *line = fill_object(object, out, row, err) ? json_dumps(object, JSON_FORM) : NULL;
	json_decref(object);
	if (line == NULL)
		return false;
	const char *lead = out->is_begun ? ",\n" : "\n";
	out->is_begun = true;
	return put(out, lead, strlen(lead), err) && put(out, line, strlen(line), err);
}

static bool put_json_head(struct export *out, const struct run *run, struct error *err)
{
	json_t *head = json_pack("{s:i, s:s, s:s, s:s, s:s}", "version", out->form->version, "name", out->form->name,
				 "run", run->id, "as_of", run->as_of, "as_of_day", run->as_of_day);
	scoped_free char *line = head ? json_dumps(head, JSON_FORM) : NULL;
	json_decref(head);
	if (line == NULL)
		return error_set(err, ERROR_BUG, "%s: no head", out->path);
	return put(out, line, strlen(line) - 1, err) && put(out, ",\"rows\":[", 9, err);
}

static void add_quoted(struct text *line, const char *value)
{
	if (strpbrk(value, ",\"\r\n") == NULL) {
		text_put(line, value);
		return;
	}
	text_char(line, '"');
	for (const char *at = value; *at; at++) {
		if (*at == '"')
			text_char(line, '"');
		text_char(line, *at);
	}
	text_char(line, '"');
}

static void add_csv_value(struct text *line, const char *value, Oid type)
{
	scoped_text struct text safe = { 0 };
	if (*value && strchr("=+-@\t\r\n", *value) && !is_number(type))
		text_char(&safe, '\'');
	text_put(&safe, value);
	add_quoted(line, safe.bytes ? safe.bytes : "");
}

static bool put_csv_head(struct export *out, struct error *err)
{
	scoped_text struct text line = { 0 };
	text_put(&line, "version");
	for (const char *const *name = out->form->columns; *name; name++) {
		text_char(&line, ',');
		add_quoted(&line, *name);
	}
	text_put(&line, "\r\n");
	return put(out, line.bytes, line.length, err);
}

static bool put_csv_row(const PGresult *row, void *context, struct error *err)
{
	struct export *out = context;
	scoped_text struct text line = { 0 };
	text_format(&line, "%d", out->form->version);
	for (const char *const *name = out->form->columns; *name; name++) {
		int column;
		if (!db_column(row, *name, &column, err))
			return error_context(err, "%s", out->path);
		text_char(&line, ',');
		add_csv_value(&line, PQgetvalue(row, 0, column), PQftype(row, column));
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
