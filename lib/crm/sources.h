/* Which source the configuration means: a folder of exports or the CRM itself. */
#ifndef CRM_SOURCES_H
#define CRM_SOURCES_H

#include "lib/base/settings.h"
#include "lib/crm/source.h"

/* Whether it is the folder. ERROR_CONFIG when neither [files] path nor [salesforce]
 * auth is set, or both are. */
bool sources_are_files(const struct settings *settings, bool *ret, struct error *err);

/* Errors: those of sources_are_files() and of the source. New. */
bool sources_open(const struct settings *settings, struct source **ret, struct error *err);

#endif
