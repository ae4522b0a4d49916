/* The private PostgreSQL: a cluster of crmaudit's own in the folder postgresql under
 * $XDG_STATE_HOME/crmaudit, else /var/lib/crmaudit for root and for whom that belongs to,
 * else ~/.local/state/crmaudit; reached by a unix socket alone.
 * Used when [database] conninfo is empty and no PG* variable names a server. */
#ifndef STORE_SERVER_H
#define STORE_SERVER_H

#include "lib/base/error.h"

#include <stdbool.h>

/* Makes the cluster if there is none, starts it if it isn't running, waits until
 * it answers, and gives the conninfo to reach it. Safe to call from several
 * processes at once. Errors: ERROR_CONFIG (no PostgreSQL binaries, folder not
 * ours), ERROR_UNAVAILABLE (did not start; the text ends with the log's last
 * line and names the log), ERROR_CREATE (folder), ERROR_LATER (another process
 * has been starting or stopping it for minutes). New. */
bool server_start(char **ret_conninfo, struct error *err);

/* Stops it (fast shutdown, after a minute an immediate one) and waits;
 * *ret_was_running says whether there was one. */
bool server_stop(bool *ret_was_running, struct error *err);

/* Whether it runs, its conninfo either way. New. */
bool server_status(bool *ret_running, char **ret_conninfo, struct error *err);

#endif
