#include "jobs/check_parts.h"

#include "jobs/open.h"
#include "lib/audit/cases.h"
#include "lib/audit/scratch.h"
#include "lib/base/text.h"
#include "lib/base/text_file.h"

#include <string.h>

struct tally {
	int cases, failed;
};

static void print_case(const char *check, const char *name, const char *said, void *context)
{
	struct tally *tally = context;
	scoped_free char *copy = string_new(said);
	char *rest = copy;
	tally->cases++;
	tally->failed += *said != '\0';
	printf("%sok %d - %s: %s\n", *said ? "not " : "", tally->cases, check, name);
	for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
		if (*line)
			printf("# %s\n", line);
	fflush(stdout);
}

/* The folders of tests in [checks] folder. */
static bool own_folders(const struct settings *settings, char ***ret, struct error *err)
{
	scoped_free char *own = settings_file(settings, "checks", "folder");
	if (*own == '\0')
		return error_set(err, ERROR_USAGE, "name the folders with the cases, or set [checks] folder, which holds them in tests");
	scoped_free char *tests = string_format("%s/tests", own);
	return text_file_list(tests, NULL, ret, err);
}

static bool open_scratch(const struct settings *settings, struct db **ret, struct error *err)
{
	scoped_secret char *conninfo = NULL;
	scoped_free char *name = scratch_name();
	return open_conninfo(settings, &conninfo, err) && db_open(conninfo, name, ret, err);
}

static bool run_folders(struct db *db, const struct settings *settings, const struct catalogue *catalogue,
			char *const *folders, struct tally *tally, struct error *err)
{
	long seconds = settings_number(settings, "checks", "timeout_seconds");
	if (!scratch_begin(db, catalogue, err))
		return false;
	bool good = true;
	for (; good && *folders; folders++)
		good = cases_run(db, catalogue, *folders, seconds, print_case, tally, err);
	struct error late = { 0 };
	if (!scratch_end(db, &late) && good)
		*err = late;
	return good && late.kind == ERROR_NONE;
}

bool check_test(struct job_context *context, char *const *folders, struct error *err)
{
	struct tally tally = { 0 };
	scoped_list char **own = NULL;
	scoped_catalogue struct catalogue *catalogue = NULL;
	scoped_db struct db *db = NULL;
	if (*folders == NULL && !own_folders(context->settings, &own, err))
		return false;
	if (!catalogue_read(context->settings, &catalogue, err) || !open_scratch(context->settings, &db, err) ||
	    !run_folders(db, context->settings, catalogue, *folders ? folders : own, &tally, err))
		return false;
	printf("1..%d\n", tally.cases);
	context->status = tally.failed > 0;
	return true;
}
