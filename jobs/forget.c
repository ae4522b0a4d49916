#include "jobs/night.h"
#include "jobs/options.h"
#include "jobs/places.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/out/mentions.h"
#include "lib/out/table.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct options {
	const char *by;
	bool yes, dry_run;
};

#define AT(member) offsetof(struct options, member)
static const struct option_spec specs[] = {
	{ "by", "WHO", AT(by), "who has it done, kept beside the ids; default the login name" },
	{ "yes", NULL, AT(yes), "do it: nothing brings back what is gone" },
	{ "dry-run", NULL, AT(dry_run), "say what would go of which table, and which files, and change nothing" },
	{ 0 },
};

static const struct table_column columns[] = { { "name", "TABLE" }, { "amount", "ROWS" }, { NULL, NULL } };

static bool unknown(const PGresult *people, const char *who, struct error *err)
{
	int count = PQntuples(people);
	const char **known = memory_new((size_t)count + 1, sizeof *known);
	for (int row = 0, at = 0; row < count; row++)
		if (*db_value(people, row, "email"))
			known[at++] = db_value(people, row, "email");
	const char *nearest = string_nearest(who, known);
	error_set(err, ERROR_USAGE, "nobody here is '%s'; give the id or the e-mail of a contact, a lead or a user%s%s%s", who,
		  nearest ? "; did you mean " : "", nearest ? nearest : "", nearest ? "?" : "");
	free(known);
	return false;
}

/* One e-mail may stand at many people: at some source it is the same for all. */
static bool ambiguous(const PGresult *people, int count, const char *who, struct error *err)
{
	scoped_text struct text list = { 0 };
	for (int row = 0; row < count && row < 8; row++)
		text_format(&list, "%s%s (%s %s)", row ? ", " : "", db_value(people, row, "name"), db_value(people, row, "object"),
			    db_value(people, row, "record_id"));
	return error_set(err, ERROR_USAGE, "'%s' is the e-mail of several people: %s%s; give their ids", who, list.bytes,
			 count > 8 ? ", …" : "");
}

/* Adds the records of WHO to ids. */
static bool find(struct db *db, const char *who, json_t *ids, struct error *err)
{
	scoped_result PGresult *people = NULL;
	if (!db_rows(db, "forget/who", PARAMS(who), &people, err))
		return false;
	int count = 0;
	bool is_one = true;
	for (; count < PQntuples(people) && db_flag(people, count, "is_meant"); count++) {
		is_one = is_one && string_same(db_value(people, count, "name"), db_value(people, 0, "name"));
		json_array_append_new(ids, json_string(db_value(people, count, "record_id")));
	}
	if (count == 0)
		return unknown(people, who, err);
	return is_one || ambiguous(people, count, who, err);
}

static bool remove_file(const char *path, bool ours, bool dry_run, struct error *err)
{
	if (!ours) {
		printf("names the person, and was handed in: %s; remove it yourself\n", path);
		return true;
	}
	if (!dry_run && unlink(path) != 0 && errno != ENOENT)
		return error_set(err, ERROR_WRITE, "%s: %s", path, strerror(errno));
	printf("%s: %s\n", dry_run ? "would be removed" : "removed", path);
	return true;
}

struct found_files {
	int removed, unread;
};

static int say_unread(char *const *paths)
{
	int count = 0;
	for (; paths && paths[count]; count++)
		printf("may name the person, and cannot be read to its end: %s; look yourself\n", paths[count]);
	return count;
}

static bool forget_files(struct job_context *context, char *const *words, bool dry_run, struct found_files *files, struct error *err)
{
	for (const struct place *place = places; place->section; place++) {
		scoped_free char *top = settings_file(context->settings, place->section, "folder");
		scoped_free char *folder = string_format("%s%s", top, place->below);
		scoped_list char **paths = NULL, **unread = NULL;
		if (*top && !mentions_folder(folder, words, &paths, &unread, err))
			return false;
		files->unread += say_unread(unread);
		for (char **path = paths; path && *path; path++) {
			if (!remove_file(*path, place->ours, dry_run, err))
				return false;
			files->removed += place->ours;
		}
	}
	return true;
}

