#include "lib/out/xlsx_read.h"

#include "lib/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <zip.h>

struct part {
	const char *name, *text;
};

#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define ROOT_RELS "<Relationships><Relationship Id='rId1' Type='" RELATIONS "/officeDocument' Target='xl/workbook.xml'/>" \
	"<Relationship Id='rId2' Type='" RELATIONS "/custom-properties' Target='docProps/custom.xml'/></Relationships>"
#define BOOK "<workbook xmlns:r='" RELATIONS "'><sheets><sheet name='One &amp; all' sheetId='1' r:id='rId1'/></sheets></workbook>"
#define BOOK_RELS "<Relationships><Relationship Id='rId1' Type='" RELATIONS "/worksheet' Target='worksheets/sheet1.xml'/>" \
	"<Relationship Id='rId2' Type='" RELATIONS "/sharedStrings' Target='sharedStrings.xml'/></Relationships>"
#define SHEET(rows) "<?xml version='1.0'?><worksheet><sheetData>" rows "</sheetData></worksheet>"

static int make_place(void **state)
{
	char folder[] = "/tmp/crmaudit-test.XXXXXX";
	*state = mkdtemp(folder) ? string_format("%s/book.xlsx", folder) : NULL;
	return *state == NULL;
}

static int remove_place(void **state)
{
	char *path = *state;
	unlink(path);
	*strrchr(path, '/') = '\0';
	rmdir(path);
	free(path);
	return 0;
}

static void add_part(zip_t *zip, const char *name, const char *text)
{
	zip_source_t *source = zip_source_buffer(zip, text, strlen(text), 0);
	assert_non_null(source);
	assert_true(zip_file_add(zip, name, source, ZIP_FL_OVERWRITE) >= 0);
}

/* A workbook of one sheet, and what replaces or joins its parts. */
static void write_book(const char *path, const char *sheet, const char *strings, const struct part *more)
{
	int reason;
	zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &reason);
	assert_non_null(zip);
	add_part(zip, "_rels/.rels", ROOT_RELS);
	add_part(zip, "xl/workbook.xml", BOOK);
	add_part(zip, "xl/_rels/workbook.xml.rels", BOOK_RELS);
	add_part(zip, "xl/worksheets/sheet1.xml", sheet);
	add_part(zip, "xl/sharedStrings.xml", strings ? strings : "<sst/>");
	for (; more && more->name; more++)
		add_part(zip, more->name, more->text);
	assert_int_equal(zip_close(zip), 0);
}

/* "3: text|number*|": rows by number, a letter for the kind, * for a formula. */
static bool show(const struct xlsx_row *row, void *context, struct error *err)
{
	(void)err;
	text_format(context, "%ld:", row->number);
	for (size_t at = 0; at < row->count; at++)
		text_format(context, " %c%s%s", "-tnbe"[row->cells[at].kind], row->cells[at].is_formula ? "*" : "", row->cells[at].text);
	text_char(context, '\n');
	return true;
}

static char *shown(const char *path)
{
	struct error err = { 0 };
	scoped_xlsx struct xlsx *book = NULL;
	struct text text = { 0 };
	if (!xlsx_open(path, &book, &err) || !xlsx_rows(book, 0, show, &text, &err))
		fail_msg("%s", err.text);
	return text_give(&text);
}

static void refused(const char *path, const char *because)
{
	struct error err = { 0 };
	scoped_xlsx struct xlsx *book = NULL;
	struct text text = { 0 };
	bool good = xlsx_open(path, &book, &err) && xlsx_rows(book, 0, show, &text, &err);
	text_done(&text);
	if (good || strstr(err.text, because) == NULL || strstr(err.text, path) == NULL)
		fail_msg("not refused because %s: %s", because, good ? "it was read" : err.text);
	assert_int_equal(err.kind, ERROR_DATA);
}

static void test_every_kind_of_cell(void **state)
{
	write_book(*state, SHEET("<row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2' t='inlineStr'><is><t>in</t><r><t>line</t></r>"
				 "<rPh><t>no</t></rPh></is></c><c r='C2'><v>46234.5</v></c><c r='D2' t='b'><v>1</v></c>"
				 "<c r='E2' t='e'><v>#REF!</v></c><c r='F2' t='str'><f>1&amp;\"x\"</f><v>1x</v></c>"
				 "<c r='G2'><f>1+1</f><v>2</v></c><c r='H2' t='b'><v>0</v></c></row>"),
		   "<sst><si><r><t>ri</t></r><r><t xml:space='preserve'>ch </t></r><rPh sb='0'><t>said</t></rPh></si></sst>", NULL);
	scoped_free char *got = shown(*state);
	assert_string_equal(got, "2: trich  tinline n46234.5 bTRUE e#REF! t*1x n*2 bFALSE\n");
}

