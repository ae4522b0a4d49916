/* Parts of workbooks, made up of what sheets are made of and spoiled without end, read by
 * lib/out/xlsx_read.c:
 *     xlsx SECONDS [SEED]
 * It may refuse them and must not crash; a crash says which seed it came from. */
#include "lib/base/text.h"
#include "lib/out/xlsx_read.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zip.h>

static uint64_t seed_at_work;

static uint32_t next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 32);
}

static const char *const pieces[] = {
	"<sheetData>", "</sheetData>", "<row>", "<row r='9'>", "<row r='-5'>", "</row>", "<c>", "<c r='B2' t='s'>", "<c r='XFD1' t='b'>",
	"<c t='inlineStr'>", "<c t='e'>", "<c t='str'>", "</c>", "<c/>", "<v>", "</v>", "<v>0</v>", "<v>1</v>", "<f>A1</f>", "<is>", "</is>",
	"<t>", "</t>", "<t>words</t>", "<rPh>", "</rPh>", "<r>", "</r>", "<si>", "</si>", "<sst>", "</sst>", "_x0041_", "_x", "&lt;", "&b;", "1e9",
	"<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE a>", "<?x?>", "\xC3\xA9", "\xFF", "<worksheet>", "</worksheet>",
	"<property name='a'>", "</property>", "<sheet name='S' id='r1'/>", "<Relationship Id='r1' Type='x/worksheet' Target='../a'/>",
};

/* Mostly well formed: an element that is opened is closed, unless it is spoiled. */
static void make_part(uint64_t *state, const char *before, const char *after, struct text *part)
{
	enum { PIECES = sizeof pieces / sizeof pieces[0], MOST = 40 };
	text_put(part, before);
	for (uint32_t count = next(state) % MOST; count > 0; count--)
		text_put(part, next(state) % 40 ? "<row><c t='s'><v>0</v></c><c t='inlineStr'><is><t>a_x0009_</t></is></c><c><f/><v>2</v></c></row>"
					       : pieces[next(state) % PIECES]);
	text_put(part, after);
	for (uint32_t spoil = next(state) % 4 == 0; spoil > 0 && part->length > 0; spoil--)
		part->bytes[next(state) % part->length] = (char)next(state);
}

static void add_part(zip_t *zip, const char *name, uint64_t *state, const char *before, const char *after)
{
	scoped_text struct text part = { 0 };
	make_part(state, before, after, &part);
	void *bytes = malloc(part.length + 1);
	memcpy(bytes, part.bytes, part.length);
	zip_source_t *source = zip_source_buffer(zip, bytes, part.length, 1);
	if (zip_file_add(zip, name, source, 0) < 0)
		zip_source_free(source);
}

#define RELATION(id, kind, target) "<Relationship Id='" id "' Type='x/" kind "' Target='" target "'/>"

static void write_book(uint64_t *state, const char *path)
{
	int reason;
	zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &reason);
	bool is_calm = next(state) % 4 != 0;
	uint64_t calm = 0, *rest = is_calm ? &calm : state;
	add_part(zip, "_rels/.rels", rest, "<a>" RELATION("a", "officeDocument", "b.xml") RELATION("c", "custom-properties", "c.xml"), "</a>");
	add_part(zip, "b.xml", rest, "<a><sheet name='S' id='s'/>", "</a>");
	add_part(zip, "_rels/b.xml.rels", rest, "<a>" RELATION("s", "worksheet", "s.xml") RELATION("t", "sharedStrings", "t.xml"), "</a>");
	add_part(zip, "c.xml", state, "<a>", "</a>");
	add_part(zip, "t.xml", state, "<a><si><t>x</t></si>", "</a>");
	add_part(zip, "s.xml", state, "<a><sheetData>", "</sheetData></a>");
	if (zip_close(zip) != 0)
		zip_discard(zip);
}

/* Now and then the zip itself. */
static void spoil_file(uint64_t *state, const char *path)
{
	FILE *file = next(state) % 8 ? NULL : fopen(path, "r+");
	if (file == NULL)
		return;
	fseek(file, 0, SEEK_END);
	long length = ftell(file);
	fseek(file, (long)(next(state) % (uint32_t)length), SEEK_SET);
	fputc((int)(next(state) & 0xFF), file);
	fclose(file);
}

static bool count_row(const struct xlsx_row *row, void *context, struct error *err)
{
	(void)err;
	for (size_t at = 0; at < row->count; at++)
		*(size_t *)context += strlen(row->cells[at].text) + 1;
	return true;
}

static bool read_book(const char *path)
{
	struct error err = { 0 };
	scoped_xlsx struct xlsx *book = NULL;
	size_t bytes = 0;
	if (!xlsx_open(path, &book, &err))
		return false;
	for (size_t sheet = 0; xlsx_sheet(book, sheet); sheet++)
		if (!xlsx_rows(book, sheet, count_row, &bytes, &err))
			return false;
	return bytes > 0;
}

static void say_seed(int signal_number)
{
	(void)signal_number;
	fprintf(stderr, "seed %lu\n", (unsigned long)seed_at_work);
	_exit(1);
}

int main(int count, char **arguments)
{
	uint64_t seed = count > 2 ? strtoull(arguments[2], NULL, 10) : 1, first = seed, read = 0;
	time_t end = time(NULL) + (count > 1 ? atol(arguments[1]) : 60);
	char path[] = "/tmp/crmaudit-fuzz.XXXXXX";
	close(mkstemp(path));
	signal(SIGABRT, say_seed);
	do {
		seed_at_work = seed++;
		uint64_t state = seed_at_work * 0x9e3779b97f4a7c15u | 1;
		write_book(&state, path);
		spoil_file(&state, path);
		read += read_book(path);
	} while (time(NULL) < end);
	unlink(path);
	printf("%lu workbooks from seed %lu on, %lu of them read: no crash\n", (unsigned long)(seed - first), (unsigned long)first,
	       (unsigned long)read);
}
