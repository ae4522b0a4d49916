/* The way from the settings to the database. */
#ifndef JOBS_OPEN_H
#define JOBS_OPEN_H

#include "lib/base/error.h"
#include "lib/base/settings.h"
#include "lib/store/db.h"

#include <stdbool.h>

/* Connects and brings the organisation's schema up to date; the private server is
 * started where the settings and the environment name no other. New. */
bool open_database(const struct settings *settings, struct db **ret, struct error *err);

/* Makes what is read over the connection fit to be shared, and the codenames for it. */
bool open_redacted(struct db *db, struct error *err);

/* As open_database(), and sets the database roles right where they are not. New. */
bool open_upgrade(const struct settings *settings, struct db **ret, struct error *err);

/* Connects, but leaves the schema as it is, for the doctor. New. */
bool open_to_look(const struct settings *settings, struct db **ret, struct error *err);

/* What libpq takes; may hold a password, so it is for libpq alone. Starts the private
 * server where that is the one. New; secret_free(). */
bool open_conninfo(const struct settings *settings, char **ret, struct error *err);

/* Whether it is the private server: no [database] conninfo and no PG* variable. */
bool open_is_private(const struct settings *settings);

#endif
