/* Rows as they came, all text, into the unlogged table stage_<object>, by COPY.
 * The table is made anew, with one column per field as the source names it plus
 * the columns that our merge reads and the source lacks (those stay NULL).
 * NUL bytes are dropped and bytes that are no UTF-8 replaced; both are counted.
 *
 * What costs the source dearly survives the run that asked for it: rows are kept in
 * pieces, each committed together with the place where the source goes on, and the
 * next run continues the stage when it would read the same. */
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
 * every stage_row() brings as many values in that order. identity says what the rows
 * are read from and with; a stage kept under the same one within two days is
 * continued, and the connection may not be in a transaction, for the stage commits.
 * NULL: nothing is kept, nothing continued and nothing committed. New. */
bool stage_open(struct db *db, const char *object, const char *const *fields, size_t count,
		const char *identity, struct stage **ret, struct error *err);
bool stage_row(struct stage *stage, const struct stage_value *values, struct error *err);

/* After every page: place is where the source would go on behind it, in its own
 * words. Commits the rows and the place once enough has come. */
bool stage_keep(struct stage *stage, const char *place, struct error *err);

/* Before stage_free() where the reading is to go on another time: keeps what has come up
 * to the last place, be it enough or not, unless rows of another page follow it. */
void stage_leave(struct stage *stage);

/* Empties the stage and forgets its place, where the source cannot go on from it; of a
 * complete stage only what came since. */
bool stage_restart(struct stage *stage, struct error *err);

/* Ends the COPY. summary: the stage is complete, and its next opener gets the summary;
 * NULL: nothing of it is kept. */
bool stage_finish(struct stage *stage, const char *summary, struct error *err);
void stage_free(struct stage *stage);                  /* an unfinished one goes back to what is kept */
SCOPED(stage, struct stage *, stage_free)
#define scoped_stage __attribute__((cleanup(scope_stage)))

/* Borrowed. Where to go on, "" from the start. Of a complete stage "" too: rows that
 * come again stand beside the old ones, and the newer wins in the merge. */
const char *stage_place(const struct stage *stage);
const char *stage_summary(const struct stage *stage);   /* NULL: it was not complete */

/* In all, those of the runs before included. */
long long stage_rows(const struct stage *stage);
long long stage_mended(const struct stage *stage);     /* values with NUL or bad UTF-8, so far */

#endif
