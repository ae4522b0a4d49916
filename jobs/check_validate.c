#include "jobs/check_parts.h"

#include "jobs/night.h"
#include "jobs/open.h"
#include "lib/audit/check_file.h"
#include "lib/audit/validate.h"
#include "lib/base/text.h"

#include <string.h>

/* Prints the mistakes, which are a line each, and says how many there are. */
static bool none_wrong(const char *path, const struct text *wrong, enum error_kind kind, struct error *err)
{
	int count = 0;
	if (wrong->length == 0)
		return true;
	scoped_free char *copy = string_new(wrong->bytes);
	char *rest = copy;
	for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
		if (*line) {
			printf("%s:%s\n", path, line);
			count++;
		}
	return error_set(err, kind, "%s: %d mistake%s", path, count, count == 1 ? "" : "s");
}

/* The header, and what can be said of the text without a server. */
static bool read_file(const char *path, struct check *check, struct error *err)
{
	scoped_text struct text wrong = { 0 };
	if (!check_file_read(path, check, &wrong, err))
		return false;
	validate_text(check, &wrong);
	return none_wrong(path, &wrong, ERROR_CONFIG, err);
}

static void print_validation(const struct check *check, const struct run *run, const struct validation *seen)
{
	printf("%s: valid\n", check->path);
	printf("  check   %s%s\n", check->id, check->overrides ? ", in place of the one that is compiled in" : "");
	if (seen->lacking)
		printf("  needs   would not be checked now: %s\n", seen->lacking);
	printf("  plan    %s%s%s\n", seen->plan, seen->whole ? "; reads all of " : "", seen->whole ? seen->whole : "");
	printf("  finds   %s as of %s: %s fail, %s warn; nothing is kept\n", seen->found, run->as_of_day, seen->fails,
	       seen->warns);
}

/* Open is the connection of the first file that gets so far. */
static bool validate_one(struct job_context *context, struct run *run, const char *path, struct error *err)
{
	struct check check = { 0 };
	scoped_catalogue struct catalogue *catalogue = NULL;
	scoped_validation struct validation seen = { 0 };
	scoped_text struct text wrong = { 0 };
	if (!read_file(path, &check, err) || !catalogue_read(context->settings, &catalogue, err)) {
		check_done(&check);
		return false;
	}
	scoped_free char *id = string_new(check.id);
	catalogue_put(catalogue, &check);
	const struct check *put = catalogue_find(catalogue, id);
	if (!catalogue_settings(catalogue, context->settings, err) ||
	    !validate_run(context->db, context->settings, catalogue, put, &seen, &wrong, err) ||
	    !none_wrong(path, &wrong, ERROR_DATA, err))
		return false;
	print_validation(put, run, &seen);
	return true;
}

/* Before a server is started: most mistakes need none. */
static bool read_all(const char *first, char *const *more, struct error *err)
{
	for (const char *path = first; path; path = *more++) {
		struct check check = { 0 };
		bool good = read_file(path, &check, err);
		check_done(&check);
		if (!good)
			return false;
	}
	return true;
}

bool check_validate(struct job_context *context, const char *first, char *const *more, struct error *err)
{
	scoped_db struct db *db = NULL;
	struct run run = { 0 };
	if (!read_all(first, more, err) || !open_database(context->settings, &db, err))
		return false;
	context->db = db;
	bool good = night_published(context, &run, err);
	for (const char *path = first; good && path; path = *more++)
		good = validate_one(context, &run, path, err);
	context->db = NULL;
	return good;
}
