/* Many workbooks written side by side, on as many cores as there are. Each worker is a
 * thread with a connection of its own that sees what the first one's transaction sees.
 * What that one has written itself and not committed (a night, a preview) no other
 * connection sees: then the workers take turns in reading by the first, and pack side by
 * side, which is most of the work.
 *     struct error errors[count];
 *     size_t failed = books_write(db, &work, 0, errors);
 * A workbook that fails is told and the others are written. */
#ifndef OUT_BOOKS_H
#define OUT_BOOKS_H

#include "lib/base/error.h"
#include "lib/out/sheet.h"
#include "lib/store/db.h"

#include <stdbool.h>
#include <stddef.h>

struct books_work {
	/* reads all of workbook one, below count and of no two threads the same, up to sheet_save();
	 * may not begin or end transactions; *ret is new */
	bool (*fill)(struct db *db, size_t one, void *context, struct sheet_book **ret, struct error *err);
	/* before a worker's first: its connection is new and has no scope; NULL: nothing is to be done */
	bool (*prepare)(struct db *db, void *context, struct error *err);
	void *context;
	size_t count;
};

/* Inside db_begin(). side_by_side is the most workers; 0: as many as processors. errors
 * has count elements: of kind ERROR_NONE where the workbook is written. Returns how many
 * are not. */
size_t books_write(struct db *db, const struct books_work *work, int side_by_side, struct error errors[]);

#endif
