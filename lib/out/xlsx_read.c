#include "lib/out/xlsx_read.h"

#include "lib/base/path.h"
#include "lib/out/xlsx_book.h"
#include "lib/out/xlsx_part.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

SCOPED(digest, EVP_MD_CTX *, EVP_MD_CTX_free)

/* ---- the file */

static bool open_file(const char *path, int *ret, struct error *err)
{
	struct stat about;
	/* a pipe of that name would be waited for without end */
	scoped_fd int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (file < 0 || fstat(file, &about) != 0)
		return error_set(err, ERROR_DATA, "%s: %s", path, strerror(errno));
	if (!S_ISREG(about.st_mode))
		return error_set(err, ERROR_DATA, "%s: is no file", path);
	if (about.st_size > XLSX_FILE_MOST)
		return error_set(err, ERROR_DATA, "%s: is larger than %d MiB", path, XLSX_FILE_MOST >> 20);
	*ret = file;
	file = -1;
	return true;
}

static bool hash_file(int file, struct xlsx *book, struct error *err)
{
	unsigned char bytes[64 * 1024], hash[EVP_MAX_MD_SIZE];
	unsigned length = 0;
	ssize_t got = 0;
	off_t at = 0;
	__attribute__((cleanup(scope_digest))) EVP_MD_CTX *digest = EVP_MD_CTX_new();
	bool good = digest && EVP_DigestInit_ex(digest, EVP_sha256(), NULL) == 1;
	while (good && (got = pread(file, bytes, sizeof bytes, at)) > 0) {
		good = EVP_DigestUpdate(digest, bytes, (size_t)got) == 1;
		at += got;
	}
	if (!good || got < 0 || EVP_DigestFinal_ex(digest, hash, &length) != 1)
		return error_set(err, ERROR_DATA, "%s: cannot be read: %s", book->path, strerror(errno));
	for (unsigned byte = 0; byte < length && byte < 32; byte++)
		snprintf(book->sha256 + 2 * byte, 3, "%02x", hash[byte]);
	return true;
}

/* What people take for a workbook. */
static const char *other_kind(int file)
{
	char head[8] = { 0 };
	if (pread(file, head, sizeof head, 0) < 4)
		return "is empty";
	if (memcmp(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
		return "is an .xls of the old kind, or is encrypted; save it as .xlsx without a password";
	return memcmp(head, "PK\x03\x04", 4) == 0 ? NULL : "is no .xlsx workbook";
}

static bool check_entries(struct xlsx *book, struct error *err)
{
	zip_int64_t count = zip_get_num_entries(book->zip, 0);
	if (count > XLSX_ENTRIES_MOST)
		return error_set(err, ERROR_DATA, "%s: has more than %d parts", book->path, XLSX_ENTRIES_MOST);
	for (zip_int64_t at = 0; at < count; at++) {
		zip_stat_t about;
		if (zip_stat_index(book->zip, (zip_uint64_t)at, 0, &about) != 0)
			return error_set(err, ERROR_DATA, "%s: its list of parts cannot be read", book->path);
		if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) && about.encryption_method != ZIP_EM_NONE)
			return error_set(err, ERROR_DATA, "%s: is encrypted; save it without a password", book->path);
		if (zip_name_locate(book->zip, about.name, ZIP_FL_NOCASE) != at)
			return error_set(err, ERROR_DATA, "%s: has the part %.100s twice", book->path, about.name);
	}
	if (zip_name_locate(book->zip, "META-INF/manifest.xml", 0) >= 0)
		return error_set(err, ERROR_DATA, "%s: is an OpenDocument file; save it as .xlsx", book->path);
	return true;
}

static bool open_zip(int file, struct xlsx *book, struct error *err)
{
	int reason = 0;
	const char *kind = other_kind(file);
	if (kind)
		return error_set(err, ERROR_DATA, "%s: %s", book->path, kind);
	int own = dup(file);
	book->zip = own < 0 ? NULL : zip_fdopen(own, 0, &reason);
	if (book->zip == NULL) {
		if (own >= 0)
			close(own);
		return error_set(err, ERROR_DATA, "%s: is no whole .xlsx workbook: it may have been cut off", book->path);
	}
	return check_entries(book, err);
}

/* ---- which part leads to which */

enum { RELATIONS_MOST = 2000 };

struct relation {
	char *id, *kind, *part;
};

