#include "lib/crm/sources.h"

#include "lib/base/text.h"
#include "lib/crm/files.h"
#include "lib/crm/salesforce.h"

bool sources_are_files(const struct settings *settings, bool *ret, struct error *err)
{
	bool files = *settings_get(settings, "files", "path") != '\0';
	bool salesforce = *settings_get(settings, "salesforce", "auth") != '\0';
	if (files == salesforce)
		return error_set(err, ERROR_CONFIG, "%s: %s", settings_path(settings),
				 files ? "both [files] path and [salesforce] auth are set; keep one"
				       : "no source: set [files] path or [salesforce] auth");
	*ret = files;
	return true;
}

bool sources_open(const struct settings *settings, struct source **ret, struct error *err)
{
	bool files;
	if (!sources_are_files(settings, &files, err))
		return false;
	scoped_free char *folder = settings_file(settings, "files", "path");
	return files ? files_open(folder, ret, err) : salesforce_open(settings, ret, err);
}
