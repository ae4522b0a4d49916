/* The next page, asked for while the caller works on this one. One at a time; until it
 * is taken the caller leaves the rest alone. */
#ifndef CRM_AHEAD_H
#define CRM_AHEAD_H

#include "lib/crm/rest.h"

#include <pthread.h>

/* Starts as { .rest = … }. */
struct ahead {
	struct rest *rest;
	char *path;                   /* what is asked for; NULL: nothing */
	pthread_t thread;
	struct rest_answer answer;
	struct error err;
	bool good;
};

void ahead_ask(struct ahead *ahead, const char *path);

/* The answer of that path, a body in text; asks now where it wasn't asked before. Errors:
 * those of rest_send(). */
bool ahead_take(struct ahead *ahead, const char *path, struct rest_answer *ret, struct error *err);

void ahead_done(struct ahead *ahead);   /* waits for what is under way, and drops it */
#define scoped_ahead __attribute__((cleanup(ahead_done)))

#endif
