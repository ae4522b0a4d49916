/* A workbook that came back: a file as it is where it begins with PK, else the parts of
 * one, parted by NULs: sheet, shared strings, custom properties, workbook. Read twice, it
 * says the same. */
#include "lib/out/xlsx_read.h"
#include "tests/fuzz/support/fuzz.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#define RELATION(id, kind, target) "<Relationship Id='" id "' Type='x/" kind "' Target='" target "'/>"
#define RELATIONS(words) "<a>" words "</a>"

static const char relations[] = RELATIONS(RELATION("a", "officeDocument", "b.xml") RELATION("c", "custom-properties", "c.xml"));
static const char parts_of_book[] = RELATIONS(RELATION("s", "worksheet", "s.xml") RELATION("t", "sharedStrings", "t.xml"));
static const char book[] = "<a><sheet name='S' id='s'/></a>";

static void add_part(zip_t *zip, const char *name, const void *bytes, size_t length)
{
	zip_source_t *source = zip_source_buffer(zip, bytes, length, 0);
	if (zip_file_add(zip, name, source, 0) < 0)
		zip_source_free(source);
	else
		zip_set_file_compression(zip, (zip_uint64_t)zip_get_num_entries(zip, 0) - 1, ZIP_CM_STORE, 0);
}

static void put_book(const char *path, const uint8_t *bytes, size_t length)
{
	const struct {
		const char *name;
		const char *fallback;
	} parts[] = { { "s.xml", "<a/>" }, { "t.xml", "<a/>" }, { "c.xml", "<a/>" }, { "b.xml", book } };
	int reason;
	zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &reason);
	truth(zip != NULL, "a zip can be made");
	add_part(zip, "_rels/.rels", relations, sizeof relations - 1);
	add_part(zip, "_rels/b.xml.rels", parts_of_book, sizeof parts_of_book - 1);
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		const uint8_t *end = length > 0 ? memchr(bytes, 0, length) : NULL;
		size_t size = end ? (size_t)(end - bytes) : length;
		if (size > 0)
			add_part(zip, parts[i].name, bytes, size);
		else
			add_part(zip, parts[i].name, parts[i].fallback, strlen(parts[i].fallback));
		size_t used = size + (end != NULL);
		bytes += used;
		length -= used;
	}
	truth(zip_close(zip) == 0, "a zip can be written");
}

static bool put_row(const struct xlsx_row *row, void *context, struct error *err)
{
	(void)err;
	struct text *words = context;
	text_format(words, "%ld", row->number);
	for (size_t at = 0; at < row->count; at++) {
		const char *text = row->cells[at].text;
		truth(text != NULL, "a cell has a text");
		truth_utf8(text, strlen(text));
		text_format(words, " %d%d%s", row->cells[at].kind, row->cells[at].is_formula, text);
	}
	text_put(words, "\n");
	return true;
}

static bool read_book(const char *path, struct text *words, struct error *err)
{
	scoped_xlsx struct xlsx *opened = NULL;
	if (!xlsx_open(path, &opened, err))
		return false;
	for (size_t sheet = 0; xlsx_sheet(opened, sheet); sheet++)
		if (!xlsx_rows(opened, sheet, put_row, words, err))
			return false;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	scoped_text struct text once = { 0 }, again = { 0 };
	struct error first = { 0 }, second = { 0 };
	char path[] = "/dev/shm/crmaudit-fuzz.XXXXXX";
	int file = mkstemp(path);
	truth(file >= 0, "a file can be made");
	if (length > 1 && memcmp(bytes, "PK", 2) == 0)
		truth(write(file, bytes, length) == (ssize_t)length, "a file can be written");
	close(file);
	if (length <= 1 || memcmp(bytes, "PK", 2) != 0)
		put_book(path, bytes, length);
	bool good = read_book(path, &once, &first);
	truth(read_book(path, &again, &second) == good && fuzz_same(&once, &again), "read twice it says the same");
	unlink(path);
	if (!good)
		truth_error(&first);
	return 0;
}
