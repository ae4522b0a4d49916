#include "jobs/doctor.h"
#include "lib/audit/calendar.h"
#include "lib/audit/catalogue.h"
#include "lib/base/path.h"
#include "lib/crm/heartbeat.h"

#include <errno.h>
#include <libgen.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

enum verdict look_configuration(struct visit *visit, struct error *err)
{
	scoped_catalogue struct catalogue *catalogue = NULL;
	if (!settings_read(visit->config_path, &visit->settings, err) || !catalogue_read(visit->settings, &catalogue, err) ||
	    !catalogue_settings(catalogue, visit->settings, err))
		return BAD;
	text_put(&visit->words, settings_path(visit->settings));
	return GOOD;
}

enum verdict look_timezone(struct visit *visit, struct error *err)
{
	(void)err;
	const char *zone = settings_get(visit->settings, "org", "timezone");
	text_format(&visit->words, "business days begin at midnight %s", zone);
	if (strcmp(zone, "UTC") == 0)
		text_put(&visit->words, "; where the organisation works elsewhere, set [org] timezone");
	return GOOD;
}

enum verdict look_calendar(struct visit *visit, struct error *err)
{
	return calendar_check(visit->settings, &visit->words, err) ? GOOD : BAD;
}

static bool is_folder(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* Only a file that was made proves it: access() knows neither full disks nor mounts
 * that are read-only. */
static bool try_folder(const char *folder, struct error *err)
{
	scoped_free char *path = string_format("%s/.crmaudit-doctor-XXXXXX", folder);
	scoped_fd int file = mkstemp(path);
	if (file < 0)
		return error_set(err, ERROR_CREATE, "%s: %s; give this account the right to write there", folder,
				 strerror(errno));
	bool written = write(file, "x", 1) == 1 && fsync(file) == 0;
	int why = errno;
	unlink(path);
	return written || error_set(err, ERROR_WRITE, "%s: %s", folder, strerror(why));
}

/* The folder itself, or the nearest above it that is there. New. */
static char *standing(const char *folder)
{
	char *above = string_new(folder);
	while (!is_folder(above)) {
		const char *up = dirname(above);
		memmove(above, up, strlen(up) + 1);
	}
	return above;
}

enum verdict look_report_folder(struct visit *visit, struct error *err)
{
	scoped_free char *folder = settings_file(visit->settings, "report", "folder");
	text_format(&visit->words, "%s", folder);
	if (is_folder(folder))
		return try_folder(folder, err) ? GOOD : BAD;
	if (access(folder, F_OK) == 0) {
		error_set(err, ERROR_CREATE, "%s is no folder; see [report] folder", folder);
		return BAD;
	}
	scoped_free char *above = standing(folder);
	text_put(&visit->words, " will be made");
	return try_folder(above, err) ? GOOD : BAD;
}

enum verdict look_disk(struct visit *visit, struct error *err)
{
	enum { LEAST_MB = 512, LEAST_PERCENT = 3 };
	scoped_free char *folder = settings_file(visit->settings, "report", "folder");
	scoped_free char *above = standing(folder);
	struct statvfs disk;
	if (statvfs(above, &disk) != 0) {
		error_set(err, ERROR_CREATE, "%s: %s", above, strerror(errno));
		return BAD;
	}
	double free_mb = (double)disk.f_bavail * (double)disk.f_frsize / (1 << 20);
	double percent = disk.f_blocks ? 100.0 * (double)disk.f_bavail / (double)disk.f_blocks : 100;
	bool full = free_mb < LEAST_MB || percent < LEAST_PERCENT;
	text_format(&visit->words, "%.0f MB, %.0f %% free at %s%s", free_mb, percent, above,
		    full ? ": nearly full; make room, or set [report] folder elsewhere" : "");
	return full ? DOUBTFUL : GOOD;
}

enum verdict look_metrics(struct visit *visit, struct error *err)
{
	scoped_free char *file = settings_file(visit->settings, "metrics", "file");
	scoped_free char *folder = path_folder(file);
	if (*file == '\0') {
		text_put(&visit->words, "not used, [metrics] file is empty");
		return GOOD;
	}
	text_put(&visit->words, file);
	if (is_folder(file))
		error_set(err, ERROR_CREATE, "[metrics] file: %s is a folder; name a file in it, such as %s/crmaudit.prom", file, file);
	else if (try_folder(folder, err))
		return GOOD;
	else
		error_context(err, "[metrics] file");
	return BAD;
}

enum verdict look_heartbeat(struct visit *visit, struct error *err)
{
	scoped_free char *host = NULL;
	if (!heartbeat_check(visit->settings, &host, err))
		return BAD;
	if (host)
		text_format(&visit->words, "nights tell %s of themselves", host);
	else
		text_put(&visit->words, "not used, [heartbeat] url_file is empty");
	return GOOD;
}
