#include "jobs/decisions.h"

#include "lib/base/log.h"
#include "lib/base/path.h"
#include "lib/out/replace.h"
#include "reports/review.h"

#include <dirent.h>
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- one workbook */

/* Whose decisions they are, and where that is known from. New. */
static char *who_decided(const struct decisions_wish *wish, const struct review_book *book, const char *path)
{
	struct stat about;
	if (wish->by)
		return string_new(wish->by);
	if (*book->owner)
		return string_new(book->owner);
	if (*book->saved_by)
		return string_format("%s (who saved the file)", book->saved_by);
	const struct passwd *entry = stat(path, &about) == 0 ? getpwuid(about.st_uid) : NULL;
	return entry ? string_format("%s (who owns the file)", entry->pw_name) : string_new("nobody named");
}

static bool say_rejected(struct job_context *context, const struct decisions_wish *wish, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(context->db, "audit/review_rejected", NO_PARAMS, &rows, err))
		return false;
	for (int row = 0; row < PQntuples(rows); row++) {
		const char *label = db_value(rows, row, "label"), *word = db_value(rows, row, "decision");
		scoped_free char *line = string_format("  %s row %s%s%s: %s%snot taken: %s", db_value(rows, row, "sheet"),
						       db_value(rows, row, "row"), *label ? ", " : "", label, word, *word ? " " : "",
						       db_value(rows, row, "problem"));
		wish->say(line);
	}
	return true;
}

static bool say_counts(struct job_context *context, const struct decisions_wish *wish, const char *path, const char *by,
		       const char *read_on, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(context->db, "audit/review_counts", NO_PARAMS, &rows, err))
		return false;
	const char *taken = db_value(rows, 0, "taken");
	scoped_free char *line = read_on
		? string_format("%s: read already, after the night of %s: nothing is changed", path, read_on)
		: string_format("%s: %s decision%s taken, %s rejected, %s unchanged; by %s%s", path, taken, strcmp(taken, "1") ? "s" : "",
				db_value(rows, 0, "rejected"), db_value(rows, 0, "unchanged"), by, wish->dry_run ? "; dry run, nothing is kept" : "");
	wish->say(line);
	return read_on || say_rejected(context, wish, err);
}

static bool take(struct job_context *context, const struct decisions_wish *wish, const char *path, struct error *err)
{
	const struct settings *settings = context->settings;
	struct review_book book;
	scoped_free char *read_on = NULL;
	if (!review_read(path, settings_get(settings, "org", "name"), context->db, &book, err) ||
	    !db_text(context->db, "audit/review_known", PARAMS(book.sha256), &read_on, err))
		return false;
	scoped_free char *by = who_decided(wish, &book, path);
	const struct params params =
		PARAMS(book.sha256, path_name(path), by, book.saved_at, settings_get(settings, "review", "waive_days"),
		       settings_get(settings, "review", "most_days"), settings_get(settings, "waivers", "most_days"), wish->today);
	if (read_on == NULL && !db_run(context->db, "audit/review_take", params, err))
		return false;
	return say_counts(context, wish, path, by, read_on, err);
}

bool decisions_take(struct job_context *context, const struct decisions_wish *wish, const char *path, struct error *err)
{
	if (!db_begin(context->db, err))
		return false;
	bool good = take(context, wish, path, err);
	if (good && !wish->dry_run)
		return db_commit(context->db, err);
	db_rollback(context->db);
	return good;
}

/* ---- the folder */

static int is_workbook(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);
	return length > 5 && string_same(entry->d_name + length - 5, ".xlsx") && *entry->d_name != '.' &&
	       strncmp(entry->d_name, "~$", 2) != 0;
}


static bool exists(const char *path)
{
	struct stat about;
	return lstat(path, &about) == 0;
}

/* Excel and LibreOffice leave a file beside the one that they have open. */
static bool is_open(const char *folder, const char *name)
{
	scoped_free char *excel = string_format("%s/~$%s", folder, name);
	scoped_free char *libre = string_format("%s/.~lock.%s#", folder, name);
	return exists(excel) || exists(libre);
}

/* Beside those of the same name that came before. */
static bool move(const char *folder, const char *name, const char *where, struct error *err)
{
	scoped_free char *place = string_format("%s/%s", folder, where);
	scoped_free char *from = string_format("%s/%s", folder, name);
	scoped_free char *to = string_format("%s/%s", place, name);
	if (!replace_folder(place, err))
		return false;
	for (int number = 2; exists(to); number++) {
		free(to);
		to = string_format("%s/%.*s (%d).xlsx", place, (int)strlen(name) - 5, name, number);
	}
	return rename(from, to) == 0 || error_set(err, ERROR_WRITE, "cannot move %s to %s: %s", from, to, strerror(errno));
}

static bool take_entry(struct job_context *context, const struct decisions_wish *wish, const char *folder, const char *name,
		       int *bad, struct error *err)
{
	scoped_free char *path = string_format("%s/%s", folder, name);
	struct stat about;
	if (lstat(path, &about) != 0 || !S_ISREG(about.st_mode))
		return true;
	if (is_open(folder, name)) {
		log_line(LOG_WARN, "%s: is open in a program, left for the next time", path);
		return true;
	}
	if (decisions_take(context, wish, path, err))
		return wish->dry_run || move(folder, name, "done", err);
	if (err->kind != ERROR_DATA)
		return false;
	++*bad;
	wish->say(err->text);
	return wish->dry_run || move(folder, name, "rejected", err);
}

static void free_names(struct dirent **names, int count)
{
	for (int at = 0; at < count; at++)
		free(names[at]);
	free(names);
}

bool decisions_take_folder(struct job_context *context, const struct decisions_wish *wish, int *ret_bad, struct error *err)
{
	scoped_free char *folder = settings_file(context->settings, "review", "folder");
	struct dirent **names = NULL;
	int count = scandir(folder, &names, is_workbook, alphasort), bad = 0;
	if (count < 0)
		return error_set(err, ERROR_CONFIG, "%s: %s; see [review] folder", folder, strerror(errno));
	bool good = true;
	for (int at = 0; at < count && good; at++)
		good = take_entry(context, wish, folder, names[at]->d_name, &bad, err);
	free_names(names, count);
	*ret_bad = bad;
	return good;
}
