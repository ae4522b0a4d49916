#include "lib/store/stage.h"

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/store/run.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* A commit costs little, since nothing waits for the disk, but the COPY that ends
 * and begins anew lets client and server wait for each other; so much is read again
 * after a kill at most: some ten pages, two or three seconds. */
enum { KEEP_ROWS = 20000, KEEP_BYTES = 16 << 20 };

struct stage {
	struct db *db;
	char *object, *fields, *copy;
	char *identity;       /* NULL: the transaction is the caller's */
	char *place, *summary;
	char *behind;         /* the place behind the last row; NULL: within a page */
	size_t columns;
	long long rows, mended;
	long long kept, mended_kept;   /* of those, committed */
	size_t bytes;         /* since the last keep */
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

static void forget(struct stage *stage)
{
	free(stage->place);
	free(stage->summary);
	free(stage->behind);
	stage->place = stage->summary = stage->behind = NULL;
	stage->rows = stage->mended = stage->kept = stage->mended_kept = 0;
}

static void go_on(struct stage *stage, const PGresult *kept)
{
	bool complete = db_flag(kept, 0, "is_complete");
	char **words = complete ? &stage->summary : &stage->place;
	*words = string_new(db_value(kept, 0, "place"));
	stage->kept = stage->rows = atoll(db_value(kept, 0, "rows_kept"));
	stage->mended = stage->mended_kept = atoll(db_value(kept, 0, "values_mended"));
	log_line(LOG_INFO, "stage %s: %lld rows are here since %s, going on behind them", stage->object, stage->kept,
		 db_value(kept, 0, "kept_at"));
}

static bool begin(struct stage *stage, struct error *err)
{
	char now[32];
	run_now(now, sizeof now);
	scoped_result PGresult *kept = NULL;
	if (!db_rows(stage->db, "store/stage_begin", PARAMS(stage->object, stage->fields, stage->identity, now), &kept,
		     err) ||
	    !db_text(stage->db, "store/stage_copy", PARAMS(stage->object, stage->fields), &stage->copy, err))
		return error_context(err, "stage %s", stage->object);
	if (PQntuples(kept) == 1)
		go_on(stage, kept);
	return true;
}

bool stage_open(struct db *db, const char *object, const char *const *fields, size_t count,
		const char *identity, struct stage **ret, struct error *err)
{
	scoped_stage struct stage *stage = memory_new(1, sizeof *stage);
	stage->db = db;
	stage->columns = count;
	stage->object = string_new(object);
	stage->identity = identity ? string_new(identity) : NULL;
	stage->fields = json_list(fields, count);
	if (stage->fields == NULL)
		return error_set(err, ERROR_DATA, "%s: a field name is not UTF-8", object);
	if (!begin(stage, err))
		return false;
	*ret = steal(stage);
	return true;
}

/* The rows after a keep and the word about them become lasting together. A crash of
 * the server empties the stage anyway, so no commit need wait for the disk. */
static bool begin_copy(struct stage *stage, struct error *err)
{
	if (stage->identity &&
	    (!db_begin(stage->db, err) || !db_exec(stage->db, "SET LOCAL synchronous_commit = off", err)))
		return false;
	if (!db_copy_begin(stage->db, stage->copy, err))
		return error_context(err, "stage %s", stage->object);
	stage->copying = true;
	return true;
}

static const char *escape_of(char c)
{
	switch (c) {
	case '\\': return "\\\\";
	case '\n': return "\\n";
	case '\r': return "\\r";
	case '\t': return "\\t";
	default: return NULL;
	}
}

/* Length of what goes into COPY's text form as it is. */
static size_t clean(const char *bytes, size_t length)
{
	size_t at = plain_length(bytes, length, '\\');
	while (at < length && bytes[at] != '\0' && escape_of(bytes[at]) == NULL) {
		size_t next = utf8_length(bytes + at, length - at);
		if (next == 0)
			break;
		at += next;
		at += plain_length(bytes + at, length - at, '\\');
	}
	return at;
}

/* COPY's text form; what PostgreSQL refuses is mended. Returns whether it was. */
static bool put_value(struct text *line, const struct stage_value *value)
{
	const char *bytes = value->bytes;
	bool mended = false;
	for (size_t at = 0; at < value->length; at++) {
		size_t length = clean(bytes + at, value->length - at);
		text_add(line, bytes + at, length);
		at += length;
		if (at == value->length)
			break;
		const char *escape = escape_of(bytes[at]);
		if (escape)
			text_put(line, escape);
		else if (bytes[at] != '\0')
			text_put(line, "\xef\xbf\xbd");
		mended = mended || escape == NULL;
	}
	return mended;
}

static bool flush(struct stage *stage, size_t least, struct error *err)
{
	if (stage->line.length < least || stage->line.length == 0)
		return true;
	if (!stage->copying && !begin_copy(stage, err))
		return false;
	if (!db_copy_data(stage->db, stage->line.bytes, stage->line.length, err))
		return false;
	stage->bytes += stage->line.length;
	text_clear(&stage->line);
	return true;
}

static void within_page(struct stage *stage)
{
	free(stage->behind);
	stage->behind = NULL;
}

bool stage_row(struct stage *stage, const struct stage_value *values, struct error *err)
{
	within_page(stage);
	for (size_t i = 0; i < stage->columns; i++) {
		if (i > 0)
			text_char(&stage->line, '\t');
		if (values[i].bytes == NULL || values[i].length == 0)
			text_put(&stage->line, "\\N");
		else
			stage->mended += put_value(&stage->line, &values[i]);
	}
	text_char(&stage->line, '\n');
	stage->rows++;
	return flush(stage, 32 * 1024, err);
}

/* Leaves the transaction open where it is ours. */
static bool end_copy(struct stage *stage, struct error *err)
{
	if (!flush(stage, 0, err))
		return false;
	if (!stage->copying)
		return true;
	long long rows = 0;
	stage->copying = false;
	if (!db_copy_end(stage->db, &rows, err))
		return error_context(err, "stage %s", stage->object);
	stage->rows = stage->kept += rows;
	stage->mended_kept = stage->mended;
	stage->bytes = 0;
	return true;
}

static bool put_progress(struct stage *stage, const char *words, bool complete, struct error *err)
{
	char now[32], rows[24], mended[24];
	run_now(now, sizeof now);
	snprintf(rows, sizeof rows, "%lld", stage->kept);
	snprintf(mended, sizeof mended, "%lld", stage->mended);
	return db_run(stage->db, "store/stage_keep",
		      PARAMS(stage->object, stage->identity, words, db_word(complete), rows, mended, now), err);
}

static bool keep(struct stage *stage, struct error *err)
{
	return end_copy(stage, err) && put_progress(stage, stage->behind, false, err) && db_commit(stage->db, err);
}

bool stage_keep(struct stage *stage, const char *place, struct error *err)
{
	/* what stands behind a complete stage has no place of its own */
	if (stage->identity == NULL || stage->summary)
		return true;
	within_page(stage);
	stage->behind = string_new(place);
	bool enough = stage->rows - stage->kept >= KEEP_ROWS || stage->bytes >= KEEP_BYTES;
	return !enough || keep(stage, err);
}

void stage_leave(struct stage *stage)
{
	struct error err = { 0 };
	if (stage->behind && stage->rows > stage->kept && !keep(stage, &err))
		log_line(LOG_WARN, "stage %s: what came last cannot be kept: %s", stage->object, err.text);
}

static void give_up(struct stage *stage)
{
	if (stage->copying)
		db_copy_abort(stage->db);
	stage->copying = false;
	if (stage->identity)
		db_rollback(stage->db);
}

bool stage_restart(struct stage *stage, struct error *err)
{
	text_clear(&stage->line);
	if (stage->identity)
		give_up(stage);
	/* an aborted COPY would take the caller's transaction with it */
	else if (!end_copy(stage, err))
		return false;
	stage->bytes = 0;
	stage->rows = stage->kept;
	stage->mended = stage->mended_kept;
	if (stage->summary)
		return true;
	forget(stage);
	return db_run(stage->db, "store/stage_make", PARAMS(stage->object, stage->fields), err);
}

bool stage_finish(struct stage *stage, const char *summary, struct error *err)
{
	bool began = stage->copying || stage->line.length > 0;
	if (!end_copy(stage, err))
		return false;
	if (stage->identity == NULL)
		return true;
	bool said = summary ? put_progress(stage, summary, true, err)
			    : db_run(stage->db, "store/stage_forget", PARAMS(stage->object), err);
	return said && (!began || db_commit(stage->db, err));
}

void stage_free(struct stage *stage)
{
	if (stage == NULL)
		return;
	give_up(stage);
	forget(stage);
	free(stage->object);
	free(stage->fields);
	free(stage->copy);
	free(stage->identity);
	text_done(&stage->line);
	free(stage);
}

const char *stage_place(const struct stage *stage)
{
	return stage->place ? stage->place : "";
}

const char *stage_summary(const struct stage *stage)
{
	return stage->summary;
}

long long stage_rows(const struct stage *stage)
{
	return stage->rows;
}

long long stage_mended(const struct stage *stage)
{
	return stage->mended;
}
