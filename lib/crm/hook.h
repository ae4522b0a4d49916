/* Tells a chat's incoming webhook, in the way of Slack: POST of {"text": …}. The address is
 * a secret, settings_secret() of [webhook] url: whoever knows it can write there, so of it
 * the host alone is ever said. */
#ifndef CRM_HOOK_H
#define CRM_HOOK_H

#include "lib/base/error.h"
#include "lib/base/settings.h"

/* Whether there is an address to tell. */
bool hook_is_set(const struct settings *settings);

/* text is UTF-8; what the chat would take for markup in it is escaped. Where it fails,
 * *ret_doubtful says whether the other side may have it all the same. ERROR_CONFIG
 * also for an address that the chat no longer takes; ERROR_UNAVAILABLE. */
bool hook_send(const struct settings *settings, const char *text, bool *ret_doubtful, struct error *err);

/* Whether the address could be told: it is one, and ca_file can be read. Sends nothing;
 * *ret_host is new, NULL where none is set. ERROR_CONFIG. */
bool hook_check(const struct settings *settings, char **ret_host, struct error *err);

#endif
