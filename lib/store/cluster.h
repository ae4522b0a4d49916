/* The private cluster on disk: which PostgreSQL serves it, and its making.
 * For server.c. */
#ifndef STORE_CLUSTER_H
#define STORE_CLUSTER_H

#include "lib/base/error.h"

struct cluster {
	const char *data;        /* its folder */
	const char *log;
	const char *programs;    /* folder of initdb and postgres */
};

/* The major version of the cluster in a folder, 0 when there is none. */
int cluster_version(const char *data);

/* The folder of the programs that serve it: of its own version, else of the
 * newest installed, else on the PATH. Errors: ERROR_CONFIG. New. */
bool cluster_programs(const char *data, char **ret, struct error *err);

/* Makes it beside and renames it, so that a kill in the middle leaves no half
 * cluster. lock is held, also by initdb. Errors: ERROR_CONFIG (something else is
 * in its place), ERROR_CREATE, ERROR_UNAVAILABLE (initdb failed). */
bool cluster_make(const struct cluster *cluster, int lock, struct error *err);

#endif