struct relations {
	const char *source;
	struct relation *all;
	size_t count;
};

static void relations_done(struct relations *relations)
{
	for (size_t at = 0; at < relations->count; at++) {
		free(relations->all[at].id);
		free(relations->all[at].kind);
		free(relations->all[at].part);
	}
	free(relations->all);
}
#define scoped_relations __attribute__((cleanup(relations_done)))

/* A target as seen from the part that names it: "../a.xml", "/xl/a.xml". Steps above the
 * root stay there. New. */
static char *part_name(const char *source, const char *target)
{
	struct text name = { 0 };
	const char *slash = strrchr(source, '/');
	if (*target != '/' && slash)
		text_add(&name, source, (size_t)(slash - source) + 1);
	scoped_free char *copy = string_new(target);
	char *rest = copy;
	for (char *step = strsep(&rest, "/"); step; step = strsep(&rest, "/")) {
		if (strcmp(step, "..") == 0 && name.length > 0) {
			name.length--;
			while (name.length > 0 && name.bytes[name.length - 1] != '/')
				name.length--;
			name.bytes[name.length] = '\0';
		} else if (*step && strcmp(step, ".") != 0 && strcmp(step, "..") != 0)
			text_format(&name, "%s%s", step, rest ? "/" : "");
	}
	return text_give(&name);
}

static bool relation_start(void *context, const char *name, const char *const *attributes, struct error *err)
{
	struct relations *relations = context;
	const char *id = xlsx_attribute(attributes, "Id"), *type = xlsx_attribute(attributes, "Type");
	const char *target = xlsx_attribute(attributes, "Target"), *mode = xlsx_attribute(attributes, "TargetMode");
	if (strcmp(name, "Relationship") != 0 || !id || !type || !target || (mode && strcmp(mode, "External") == 0))
		return true;
	if (relations->count == RELATIONS_MOST)
		return error_set(err, ERROR_DATA, "more than %d relationships", RELATIONS_MOST);
	relations->all = memory_grow(relations->all, relations->count + 1, sizeof *relations->all);
	relations->all[relations->count++] = (struct relation){
		.id = string_new(id),
		.kind = string_new(path_name(type)),
		.part = part_name(relations->source, target),
	};
	return true;
}

static bool ignore_end(void *context, const char *name, struct error *err)
{
	(void)context, (void)name, (void)err;
	return true;
}

/* source "" is the file itself. A part without any is none the worse. */
static bool read_relations(struct xlsx *book, const char *source, struct relations *ret, struct error *err)
{
	static const struct xlsx_handler handler = { relation_start, ignore_end, NULL };
	scoped_free char *folder = strchr(source, '/') ? path_folder(source) : string_new("");
	scoped_free char *part = string_format("%s%s_rels/%s.rels", folder, *folder ? "/" : "", path_name(source));
	ret->source = source;
	return zip_name_locate(book->zip, part, ZIP_FL_NOCASE) < 0 ||
	       xlsx_part(book->zip, part, &handler, ret, &book->unpacked, err);
}

static const char *part_of_kind(const struct relations *relations, const char *kind)
{
	for (size_t at = 0; at < relations->count; at++)
		if (strcmp(relations->all[at].kind, kind) == 0)
			return relations->all[at].part;
	return NULL;
}

static const struct relation *relation_of(const struct relations *relations, const char *id)
{
	for (size_t at = 0; at < relations->count; at++)
		if (strcmp(relations->all[at].id, id) == 0)
			return &relations->all[at];
	return NULL;
}

/* ---- the workbook's list of sheets */

struct listing {
	struct xlsx *book;
	const struct relations *relations;
};

