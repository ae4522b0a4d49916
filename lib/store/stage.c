#include "lib/store/stage.h"

#include "lib/base/text.h"

#include <jansson.h>
#include <string.h>

struct stage {
	struct db *db;
	size_t fields;
	long long mended;
	struct text line;     /* rows on their way, sent when large enough */
	bool copying;
};

static char *json_list(const char *const *fields, size_t count)
{
	json_auto_t *list = json_array();
	for (size_t i = 0; i < count; i++)
		if (json_array_append_new(list, json_string(fields[i])) != 0)
			return NULL;
	return json_dumps(list, JSON_COMPACT);
}

static bool begin(struct stage *stage, const char *object, const char *fields, struct error *err)
{
	scoped_free char *copy = NULL;
	if (!db_run(stage->db, "store/stage_make", PARAMS(object, fields), err) ||
	    !db_text(stage->db, "store/stage_copy", PARAMS(object, fields), &copy, err) ||
	    !db_copy_begin(stage->db, copy, err))
		return error_context(err, "stage %s", object);
	stage->copying = true;
	return true;
}

bool stage_open(struct db *db, const char *object, const char *const *fields, size_t count,
		struct stage **ret, struct error *err)
{
	scoped_stage struct stage *stage = memory_new(1, sizeof *stage);
	stage->db = db;
	stage->fields = count;
	scoped_free char *list = json_list(fields, count);
	if (list == NULL)
		return error_set(err, ERROR_DATA, "%s: a field name is not UTF-8", object);
	if (!begin(stage, object, list, err))
		return false;
	*ret = steal(stage);
	return true;
}

/* Length of the well-formed UTF-8 character at bytes, 0 when it is not one. */
static size_t character(const unsigned char *bytes, size_t left)
{
	unsigned char c = bytes[0];
	if (c < 0x80)
		return 1;
	size_t length = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
	if (c < 0xc2 || c > 0xf4 || left < length)
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
	bool overlong = (c == 0xe0 && bytes[1] < 0xa0) || (c == 0xf0 && bytes[1] < 0x90);
	bool surrogate = c == 0xed && bytes[1] > 0x9f;
	bool beyond = c == 0xf4 && bytes[1] > 0x8f;
	return overlong || surrogate || beyond ? 0 : length;
}

static const char *escape_of(unsigned char c)
{
	switch (c) {
	case '\\': return "\\\\";
	case '\n': return "\\n";
	case '\r': return "\\r";
	case '\t': return "\\t";
	default: return NULL;
	}
}

/* COPY's text form; what PostgreSQL refuses is mended. Returns whether it was. */
static bool put_value(struct text *line, const struct stage_value *value)
{
	const unsigned char *bytes = (const unsigned char *)value->bytes;
	bool mended = false;
	for (size_t at = 0; at < value->length;) {
		size_t length = character(bytes + at, value->length - at);
		const char *escape = escape_of(bytes[at]);
		if (escape) {
			text_put(line, escape);
		} else if (length == 0) {
			text_put(line, "\xef\xbf\xbd");
			mended = true;
		} else if (bytes[at] == '\0') {
			mended = true;
		} else {
			text_add(line, value->bytes + at, length);
		}
		at += length ? length : 1;
	}
	return mended;
}

static bool flush(struct stage *stage, size_t least, struct error *err)
{
	if (stage->line.length < least || stage->line.length == 0)
		return true;
	if (!db_copy_data(stage->db, stage->line.bytes, stage->line.length, err))
		return false;
	text_clear(&stage->line);
	return true;
}

bool stage_row(struct stage *stage, const struct stage_value *values, struct error *err)
{
	for (size_t i = 0; i < stage->fields; i++) {
		if (i > 0)
			text_char(&stage->line, '\t');
		if (values[i].bytes == NULL || values[i].length == 0)
			text_put(&stage->line, "\\N");
		else
			stage->mended += put_value(&stage->line, &values[i]);
	}
	text_char(&stage->line, '\n');
	return flush(stage, 32 * 1024, err);
}

bool stage_finish(struct stage *stage, struct error *err)
{
	if (!flush(stage, 0, err))
		return false;
	stage->copying = false;
	return db_copy_end(stage->db, err);
}

void stage_free(struct stage *stage)
{
	if (stage == NULL)
		return;
	if (stage->copying)
		db_copy_abort(stage->db);
	text_done(&stage->line);
	free(stage);
}

long long stage_mended(const struct stage *stage)
{
	return stage->mended;
}