static void test_places_may_be_missing_or_sparse(void **state)
{
	write_book(*state, SHEET("<row><c t='s'><v>1</v></c><c/><c><v>3</v></c></row><row/><row r='9'><c r='C9'><v>4</v></c><c><v>5</v></c>"
				 "<c r='ZZ9'><v>far</v></c></row><row><c s='3'/><c><f>x</f></c></row>"),
		   "<sst><si><t>zero</t></si><si><t/></si></sst>", NULL);
	scoped_free char *got = shown(*state);
	assert_string_equal(got, "1: t - n3\n9: - - n4 n5\n10: - -*\n");
}

static void test_escapes_are_characters(void **state)
{
	write_book(*state, SHEET("<row><c t='inlineStr'><is><t>a_x000D__x000A_b_x0041_c_x00e9__x20AC__x0000__xZZZZ__x0041</t></is></c></row>"), NULL, NULL);
	scoped_free char *got = shown(*state);
	assert_string_equal(got, "1: ta\nbAc\xC3\xA9\xE2\x82\xAC_xZZZZ__x0041\n");
}

static void test_prefixes_and_absolute_names(void **state)
{
	const struct part parts[] = {
		{ "_rels/.rels", "<p:Relationships xmlns:p='x'><p:Relationship Id='a' Type='http://purl.oclc.org/ooxml/officeDocument/relationships/"
				 "officeDocument' Target='/XL/book.xml'/></p:Relationships>" },
		{ "xl/book.xml", "<x:workbook xmlns:x='m' xmlns:q='r'><x:workbookPr date1904='1'/><x:sheets><x:sheet name='S' q:id='s'/></x:sheets></x:workbook>" },
		{ "xl/_rels/book.xml.rels", "<Relationships><Relationship Id='s' Type='t/worksheet' Target='../../../xl/./pages/one.xml'/></Relationships>" },
		{ "xl/pages/one.xml", "<x:worksheet xmlns:x='m'><x:sheetData><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>" },
		{ 0 },
	};
	write_book(*state, "", NULL, parts);
	scoped_free char *got = shown(*state);
	assert_string_equal(got, "1: n7\n");
	struct error err = { 0 };
	scoped_xlsx struct xlsx *book = NULL;
	char day[11];
	assert_true(xlsx_open(*state, &book, &err));
	assert_true(xlsx_date(book, "44772", day));
	assert_string_equal(day, "2026-07-31");
}

static void test_properties_hash_and_dates(void **state)
{
	const struct part parts[] = {
		{ "docProps/custom.xml", "<Properties xmlns:vt='v'><property pid='2' name='whose'><vt:lpwstr>Dana &lt;d&gt;</vt:lpwstr></property></Properties>" },
		{ 0 },
	};
	write_book(*state, SHEET(""), NULL, parts);
	struct error err = { 0 };
	scoped_xlsx struct xlsx *book = NULL;
	char day[11] = "as it was";
	assert_true(xlsx_open(*state, &book, &err));
	assert_string_equal(xlsx_property(book, "whose"), "Dana <d>");
	assert_string_equal(xlsx_property(book, "other"), "");
	assert_string_equal(xlsx_saved_by(book), "");
	assert_string_equal(xlsx_sheet(book, 0), "One & all");
	assert_null(xlsx_sheet(book, 1));
	scoped_free char *command = string_format("sha256sum %s", (char *)*state);
	FILE *other = popen(command, "r");
	char hash[65] = "";
	assert_int_equal(fread(hash, 1, 64, other), 64);
	assert_int_equal(pclose(other), 0);
	assert_string_equal(xlsx_sha256(book), hash);
	assert_true(xlsx_date(book, "46234", day));
	assert_string_equal(day, "2026-07-31");
	assert_false(xlsx_date(book, "3", day));
	assert_false(xlsx_date(book, "46234 x", day));
	assert_false(xlsx_date(book, "nan", day));
}

static void write_bytes(const char *path, const char *bytes, size_t length)
{
	scoped_file FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
}