static bool is_yes(const char *value)
{
	return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static bool sheet_start(void *context, const char *name, const char *const *attributes, struct error *err)
{
	struct listing *listing = context;
	struct xlsx *book = listing->book;
	if (strcmp(name, "workbookPr") == 0)
		book->is_1904 = is_yes(xlsx_attribute(attributes, "date1904"));
	const char *called = xlsx_attribute(attributes, "name"), *id = xlsx_attribute(attributes, "id");
	if (strcmp(name, "sheet") != 0 || !called || !id)
		return true;
	const struct relation *relation = relation_of(listing->relations, id);
	if (relation == NULL)
		return error_set(err, ERROR_DATA, "sheet '%.60s' leads nowhere", called);
	if (strcmp(relation->kind, "worksheet") != 0)
		return true;
	if (book->sheet_count == XLSX_SHEETS_MOST)
		return error_set(err, ERROR_DATA, "more than %d sheets", XLSX_SHEETS_MOST);
	book->sheets = memory_grow(book->sheets, book->sheet_count + 1, sizeof *book->sheets);
	book->sheets[book->sheet_count++] = (struct xlsx_sheet){ string_new(called), string_new(relation->part) };
	return true;
}

/* ---- shared strings */

struct strings {
	struct xlsx *book;
	struct xlsx_words words;
	bool is_in_item;
};

static bool strings_start(void *context, const char *name, const char *const *attributes, struct error *err)
{
	struct strings *strings = context;
	(void)attributes, (void)err;
	if (strings->is_in_item)
		xlsx_words_start(&strings->words, name);
	else if (strcmp(name, "si") == 0) {
		strings->is_in_item = true;
		strings->words.phonetic = 0;
		text_clear(&strings->words.text);
	}
	return true;
}

static bool strings_text(void *context, const char *bytes, size_t length, struct error *err)
{
	struct strings *strings = context;
	return xlsx_words_add(&strings->words, bytes, length, err);
}

static bool strings_end(void *context, const char *name, struct error *err)
{
	struct strings *strings = context;
	struct xlsx *book = strings->book;
	struct text *words = &strings->words.text;
	xlsx_words_end(&strings->words, name);
	if (!strings->is_in_item || strcmp(name, "si") != 0)
		return true;
	strings->is_in_item = false;
	xlsx_unescape(words);
	if (book->string_count == XLSX_STRINGS_MOST || book->strings.length + words->length + 1 > XLSX_SHARED_MOST)
		return error_set(err, ERROR_DATA, "more than %d shared strings, or %d MiB of them", XLSX_STRINGS_MOST,
				 XLSX_SHARED_MOST >> 20);
	if (book->string_count == book->string_room) {
		book->string_room = book->string_room ? book->string_room * 2 : 1024;
		book->starts = memory_grow(book->starts, book->string_room, sizeof *book->starts);
	}
	book->starts[book->string_count++] = book->strings.length;
	text_add(&book->strings, words->bytes ? words->bytes : "", words->length);
	text_char(&book->strings, '\0');
	return true;
}

static bool read_strings(struct xlsx *book, const char *part, struct error *err)
{
	static const struct xlsx_handler handler = { strings_start, strings_end, strings_text };
	struct strings strings = { .book = book };
	bool good = part == NULL || xlsx_part(book->zip, part, &handler, &strings, &book->unpacked, err);
	text_done(&strings.words.text);
	return good;
}

/* ---- properties */

enum { PROPERTIES_MOST = 200 };

struct properties {
	struct xlsx *book;
	char *name;        /* of the custom one in work */
	struct text value;
};

static bool property_start(void *context, const char *name, const char *const *attributes, struct error *err)
{
	struct properties *properties = context;
	(void)err;
	text_clear(&properties->value);
	if (strcmp(name, "property") == 0) {
		free(properties->name);
		properties->name = string_new(xlsx_attribute(attributes, "name"));
	}
	return true;
}

static bool property_text(void *context, const char *bytes, size_t length, struct error *err)
{
	struct properties *properties = context;
	return xlsx_text_add(&properties->value, bytes, length, err);
}

static bool custom_end(void *context, const char *name, struct error *err)
{
	struct properties *properties = context;
	struct xlsx *book = properties->book;
	if (strcmp(name, "property") != 0 || properties->name == NULL)
		return true;
	if (book->property_count == PROPERTIES_MOST)
		return error_set(err, ERROR_DATA, "more than %d properties", PROPERTIES_MOST);
	book->properties = memory_grow(book->properties, book->property_count + 1, sizeof *book->properties);
	book->properties[book->property_count++] =
		(struct xlsx_property){ steal(properties->name), text_give(&properties->value) };
	return true;
}

static bool core_end(void *context, const char *name, struct error *err)
{
	struct properties *properties = context;
	struct xlsx *book = properties->book;
	char **place = strcmp(name, "lastModifiedBy") == 0 ? &book->saved_by
		: strcmp(name, "modified") == 0 ? &book->saved_at : NULL;
	(void)err;
	if (place && *place == NULL)
		*place = text_give(&properties->value);
	return true;
}

static bool read_properties(struct xlsx *book, const char *part, const struct xlsx_handler *handler, struct error *err)
{
	struct properties properties = { .book = book };
	bool good = part == NULL || zip_name_locate(book->zip, part, ZIP_FL_NOCASE) < 0 ||
		    xlsx_part(book->zip, part, handler, &properties, &book->unpacked, err);
	free(properties.name);
	text_done(&properties.value);
	return good;
}

/* ---- all of it */

static bool read_workbook(struct xlsx *book, const char *part, struct error *err)
{
	static const struct xlsx_handler handler = { sheet_start, ignore_end, NULL };
	scoped_relations struct relations relations = { 0 };
	struct listing listing = { book, &relations };
	const char *end = strrchr(part, '.');
	if (end && string_same(end, ".bin"))
		return error_set(err, ERROR_DATA, "is an .xlsb; save it as .xlsx");
	if (!read_relations(book, part, &relations, err) ||
	    !xlsx_part(book->zip, part, &handler, &listing, &book->unpacked, err) ||
	    !read_strings(book, part_of_kind(&relations, "sharedStrings"), err))
		return false;
	return book->sheet_count > 0 || error_set(err, ERROR_DATA, "has no sheet");
}

static bool read_book(struct xlsx *book, struct error *err)
{
	static const struct xlsx_handler custom = { property_start, custom_end, property_text };
	static const struct xlsx_handler core = { property_start, core_end, property_text };
	scoped_relations struct relations relations = { 0 };
	if (!read_relations(book, "", &relations, err))
		return false;
	const char *workbook = part_of_kind(&relations, "officeDocument");
	if (workbook == NULL)
		return error_set(err, ERROR_DATA, "is a zip file, but no .xlsx workbook");
	return read_properties(book, part_of_kind(&relations, "custom-properties"), &custom, err) &&
	       read_properties(book, part_of_kind(&relations, "core-properties"), &core, err) &&
	       read_workbook(book, workbook, err);
}

bool xlsx_open(const char *path, struct xlsx **ret, struct error *err)
{
	scoped_fd int file = -1;
	scoped_xlsx struct xlsx *book = memory_new(1, sizeof *book);
	book->path = string_new(path);
	if (!open_file(path, &file, err) || !hash_file(file, book, err) || !open_zip(file, book, err))
		return false;
	if (!read_book(book, err))
		return error_context(err, "%s", path);
	*ret = steal(book);
	return true;
}

void xlsx_free(struct xlsx *book)
{
	if (book->zip)
		zip_discard(book->zip);
	for (size_t at = 0; at < book->sheet_count; at++) {
		free(book->sheets[at].name);
		free(book->sheets[at].part);
	}
	for (size_t at = 0; at < book->property_count; at++) {
		free(book->properties[at].name);
		free(book->properties[at].value);
	}
	free(book->sheets);
	free(book->properties);
	free(book->saved_by);
	free(book->saved_at);
	free(book->starts);
	text_done(&book->strings);
	free(book->path);
	free(book);
}

const char *xlsx_sha256(const struct xlsx *book)
{
	return book->sha256;
}

const char *xlsx_property(const struct xlsx *book, const char *name)
{
	for (size_t at = 0; at < book->property_count; at++)
		if (strcmp(book->properties[at].name, name) == 0)
			return book->properties[at].value;
	return "";
}

const char *xlsx_saved_by(const struct xlsx *book)
{
	return book->saved_by ? book->saved_by : "";
}

const char *xlsx_saved_at(const struct xlsx *book)
{
	return book->saved_at ? book->saved_at : "";
}

const char *xlsx_sheet(const struct xlsx *book, size_t number)
{
	return number < book->sheet_count ? book->sheets[number].name : NULL;
}

bool xlsx_date(const struct xlsx *book, const char *number, char ret[static 11])
{
	enum { FROM = 18264, TO = 91677, BEFORE_1970 = 25569, SINCE_1904 = 1462, DAY = 86400 };
	char *end;
	double days = strtod(number, &end) + (book->is_1904 ? SINCE_1904 : 0);
	if (end == number || *end != '\0' || !(days >= FROM && days < TO))
		return false;
	time_t at = (time_t)((long)days - BEFORE_1970) * DAY;
	struct tm tm;
	gmtime_r(&at, &tm);
	strftime(ret, 11, "%Y-%m-%d", &tm);
	return true;
}
