/* Tells a monitor elsewhere that a night began and how it ended, in the way of
 * healthchecks: POST to the address, to the address/start, or to the address/STATUS.
 * The address is a secret, settings_secret() of [heartbeat] url: whoever knows it can
 * call it, so of it the host alone is ever said. */
#ifndef CRM_HEARTBEAT_H
#define CRM_HEARTBEAT_H

#include "lib/base/error.h"
#include "lib/base/settings.h"

/* Whether there is an address to tell. */
bool heartbeat_is_set(const struct settings *settings);

struct heartbeat {
	const char *suffix;   /* "", "start" or an exit status */
	const char *words;    /* the body: no data of persons */
	bool hasty;           /* one try alone */
};

/* A try takes seconds at most. ERROR_CONFIG, ERROR_UNAVAILABLE. */
bool heartbeat_send(const struct settings *settings, const struct heartbeat *beat, struct error *err);

/* Whether the address could be told: it is one, and ca_file can be read. Sends nothing;
 * *ret_host is new, NULL where none is set. ERROR_CONFIG. */
bool heartbeat_check(const struct settings *settings, char **ret_host, struct error *err);

#endif