static void print_rows(const PGresult *rows)
{
	if (PQntuples(rows) > 0)
		table_text(rows, columns, stdout);
	else
		puts("nothing is left of the person");
	bool is_configured = false;
	for (int row = 0; row < PQntuples(rows); row++)
		is_configured |= strcmp(db_value(rows, row, "name"), "setting") == 0 || strcmp(db_value(rows, row, "name"), "parameter") == 0;
	if (is_configured)
		puts("the configuration names the person: take that out of it");
}

/* Files go before the commit, with which go the words that find them: cut off between, it is
 * done again. Inside a transaction. ret_tables: those that were changed, for the vacuum. */
static bool forget(struct job_context *context, const json_t *ids, json_t *ret_tables, struct found_files *files, struct error *err)
{
	const struct options *options = context->options;
	scoped_free char *list = json_dumps(ids, JSON_COMPACT);
	scoped_result PGresult *rows = NULL, *words = NULL;
	struct run today = { 0 };
	if (!run_as_of(context->db, context->settings, "", &today, err) ||
	    !db_rows(context->db, "forget/forget",
		     PARAMS(list, today.as_of_day, options->by ? options->by : option_login_name()), &rows, err) ||
	    !db_rows(context->db, "forget/words", NO_PARAMS, &words, err))
		return false;
	print_rows(rows);
	scoped_list char **names = db_list(words, "words");
	if (!forget_files(context, names, options->dry_run, files, err) ||
	    !db_run(context->db, "forget/words_clear", NO_PARAMS, err))
		return false;
	if (files->removed > 0)
		puts("'crmaudit report' writes the night's workbooks anew");
	for (int row = 0; row < PQntuples(rows); row++)
		json_array_append_new(ret_tables, json_string(db_value(rows, row, "name")));
	json_array_append_new(ret_tables, json_string("stage_forget"));
	return true;
}

static bool vacuum(struct db *db, const json_t *tables, struct error *err)
{
	scoped_free char *list = json_dumps(tables, JSON_COMPACT);
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "forget/vacuum", PARAMS(list), &rows, err))
		return false;
	for (int row = 0; row < PQntuples(rows); row++)
		if (!db_exec(db, db_value(rows, row, "statement"), err))
			return false;
	return true;
}

static bool run_forget(struct job_context *context, struct error *err)
{
	const struct options *options = context->options;
	json_auto_t *ids = json_array(), *tables = json_array();
	if (options->yes == options->dry_run)
		return error_set(err, ERROR_USAGE, "forgets for good: say --yes, or --dry-run to see what would go");
	if (!run_lock(context->db, err))
		return false;
	for (char *const *who = context->words; *who; who++)
		if (!find(context->db, *who, ids, err))
			return false;
	if (!db_begin(context->db, err))
		return false;
	struct found_files files = { 0 };
	bool good = forget(context, ids, tables, &files, err);
	if (!good || options->dry_run) {
		db_rollback(context->db);
		return good;
	}
	if (!db_commit(context->db, err) || !vacuum(context->db, tables, err))
		return false;
	log_line(LOG_INFO, "forget: done; backups and copies made before hold the person still");
	return files.unread == 0 ||
	       error_set(err, ERROR_DATA, "done, but %d file%s could not be looked through; they are named above", files.unread,
			 files.unread == 1 ? "" : "s");
}

const struct job job_forget = {
	.name = "forget",
	.summary = "take one person's data out of the store and the workbooks, for good",
	.arguments = "WHO…",
	.example = "crmaudit -c acme.ini forget ann.lee@customer.example --by dana@acme.example --yes",
	.options = specs,
	.options_size = sizeof(struct options),
	.needs = NEEDS_DATABASE,
	.least_words = 1,
	.most_words = 100,
	.run = run_forget,
};
