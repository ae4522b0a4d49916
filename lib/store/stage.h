/* Rows as they came, all text, into the unlogged table stage_<object>, by COPY.
 * The table is made anew, with one column per field as the source names it plus
 * the columns that our merge reads and the source lacks (those stay NULL).
 * NUL bytes are dropped and bytes that are no UTF-8 replaced; both are counted. */
#ifndef STORE_STAGE_H
#define STORE_STAGE_H

#include "lib/base/error.h"
#include "lib/base/scope.h"
#include "lib/store/db.h"

#include <stddef.h>

struct stage;

/* bytes NULL is SQL NULL. An empty value is NULL too: no source of ours can tell
 * the two apart. Borrowed for the call. */
struct stage_value {
	const char *bytes;
	size_t length;
};

/* object is ours ("account"); fields are the source's names, count of them, and
 * every stage_row() brings as many values in that order. New. */
bool stage_open(struct db *db, const char *object, const char *const *fields, size_t count,
		struct stage **ret, struct error *err);
bool stage_row(struct stage *stage, const struct stage_value *values, struct error *err);
bool stage_finish(struct stage *stage, struct error *err);   /* ends the COPY */
void stage_free(struct stage *stage);                        /* gives up an unfinished COPY */
SCOPED(stage, struct stage *, stage_free)
#define scoped_stage __attribute__((cleanup(scope_stage)))

long long stage_mended(const struct stage *stage);     /* values with NUL or bad UTF-8, so far */

#endif