static void test_other_files_are_named(void **state)
{
	static const char old[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more";
	refused(*state, "No such file");
	write_bytes(*state, "", 0);
	refused(*state, "is empty");
	write_bytes(*state, old, sizeof old);
	refused(*state, "is an .xls of the old kind, or is encrypted");
	write_bytes(*state, "Id,Name\n", 8);
	refused(*state, "is no .xlsx workbook");
	write_bytes(*state, "PK\003\004 cut", 8);
	refused(*state, "may have been cut off");
	write_book(*state, SHEET(""), NULL, (struct part[]){ { "META-INF/manifest.xml", "<x/>" }, { 0 } });
	refused(*state, "is an OpenDocument file");
	write_book(*state, SHEET(""), NULL, (struct part[]){ { "_rels/.rels", "<Relationships/>" }, { 0 } });
	refused(*state, "is a zip file, but no .xlsx");
	unlink(*state);
	assert_int_equal(mkfifo(*state, 0600), 0);
	refused(*state, "is no file");
}

static void test_a_cut_file_is_refused(void **state)
{
	write_book(*state, SHEET("<row><c><v>1</v></c></row>"), NULL, NULL);
	struct stat about;
	assert_int_equal(stat(*state, &about), 0);
	assert_int_equal(truncate(*state, about.st_size - 30), 0);
	refused(*state, "may have been cut off");
}

static void test_hostile_parts(void **state)
{
	struct text deep = { 0 };
	text_put(&deep, "<worksheet><sheetData>");
	for (int at = 0; at < 100; at++)
		text_put(&deep, "<a>");
	write_book(*state, "<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet>&a;</worksheet>", NULL, NULL);
	refused(*state, "sheet1.xml: it has a DOCTYPE");
	write_book(*state, deep.bytes, NULL, NULL);
	refused(*state, "nested more than 64 deep");
	write_book(*state, "<worksheet><sheetData><row>", NULL, NULL);
	refused(*state, "sheet1.xml: line 1: ");
	write_book(*state, SHEET("<row><c t='s'><v>0</v></c></row>"), NULL, NULL);
	refused(*state, "row 1: there is no shared string '0'");
	write_book(*state, SHEET("<row><c t='s'><v>-1</v></c></row>"), "<sst><si/></sst>", NULL);
	refused(*state, "there is no shared string '-1'");
	write_book(*state, SHEET("<row><c r='1A'><v>1</v></c></row>"), NULL, NULL);
	refused(*state, "'1A' is no place of a cell");
	write_book(*state, "", NULL, (struct part[]){ { "xl/_rels/workbook.xml.rels", "<Relationships/>" }, { 0 } });
	refused(*state, "sheet 'One & all' leads nowhere");
	text_done(&deep);
}

static char *filled(const char *before, char with, size_t length, const char *after)
{
	size_t head = strlen(before), tail = strlen(after);
	char *text = malloc(head + length + tail + 1);
	assert_non_null(text);
	memcpy(text, before, head);
	memset(text + head, with, length);
	memcpy(text + head + length, after, tail + 1);
	return text;
}

static void test_limits(void **state)
{
	scoped_free char *bomb = filled("<worksheet>", ' ', XLSX_PART_MOST, "</worksheet>");
	write_book(*state, bomb, NULL, NULL);
	struct stat about;
	assert_int_equal(stat(*state, &about), 0);
	assert_true(about.st_size < 1 << 20);
	refused(*state, "unpacked it is larger than 256 MiB");
	scoped_free char *tag = filled("<worksheet a='", 'x', 3 << 20, "'/>");
	write_book(*state, tag, NULL, NULL);
	refused(*state, "a tag of more than 1048576 bytes");
	scoped_free char *words = filled("<sst><si><t>", 'x', XLSX_TEXT_MOST + 1, "</t></si></sst>");
	write_book(*state, SHEET(""), words, NULL);
	refused(*state, "sharedStrings.xml: a text of more than 131068 bytes");
}

static void test_too_many_cells(void **state)
{
	struct text rows = { 0 };
	text_put(&rows, "<worksheet><sheetData><row>");
	for (int at = 0; at <= XLSX_CELLS_MOST; at++)
		text_add(&rows, "<c/>", 4);
	text_put(&rows, "</row></sheetData></worksheet>");
	write_book(*state, rows.bytes, NULL, NULL);
	text_done(&rows);
	refused(*state, "more than 5000000 cells");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, make_place, remove_place)
int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_every_kind_of_cell),
		CASE(test_places_may_be_missing_or_sparse),
		CASE(test_escapes_are_characters),
		CASE(test_prefixes_and_absolute_names),
		CASE(test_properties_hash_and_dates),
		CASE(test_other_files_are_named),
		CASE(test_a_cut_file_is_refused),
		CASE(test_hostile_parts),
		CASE(test_limits),
		CASE(test_too_many_cells),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
