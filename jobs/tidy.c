#include "jobs/tidy.h"

#include "jobs/night.h"
#include "lib/audit/retention.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/out/old_files.h"

#include <time.h>

enum { DAY_SECONDS = 86400 };

static void say(const char *line)
{
	log_line(LOG_INFO, "retention: %s", line);
}

/* What our own runs put there. In the report folder itself lie the night's files, which
 * each night writes, and workbooks of single reps. */
static const struct place {
	const char *section, *below, *beginning, *endings;
} places[] = {
	{ "report", "", "rep-", ".xlsx .new" },
	{ "report", "/managers", "", ".xlsx .new" },
	{ "report", "/reps", "rep-", ".xlsx .new" },
	{ "report", "/rituals", "", ".xlsx .csv .new" },
	{ "report", "/coaching", "", ".ics .new" },
	{ "report", "/" NIGHT_REDACTED, "rep-", ".xlsx .new" },
	{ "report", "/" NIGHT_REDACTED "/managers", "", ".xlsx .new" },
	{ "report", "/" NIGHT_REDACTED "/reps", "rep-", ".xlsx .new" },
	{ "report", "/" NIGHT_REDACTED "/rituals", "", ".xlsx .new" },
	{ "review", "/done", "", ".xlsx" },
	{ "review", "/rejected", "", ".xlsx" },
};

static bool tidy_files(const struct settings *settings, struct error *err)
{
	long days = settings_number(settings, "retention", "files_days"), count = 0;
	time_t before = time(NULL) - days * DAY_SECONDS;
	for (size_t at = 0; days > 0 && at < sizeof places / sizeof places[0]; at++) {
		const struct place *place = &places[at];
		scoped_free char *top = settings_file(settings, place->section, "folder");
		scoped_free char *folder = string_format("%s%s", top, place->below);
		if (*top && !old_files_remove(folder, place->beginning, place->endings, before, &count, err))
			return false;
	}
	if (count > 0)
		log_line(LOG_INFO, "retention: %ld file%s of more than %ld days ago", count, count == 1 ? "" : "s", days);
	return true;
}

void tidy_night(struct job_context *context, const struct run *run)
{
	struct error err = { 0 };
	log_stage("tidy");
	if (!retention_run(context->db, context->settings, run->id, say, &err) ||
	    !tidy_files(context->settings, &err) || !retention_vacuum(context->db, &err))
		log_line(LOG_WARN, "retention: %s; the next night goes on with it", err.text);
	log_stage(NULL);
}
