#include "jobs/places.h"

#include "jobs/night.h"

#include <stddef.h>

/* In the report folder itself lie the night's files, which each night writes, and workbooks
 * of single reps. Reps and managers have their names in what is to be shared, too. */
const struct place places[] = {
	{ "report", "", true, "rep-", ".xlsx .new" },
	{ "report", "/managers", true, "", ".xlsx .new" },
	{ "report", "/reps", true, "rep-", ".xlsx .new" },
	{ "report", "/rituals", true, "", ".xlsx .csv .new" },
	{ "report", "/coaching", true, "", ".ics .new" },
	{ "report", "/" NIGHT_REDACTED, true, "rep-", ".xlsx .new" },
	{ "report", "/" NIGHT_REDACTED "/managers", true, "", ".xlsx .new" },
	{ "report", "/" NIGHT_REDACTED "/reps", true, "rep-", ".xlsx .new" },
	{ "report", "/" NIGHT_REDACTED "/rituals", true, "", ".xlsx .new" },
	{ "review", "", false, "", NULL },
	{ "review", "/done", false, "", ".xlsx" },
	{ "review", "/rejected", false, "", ".xlsx" },
	{ 0 },
};
