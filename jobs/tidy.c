#include "jobs/tidy.h"

#include "jobs/places.h"
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

static bool tidy_files(const struct settings *settings, struct error *err)
{
	long days = settings_number(settings, "retention", "files_days"), count = 0;
	time_t before = time(NULL) - days * DAY_SECONDS;
	for (const struct place *place = places; days > 0 && place->section; place++) {
		scoped_free char *top = settings_file(settings, place->section, "folder");
		scoped_free char *folder = string_format("%s%s", top, place->below);
		if (*top && place->endings && !old_files_remove(folder, place->beginning, place->endings, before, &count, err))
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
