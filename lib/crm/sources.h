/* Which source the configuration means: a folder of exports or the CRM itself. */
#ifndef CRM_SOURCES_H
#define CRM_SOURCES_H

#include "lib/base/settings.h"
#include "lib/crm/source.h"

/* ERROR_CONFIG when neither [files] path nor [salesforce] auth is set, or both are. New. */
bool sources_open(const struct settings *settings, struct source **ret, struct error *err);

#endif
