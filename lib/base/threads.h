/* Numbered pieces of work done side by side: every worker is a thread with things of its
 * own, and takes the next piece until none is left or one has failed. */
#ifndef BASE_THREADS_H
#define BASE_THREADS_H

#include "lib/base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum { THREADS_MOST = 8 };

struct threads_work {
	/* worker is an element of workers; piece is below count, of no two threads the same */
	bool (*each)(void *worker, size_t piece, void *context, struct error *err);
	/* by the thread whose piece failed, so that the others end sooner; NULL: nothing is to be done */
	void (*failed)(void *context);
	void *context;
	size_t count;
};

/* The first worker is the caller's thread; at least one, at most THREADS_MOST. All have
 * ended when it returns. The first error is the one told. Where no further thread can be
 * started, those that are there do the work. */
bool threads_run(const struct threads_work *work, void *const workers[], size_t worker_count, struct error *err);

#endif
