#include "lib/crm/files.h"

#include "lib/base/log.h"
#include "lib/base/path.h"
#include "lib/base/text.h"
#include "lib/crm/tree_file.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

struct file {
	char *path;
	char *stem;     /* the name without its ending */
	char **types;   /* what a JSON file's records are; NULL for CSV */
};

struct folder {
	char *path;
	struct file *files;   /* in the order of their names */
	size_t count;
};

/* The files of one object. */
struct match {
	const char **paths;   /* ends with NULL; the strings are the folder's */
	size_t count;
	bool tree;
};

struct print {
	long long size;
	struct timespec changed;
	uint64_t hash;
};

/* What a folder is searched for, to tell a wrong folder from an object that is
 * not exported. Any other object that is asked for is found as well. */
static const char *const known_objects[] = {
	"User", "Account", "Contact", "Lead", "Opportunity", "Task", "Event", "Case",
	"Campaign", "CampaignMember", "OpportunityContactRole", "OpportunityHistory",
	"OpportunityFieldHistory", "Contract", "Order", "Quote", "Asset", "RecordType",
	"UserRole", "EmailMessage", "EmailMessageRelation", "EventRelation", "ContentDocumentLink",
	"OpportunityTeamMember", "AccountTeamMember", NULL,
};

static void match_done(struct match *match)
{
	free(match->paths);
}
#define scoped_match __attribute__((cleanup(match_done)))

static void folder_free(struct folder *folder)
{
	for (size_t at = 0; at < folder->count; at++) {
		free(folder->files[at].path);
		free(folder->files[at].stem);
		list_free(folder->files[at].types);
	}
	free(folder->files);
	free(folder->path);
	free(folder);
}
SCOPED(folder, struct folder *, folder_free)
#define scoped_folder __attribute__((cleanup(scope_folder)))

static bool ends_with(const char *name, const char *ending)
{
	size_t length = strlen(name), tail = strlen(ending);
	return length > tail && string_same(name + length - tail, ending);
}

static bool names_object(const char *stem, const char *sobject)
{
	size_t length = strlen(sobject);
	if (strncasecmp(stem, sobject, length) == 0)
		return stem[length] == '\0' || string_same(stem + length, "s");
	return length > 1 && string_same(sobject + length - 1, "y") &&
	       strncasecmp(stem, sobject, length - 1) == 0 && string_same(stem + length - 1, "ies");
}

static bool is_for(const struct file *file, const char *sobject)
{
	if (file->types == NULL || *file->types == NULL)
		return names_object(file->stem, sobject);
	return list_has(file->types, sobject);
}

static bool find(const struct folder *folder, const char *sobject, struct match *ret, struct error *err)
{
	scoped_match struct match match = { memory_new(folder->count + 1, sizeof(char *)), 0, false };
	for (size_t at = 0; at < folder->count; at++) {
		const struct file *file = &folder->files[at];
		if (!is_for(file, sobject))
			continue;
		bool tree = file->types != NULL;
		if (match.count > 0 && !(match.tree && tree))
			return error_set(err, ERROR_DATA,
					 "two files for one object in %s: %s and %s are both %s: "
					 "move one away", folder->path, path_name(match.paths[0]),
					 path_name(file->path), sobject);
		match.tree = tree;
		match.paths[match.count++] = file->path;
	}
	*ret = match;
	match.paths = NULL;
	return true;
}

static bool add_file(struct folder *folder, const char *name, struct error *err)
{
	bool csv = ends_with(name, ".csv");
	bool json = ends_with(name, ".json") && !ends_with(name, "-plan.json");
	scoped_free char *path = string_format("%s/%s", folder->path, name);
	struct stat info;
	if ((!csv && !json) || *name == '.' || stat(path, &info) != 0 || !S_ISREG(info.st_mode))
		return true;
	scoped_list char **types = NULL;
	if (json && !tree_file_types(path, &types, err))
		return false;
	if (json && types == NULL)
		return true;
	folder->files = memory_grow(folder->files, folder->count + 1, sizeof *folder->files);
	folder->files[folder->count++] = (struct file){
		.path = steal(path),
		.stem = string_format("%.*s", (int)(strrchr(name, '.') - name), name),
		.types = steal(types),
	};
	return true;
}

