/* The objects of a source read side by side: every worker is a thread with a connection
 * to the database and an instance of the source of its own, and takes the next object
 * until none is left or one has failed. */
#ifndef CRM_CREW_H
#define CRM_CREW_H

#include "lib/base/error.h"
#include "lib/crm/source.h"
#include "lib/store/db.h"

#include <stdbool.h>
#include <stddef.h>

struct crew_work {
	/* one is an element of order; of no two threads the same */
	bool (*each)(struct db *db, const struct source *source, size_t one, void *context, struct error *err);
	/* before a worker's first: its connection is new; NULL: nothing is to be done */
	bool (*prepare)(struct db *db, void *context, struct error *err);
	void *context;
	const size_t *order;
	size_t count;
};

/* With as many workers as source->side_by_side, the caller's thread among them with db
 * and source themselves. All have ended when it returns. The first error stops the
 * others at their next page, and is the one told. */
bool crew_run(struct db *db, const struct source *source, const struct crew_work *work, struct error *err);

/* The same in the caller's thread alone. */
bool crew_alone(struct db *db, const struct source *source, const struct crew_work *work, struct error *err);

#endif