static void scope_entries(struct dirent ***entries)
{
	for (struct dirent **entry = *entries; entry && *entry; entry++)
		free(*entry);
	free(*entries);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static bool look_through(struct folder *folder, struct error *err)
{
	struct dirent **found = NULL;
	int count = scandir(folder->path, &found, NULL, by_name);
	if (count < 0)
		return error_set(err, ERROR_CONFIG, "cannot read the folder %s: %s: set [files] path to the "
				 "folder of exports", folder->path, strerror(errno));
	__attribute__((cleanup(scope_entries))) struct dirent **entries =
		memory_grow(found, (size_t)count + 1, sizeof(struct dirent *));
	entries[count] = NULL;
	for (struct dirent **entry = entries; *entry; entry++)
		if (!add_file(folder, (*entry)->d_name, err))
			return false;
	return true;
}

static bool holds_known(const struct folder *folder, struct error *err)
{
	scoped_text struct text names = { 0 };
	for (const char *const *object = known_objects; *object; object++) {
		text_format(&names, "%s%s.csv", names.length ? ", " : "", *object);
		for (size_t at = 0; at < folder->count; at++)
			if (is_for(&folder->files[at], *object))
				return true;
	}
	return error_set(err, ERROR_CONFIG, "no export in the folder %s ([files] path): looked for %s, "
			 "and for sObject tree JSON of these objects", folder->path, names.bytes);
}

/* FNV-1a */
static const uint64_t hash_begin = 0xcbf29ce484222325u;

static uint64_t hash_more(uint64_t hash, const void *bytes, size_t length)
{
	for (const unsigned char *byte = bytes; length > 0; byte++, length--)
		hash = (hash ^ *byte) * 0x100000001b3u;
	return hash;
}

static bool add_print(const char *path, struct print *print, struct error *err)
{
	struct stat info;
	if (stat(path, &info) != 0)
		return error_set(err, ERROR_LATER, "cannot read %s any more: %s: try again later", path,
				 strerror(errno));
	print->size += (long long)info.st_size;
	const struct timespec *now = &info.st_mtim, *before = &print->changed;
	if (now->tv_sec > before->tv_sec ||
	    (now->tv_sec == before->tv_sec && now->tv_nsec > before->tv_nsec))
		print->changed = *now;
	return true;
}

static bool hash_content(const char *path, struct print *print, struct error *err)
{
	scoped_file FILE *file = fopen(path, "re");
	if (file == NULL)
		return error_set(err, ERROR_CONFIG, "cannot open %s: %s", path, strerror(errno));
	char piece[16 * 1024];
	for (size_t length; (length = fread(piece, 1, sizeof piece, file)) > 0;)
		print->hash = hash_more(print->hash, piece, length);
	if (ferror(file))
		return error_set(err, ERROR_DATA, "cannot read %s: %s", path, strerror(errno));
	return true;
}

static bool take_print(const struct match *match, struct print *ret, struct error *err)
{
	struct print print = { .hash = hash_begin };
	for (size_t at = 0; at < match->count; at++)
		if (!add_print(match->paths[at], &print, err) ||
		    !hash_content(match->paths[at], &print, err))
			return false;
	*ret = print;
	return true;
}

/* A copy that is still running shows by size or time; reading all again would not
 * show more. */
static bool check_unchanged(const struct match *match, const struct print *before, struct error *err)
{
	struct print now = { 0 };
	for (size_t at = 0; at < match->count; at++)
		if (!add_print(match->paths[at], &now, err))
			return false;
	if (now.size == before->size && now.changed.tv_sec == before->changed.tv_sec &&
	    now.changed.tv_nsec == before->changed.tv_nsec)
		return true;
	return error_set(err, ERROR_LATER, "%s changed while it was read: try again when the export is done",
			 match->paths[0]);
}

static void write_mark(char *mark, size_t room, const struct print *print, char *const *fields)
{
	uint64_t names = hash_begin;
	for (; *fields; fields++)
		names = hash_more(names, *fields, strlen(*fields) + 1);
	snprintf(mark, room, "%lld:%lld.%09ld:%016" PRIx64 ":%016" PRIx64, print->size,
		 (long long)print->changed.tv_sec, print->changed.tv_nsec, print->hash, names);
}

static bool files_fields(void *self, const struct source_object *object, struct source_field **ret,
			 struct error *err)
{
	scoped_match struct match match = { 0 };
	if (!find(self, object->sobject, &match, err))
		return false;
	if (match.count == 0) {
		*ret = NULL;
		return true;
	}
	char **names = NULL;
	bool read = match.tree ? tree_file_fields(match.paths, object->sobject, &names, err)
			       : csv_file_fields(match.paths[0], &names, err);
	if (read)
		*ret = source_fields_named(names);
	return read;
}

static bool read_rows(const struct match *match, const struct source_object *object,
		      char *const *fields, file_row_fn row, void *context,
		      struct source_outcome *ret, struct error *err)
{
	const char *const *paths = match->paths;
	bool read = match->tree ? tree_file_rows(paths, object->sobject, fields, row, context, ret, err)
				: csv_file_rows(*paths, fields, row, context, ret, err);
	if (!read)
		return false;
	if (ret->rejected > ret->expected / 2)
		return error_set(err, ERROR_DATA, "%s: %lld of %lld rows cannot be read, the first is %s: "
				 "export it again", match->paths[0], ret->rejected, ret->expected,
				 ret->first_rejected);
	return true;
}

bool files_each(void *self, const struct source_object *object, const struct source_request *request,
		file_row_fn row, void *context, struct source_outcome *ret, struct error *err)
{
	const struct folder *folder = self;
	scoped_match struct match match = { 0 };
	if (!find(folder, object->sobject, &match, err))
		return false;
	if (match.count == 0)
		return error_set(err, ERROR_DATA, "no export of %s in the folder %s", object->sobject,
				 folder->path);
	struct print print;
	if (!take_print(&match, &print, err))
		return false;
	struct source_outcome outcome = { .whole = true };
	write_mark(outcome.mark, sizeof outcome.mark, &print, request->fields);
	outcome.unchanged = request->mark && strcmp(request->mark, outcome.mark) == 0;
	if (!outcome.unchanged && (!read_rows(&match, object, request->fields, row, context, &outcome, err) ||
				   !check_unchanged(&match, &print, err)))
		return false;
	*ret = outcome;
	return true;
}

struct sending {
	struct stage *stage;
	const char *sobject;
	long long rows;
};

static bool send_row(void *context, const struct stage_value *values, struct error *err)
{
	struct sending *sending = context;
	if (++sending->rows % 1024 == 0)
		log_progress(sending->sobject, sending->rows, -1);
	return stage_row(sending->stage, values, err);
}

static bool files_rows(void *self, const struct source_object *object, const struct source_request *request,
		       struct stage *stage, struct source_outcome *ret, struct error *err)
{
	struct sending sending = { stage, object->sobject, 0 };
	bool sent = files_each(self, object, request, send_row, &sending, ret, err);
	log_progress_done();
	return sent;
}

static void files_close(void *self)
{
	folder_free(self);
}

/* The folder is only read, so all can have the same. */
static bool files_another(const struct source *first, struct source **ret, struct error *err)
{
	(void)err;
	struct source *source = memory_new(1, sizeof *source);
	*source = *first;
	source->close = NULL;
	*ret = source;
	return true;
}

bool files_open(const char *path, struct source **ret, struct error *err)
{
	scoped_folder struct folder *folder = memory_new(1, sizeof *folder);
	folder->path = string_new(path);
	if (!look_through(folder, err) || !holds_known(folder, err))
		return false;
	struct source *source = memory_new(1, sizeof *source);
	*source = (struct source){
		.name = "files",
		.reads_all = true,
		.self = steal(folder),
		.fields = files_fields,
		.rows = files_rows,
		.side_by_side = 2,
		.another = files_another,
		.close = files_close,
	};
	*ret = source;
	return true;
}
