#include "lib/out/sheet.h"

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/out/whole.h"
#include "lib/store/db.h"
#include "tests/support/skip.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>

struct place {
	char folder[64];
	char path[80];
	char fresh[96];
};

static int set_up(void **state)
{
	log_setup(LOG_ERROR, LOG_TEXT);
	struct place *place = memory_new(1, sizeof *place);
	strcpy(place->folder, "/tmp/sheet_test.XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	snprintf(place->path, sizeof place->path, "%s/book.xlsx", place->folder);
	snprintf(place->fresh, sizeof place->fresh, "%s.new", place->path);
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;
	unlink(place->path);
	unlink(place->fresh);
	rmdir(place->folder);
	free(place);
	return 0;
}

static const char *const decisions[] = { "fix", "accept", NULL };

static const struct sheet_column columns[] = {
	{ "name", "Name", 20, .format = SHEET_TEXT },
	{ "amount", "Amount", 12, .format = SHEET_MONEY },
	{ "day", "Day", 12, .format = SHEET_DATE },
	{ "at", "At", 18, .format = SHEET_INSTANT },
	{ "label", "Record", 20, .format = SHEET_LINK, .id_key = "id" },
	{ "severity", "Severity", 10, .format = SHEET_SEVERITY },
	{ "", "Decision", 12, .format = SHEET_DECISION, .choices = decisions },
	{ 0 },
};

struct given {
	const char *name, *amount, *day, *at, *label, *id, *severity;
};

static PGresult *row_of(const struct given *given)
{
	static const char *const names[] = { "name", "amount", "day", "at", "label", "id", "severity" };
	const char *const values[] = { given->name, given->amount, given->day, given->at,
				       given->label, given->id, given->severity };
	PGresAttDesc shape[7] = { 0 };
	for (int at = 0; at < 7; at++) {
		shape[at].name = (char *)(uintptr_t)names[at];
		shape[at].typid = 25;
		shape[at].typlen = -1;
	}
	PGresult *row = PQmakeEmptyPGresult(NULL, PGRES_TUPLES_OK);
	assert_true(PQsetResultAttrs(row, 7, shape));
	for (int at = 0; at < 7; at++)
		if (values[at])
			PQsetvalue(row, 0, at, (char *)(uintptr_t)values[at], (int)strlen(values[at]));
		else
			PQsetvalue(row, 0, at, NULL, -1);
	return row;
}

static struct sheet_about about_of(const struct place *place)
{
	return (struct sheet_about){ .path = place->path, .title = "Review, R&D", .as_of = "the end of 30 June 2025",
				     .day = "2025-06-30", .record_url = "https://crm.example/{id}/view" };
}

static bool write_book(const struct sheet_about *about, const struct given *given, long long count,
		       struct error *err)
{
	scoped_sheet_book struct sheet_book *book = NULL;
	const struct sheet_page page = { .name = "Findings", .title = "Findings", .says = "All.", .rows = count,
					 .columns = columns };
	if (!sheet_book_new(about, &book, err) || !sheet_begin(book, &page, err))
		return false;
	scoped_result PGresult *row = row_of(given);
	for (long long at = 0; at < count; at++)
		if (!sheet_row(row, book, err))
			return false;
	return sheet_save(book, err);
}

static void write_good(const struct sheet_about *about, const struct given *given, long long count)
{
	struct error err = { 0 };
	if (!write_book(about, given, count, &err))
		fail_msg("%s", err.text);
}

/* What another program prints, given two words. New. */
static char *ask_python(const char *script, const char *first, const char *second)
{
	int out[2];
	assert_int_equal(pipe(out), 0);
	pid_t child = fork();
	if (child == 0) {
		dup2(out[1], STDOUT_FILENO);
		close(out[0]);
		execlp("/usr/bin/python3", "python3", "-c", script, first, second, (char *)NULL);
		_exit(127);
	}
	close(out[1]);
	struct text text = { 0 };
	char bytes[4096];
	for (ssize_t got = read(out[0], bytes, sizeof bytes); got > 0; got = read(out[0], bytes, sizeof bytes))
		text_add(&text, bytes, (size_t)got);
	close(out[0]);
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	return text_give(&text);
}

/* "type|value|number format|link" of one cell of the first sheet. */
static char *read_cell(const struct place *place, const char *cell)
{
	static const char script[] =
		"import sys, openpyxl\n"
		"c = openpyxl.load_workbook(sys.argv[1]).worksheets[0][sys.argv[2]]\n"
		"v = c.value.isoformat(' ') if c.is_date and c.value else c.value\n"
		"print(c.data_type, v, c.number_format, c.hyperlink.target if c.hyperlink else '', sep='|', end='')\n";
	return ask_python(script, place->path, cell);
}

/* What is shown before anything is reckoned. */
static void assert_shown(const struct place *place, const char *cell, const char *expected)
{
	static const char script[] =
		"import sys, openpyxl\n"
		"print(openpyxl.load_workbook(sys.argv[1], data_only=True).worksheets[0][sys.argv[2]].value, end='')\n";
	scoped_free char *found = ask_python(script, place->path, cell);
	assert_string_equal(found, expected);
}

static void assert_sheet(const struct place *place, const char *sheet, const char *cell, const char *expected)
{
	static const char script[] =
		"import sys, openpyxl\n"
		"s, c = sys.argv[2].split('!')\n"
		"print(openpyxl.load_workbook(sys.argv[1])[s][c].value, end='')\n";
	scoped_free char *where = string_format("%s!%s", sheet, cell);
	scoped_free char *found = ask_python(script, place->path, where);
	assert_string_equal(found, expected);
}

static void assert_cell(const struct place *place, const char *cell, const char *expected)
{
	scoped_free char *found = read_cell(place, cell);
	assert_string_equal(found, expected);
}

static const struct given usual = { "Ann", "1234.5", "2025-06-30", "2025-06-30 14:05", "Acme", "001A", "fail" };

static void test_cells_are_typed(void **state)
{
	const struct sheet_about about = about_of(*state);
	write_good(&about, &usual, 1);
	assert_cell(*state, "A4", "s|Name|General|");
	assert_cell(*state, "A5", "s|Ann|General|");
	assert_cell(*state, "B5", "n|1234.5|#,##0|");
	assert_cell(*state, "C5", "d|2025-06-30 00:00:00|yyyy-mm-dd|");
	assert_cell(*state, "D5", "d|2025-06-30 14:05:00|yyyy-mm-dd hh:mm|");
	assert_cell(*state, "E5", "s|Acme|General|https://crm.example/001A/view");
	assert_cell(*state, "F5", "s|fail|General|");
	assert_cell(*state, "G5", "n|None|@|");
}

static void test_null_is_an_empty_cell(void **state)
{
	const struct sheet_about about = about_of(*state);
	write_good(&about, &(struct given){ .name = "Ann" }, 1);
	assert_cell(*state, "B5", "n|None|General|");
	assert_cell(*state, "E5", "n|None|General|");
}

static void test_formulas_stay_text(void **state)
{
	const struct sheet_about about = about_of(*state);
	write_good(&about, &(struct given){ "=cmd|'/C calc'!A0", "+1", "@x", "-2", "=1+1", "001A", "=A1" }, 1);
	scoped_free char *name = read_cell(*state, "A5");
	scoped_free char *label = read_cell(*state, "E5");
	assert_non_null(strstr(name, "=cmd|'/C calc'!A0|"));
	scoped_free char *command = string_format("! unzip -p %s xl/worksheets/sheet1.xml | grep -q '<f>'",
						  ((struct place *)*state)->path);
	assert_int_equal(system(command), 0);
	assert_non_null(strstr(label, "=1+1|"));
}

static void test_what_is_no_date_or_number_stays_text(void **state)
{
	const struct sheet_about about = about_of(*state);
	write_good(&about, &(struct given){ "x", "12345678901234567890", "1021-03-04", "soon", "", "", "" }, 1);
	assert_cell(*state, "B5", "s|12345678901234567890|General|");
	assert_cell(*state, "C5", "s|1021-03-04|General|");
	assert_cell(*state, "D5", "s|soon|General|");
}

static void test_numbers_that_excel_has_none_for_stay_text(void **state)
{
	static const char *const given[][2] = { { "NaN", "2025-02-30" }, { "Infinity", "1899-12-31" }, { "-Infinity", "infinity" },
						{ "1e400", "12345-01-01" }, { "007", "0044-03-15 BC" } };
	const struct sheet_about about = about_of(*state);
	for (size_t at = 0; at < sizeof given / sizeof *given; at++) {
		scoped_free char *amount = string_format("s|%s|General|", given[at][0]);
		scoped_free char *day = string_format("s|%s|General|", given[at][1]);
		write_good(&about, &(struct given){ .name = "x", .amount = given[at][0], .day = given[at][1] }, 1);
		assert_cell(*state, "B5", amount);
		assert_cell(*state, "C5", day);
	}
}

static void test_ids_are_escaped_in_links(void **state)
{
	const struct sheet_about about = about_of(*state);
	write_good(&about, &(struct given){ "x", "1", NULL, NULL, "say \"hi\"", "a\"b/c", "" }, 1);
	assert_cell(*state, "E5", "s|say \"hi\"|General|https://crm.example/a%22b%2Fc/view");
}

static void test_without_record_url_the_id_is_named(void **state)
{
	struct sheet_about about = about_of(*state);
	about.record_url = "";
	write_good(&about, &usual, 1);
	assert_cell(*state, "E5", "s|Acme (001A)|General|");
}

/* What a printer and a window are told of the first sheet. */
static void assert_set_up(const struct place *place, const char *what, const char *expected)
{
	static const char script[] =
		"import sys, openpyxl\n"
		"s = openpyxl.load_workbook(sys.argv[1]).worksheets[0]\n"
		"print(eval(sys.argv[2]), end='')\n";
	scoped_free char *found = ask_python(script, place->path, what);
	assert_string_equal(found, expected);
}

static void test_on_paper_it_is_one_page_wide_with_the_head_on_every_page(void **state)
{
	const struct sheet_about about = about_of(*state);
	write_good(&about, &usual, 3);
	assert_set_up(*state, "s.print_title_rows, s.page_setup.fitToWidth, s.page_setup.fitToHeight, s.sheet_properties.pageSetUpPr.fitToPage",
		      "('$4:$4', None, 0, True)");
	assert_set_up(*state, "s.page_setup.orientation, s.page_setup.scale, s.col_breaks.brk", "('landscape', None, [])");
	assert_set_up(*state, "s.oddFooter.left.text, s.oddFooter.center.text, s.oddFooter.right.text",
		      "('Review, R&&D', '&A, page &P of &N', 'as of the end of 30 June 2025')");
	assert_set_up(*state, "s.freeze_panes, s.auto_filter.ref, s.sheet_view.showGridLines", "('A5', 'A4:G7', False)");
}

static void test_columns_that_begin_a_page_keep_the_first_beside_them(void **state)
{
	static const struct sheet_column parted[] = {
		{ "name", "Name", 50, .format = SHEET_WRAP },
		{ "amount", "Amount", 30, .format = SHEET_MONEY },
		{ "label", "Record", 130, .format = SHEET_WRAP, .begins_page = true },
		{ "id", "Mark", 9, .format = SHEET_TEXT, .is_hidden = true },
		{ 0 },
	};
	const struct sheet_about about = about_of(*state);
	const struct sheet_page page = { .name = "F", .title = "F", .says = "All.", .rows = 1, .columns = parted };
	struct error err = { 0 };
	scoped_sheet_book struct sheet_book *book = NULL;
	scoped_result PGresult *row = row_of(&usual);
	assert_true(sheet_book_new(&about, &book, &err) && sheet_begin(book, &page, &err) && sheet_row(row, book, &err) &&
		    sheet_save(book, &err));
	/* (180 x 7 + 2 x 5) / 96 = 13.23 inches onto 9.7 */
	assert_set_up(*state, "s.page_setup.scale, [b.id for b in s.col_breaks.brk], s.print_title_cols, s.freeze_panes",
		      "(73, [2], '$A:$A', 'B5')");
	assert_set_up(*state, "s.column_dimensions['D'].hidden, s['D5'].value, s.column_dimensions['C'].hidden", "(True, '001A', False)");
	assert_set_up(*state, "sorted(str(r) for r in s.merged_cells.ranges)", "['A1:B1', 'A2:B2']");
}

static void test_rows_are_as_high_as_their_lines(void **state)
{
	static const struct sheet_column narrow[] = {
		{ "name", "Name", 12, .format = SHEET_WRAP },
		{ "label", "A title of words", 12, .format = SHEET_LINK, .id_key = "id" },
		{ 0 },
	};
	const struct sheet_about about = about_of(*state);
	const struct sheet_page page = { .name = "F", .title = "F", .says = "All.", .rows = 3, .columns = narrow };
	struct error err = { 0 };
	scoped_sheet_book struct sheet_book *book = NULL;
	scoped_result PGresult *flat = row_of(&(struct given){ .name = "iiii iiii iiii", .label = "one line", .id = "001A" });
	scoped_result PGresult *broken = row_of(&(struct given){ .name = "MMMM MMMM MMMM", .label = "one line", .id = "001A" });
	scoped_result PGresult *linked = row_of(&(struct given){ .name = "x", .label = "words of a long label", .id = "001A" });
	assert_true(sheet_book_new(&about, &book, &err) && sheet_begin(book, &page, &err) && sheet_row(flat, book, &err) &&
		    sheet_row(broken, book, &err) && sheet_row(linked, book, &err) && sheet_save(book, &err));
	/* two lines and the buttons; one; a word a line; two */
	assert_set_up(*state, "[s.row_dimensions[n].height for n in (4, 5, 6, 7)]", "[42.0, None, 45.0, 30.0]");
	/* LibreOffice breaks no line in a link that is no formula */
	assert_set_up(*state, "bool(s['B5'].hyperlink), s['B7'].data_type, s['B7'].alignment.wrap_text", "(True, 'f', True)");
}

static void test_a_line_is_under_every_row(void **state)
{
	const struct sheet_about about = about_of(*state);
	write_good(&about, &usual, 3);
	assert_set_up(*state, "[(str(r.sqref), r.rules[0].dxf.border.bottom.style) for r in s.conditional_formatting]", "[('A5:G7', 'thin')]");
}

static void test_links_beyond_the_limit_are_formulas(void **state)
{
	struct sheet_about about = about_of(*state);
	about.link_limit = 2;
	write_good(&about, &(struct given){ .name = "x", .label = "say \"hi\"", .id = "001A" }, 3);
	assert_cell(*state, "E6", "s|say \"hi\"|General|https://crm.example/001A/view");
	assert_cell(*state, "E7", "f|=HYPERLINK(\"https://crm.example/001A/view\",\"say \"\"hi\"\"\")|General|");
	assert_shown(*state, "E7", "say \"hi\"");
	assert_cell(*state, "A2", "s|All.|General|");
}

/* More than the format takes on one sheet, opened by another program. */
static void test_seventy_thousand_links(void **state)
{
	static const struct sheet_column links[] = { { "label", "Record", 0, .format = SHEET_LINK, .id_key = "id" }, { 0 } };
	static const char script[] =
		"import sys, openpyxl\n"
		"sheet = openpyxl.load_workbook(sys.argv[1]).active\n"
		"cells = [row[0] for row in sheet.iter_rows(min_row=5)]\n"
		"values = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True).active\n"
		"print(sum(1 for c in cells if c.hyperlink), sum(1 for c in cells if c.data_type == 'f'),\n"
		"      sum(1 for row in values.iter_rows(min_row=5, values_only=True) if row[0] == 'Acme'), end='')\n";
	enum { ALL = 70000 };
	const struct sheet_about about = about_of(*state);
	const struct sheet_page page = { .name = "F", .title = "F", .says = "All.", .rows = ALL, .columns = links };
	struct error err = { 0 };
	scoped_sheet_book struct sheet_book *book = NULL;
	scoped_result PGresult *row = row_of(&usual);
	assert_true(sheet_book_new(&about, &book, &err) && sheet_begin(book, &page, &err));
	for (int at = 0; at < ALL; at++)
		assert_true(sheet_row(row, book, &err));
	assert_true(sheet_save(book, &err));
	scoped_free char *found = ask_python(script, about.path, "");
	assert_string_equal(found, "500 69500 70000");
}

static void test_link_formulas_run_nothing(void **state)
{
	struct sheet_about about = about_of(*state);
	about.link_limit = 1;
	write_good(&about, &(struct given){ .name = "x", .label = "\"&cmd|'/C calc'!A0&\"", .id = "a\"&1" }, 2);
	assert_cell(*state, "E6", "f|=HYPERLINK(\"https://crm.example/a%22%261/view\",\"\"\"&cmd|'/C calc'!A0&\"\"\")|General|");
}

static void test_what_no_link_formula_holds_is_named_with_its_id(void **state)
{
	struct sheet_about about = about_of(*state);
	about.link_limit = 1;
	char label[257] = { 0 };
	memset(label, 'x', 256);
	write_good(&about, &(struct given){ .name = "x", .label = label, .id = "001A" }, 2);
	scoped_free char *found = read_cell(*state, "E6");
	assert_non_null(strstr(found, "xx (001A)|"));
	write_good(&about, &(struct given){ .name = "x", .label = "a\tb", .id = "001A" }, 2);
	assert_cell(*state, "E6", "s|a\tb (001A)|General|");
	label[250] = '\0';
	write_good(&about, &(struct given){ .name = "x", .label = "b", .id = label }, 2);
	scoped_free char *long_url = read_cell(*state, "E6");
	assert_non_null(strstr(long_url, "s|b (xx"));
}

static void test_rows_beyond_the_limit_go_on_with_the_next_sheet(void **state)
{
	struct sheet_about about = about_of(*state);
	about.row_limit = 6;
	write_good(&about, &usual, 5);
	assert_cell(*state, "A2", "s|All. Rows 1 to 2 of 5; a sheet has room for no more, the next one has the others.|General|");
	assert_cell(*state, "A6", "s|Ann|General|");
	assert_cell(*state, "A7", "n|None|General|");
	assert_sheet(*state, "Findings (2)", "A2", "All. Rows 3 to 4 of 5; a sheet has room for no more, the next one has the others.");
	assert_sheet(*state, "Findings (2)", "A6", "Ann");
	assert_sheet(*state, "Findings (3)", "A2", "All. Rows 5 to 5 of 5.");
	assert_sheet(*state, "Findings (3)", "A4", "Name");
	assert_sheet(*state, "Findings (3)", "A5", "Ann");
	assert_sheet(*state, "Findings (3)", "A6", "None");
}

static void test_sheets_get_names_that_are_allowed(void **state)
{
	static const char *const names[] = { "A/B: what [now]?", "a-b- WHAT -now--", "'quoted'", "history", "\\",
					     "Zufriedenheitsbefragungsergebnisse \xF0\x9F\x9A\x80",
					     "zufriedenheitsbefragungsergebnisse", "",
					     "\xF0\x9F\x9A\x80 \xF0\x9F\x9A\x80 \xF0\x9F\x9A\x80 01234567890123456789012" };
	const struct sheet_about about = about_of(*state);
	struct error err = { 0 };
	scoped_sheet_book struct sheet_book *book = NULL;
	assert_true(sheet_book_new(&about, &book, &err));
	for (size_t at = 0; at < sizeof names / sizeof *names; at++) {
		const struct sheet_page page = { .name = names[at], .title = names[at], .says = "x", .columns = columns };
		if (!sheet_begin(book, &page, &err))
			fail_msg("%s", err.text);
	}
	assert_true(sheet_save(book, &err));
	scoped_free char *found = ask_python("import sys, openpyxl\nprint(*openpyxl.load_workbook(sys.argv[1]).sheetnames, sep='|', end='')",
					     about.path, "");
	assert_string_equal(found, "A-B- what -now--|a-b- WHAT -now-- (2)|quoted|history (2)|-|Zufriedenheitsbefragungsergebni|"
				   "zufriedenheitsbefragungserg (2)|Sheet|\xF0\x9F\x9A\x80 \xF0\x9F\x9A\x80 \xF0\x9F\x9A\x80 0123456789012345678901");
}

static void test_long_text_is_cut_and_says_so(void **state)
{
	const struct sheet_about about = about_of(*state);
	scoped_free char *name = memory_new(40001, 1);
	memset(name, 'x', 40000);
	write_good(&about, &(struct given){ .name = name }, 1);
	scoped_free char *found = read_cell(*state, "A5");
	assert_non_null(strstr(found, "x… (cut, 40000 characters)|General|"));
	assert_true(strlen(found) < 32767 + 16);
}

static void test_text_of_the_greatest_length_is_whole(void **state)
{
	const struct sheet_about about = about_of(*state);
	scoped_free char *name = memory_new(32768, 1);
	memset(name, 'x', 32767);
	write_good(&about, &(struct given){ .name = name }, 1);
	scoped_free char *found = read_cell(*state, "A5");
	assert_int_equal(strlen(found), strlen("s|") + 32767 + strlen("|General|"));
}

static void test_odd_characters_survive(void **state)
{
	const struct sheet_about about = about_of(*state);
	write_good(&about, &(struct given){ .name = "a\x01" "b\xEF\xBF\xBF <&> \xF0\x9F\x9A\x80 _x0041_ c\r\nd" }, 1);
	scoped_free char *command = string_format("unzip -p %s xl/worksheets/sheet1.xml | grep -q "
						  "'a_x0001_b\xEF\xBF\xBD &lt;&amp;&gt; \xF0\x9F\x9A\x80 _x005F_x0041_ c$'",
						  ((struct place *)*state)->path);
	assert_int_equal(system(command), 0);
}

static void test_no_rows_make_a_sheet_too(void **state)
{
	const struct sheet_about about = about_of(*state);
	write_good(&about, &usual, 0);
	assert_cell(*state, "A4", "s|Name|General|");
	assert_cell(*state, "A5", "n|None|General|");
}

static void slurp(const char *path, struct text *ret)
{
	scoped_file FILE *file = fopen(path, "r");
	assert_non_null(file);
	char bytes[4096];
	for (size_t got = fread(bytes, 1, sizeof bytes, file); got > 0; got = fread(bytes, 1, sizeof bytes, file))
		text_add(ret, bytes, got);
}

static void test_same_rows_same_bytes(void **state)
{
	const struct place *place = *state;
	const struct sheet_about about = about_of(place);
	scoped_text struct text first = { 0 }, second = { 0 };
	write_good(&about, &usual, 3);
	slurp(place->path, &first);
	write_good(&about, &usual, 3);
	slurp(place->path, &second);
	assert_int_equal(first.length, second.length);
	assert_memory_equal(first.bytes, second.bytes, first.length);
}

/* Half the time; see lib/out/pack.c. */
static void test_packed_at_the_fastest_level(void **state)
{
	static const char script[] =
		"import sys, zipfile, zlib\n"
		"book = zipfile.ZipFile(sys.argv[1])\n"
		"part = book.getinfo('xl/worksheets/sheet1.xml')\n"
		"def size(level):\n"
		"    pack = zlib.compressobj(level, zlib.DEFLATED, -15)\n"
		"    return len(pack.compress(book.read(part)) + pack.flush())\n"
		"print(part.compress_size == size(1), part.compress_size > size(6), end='')\n";
	const struct sheet_about about = about_of(*state);
	write_good(&about, &usual, 500);
	scoped_free char *found = ask_python(script, about.path, "");
	assert_string_equal(found, "True True");
}

static void put_old(const struct place *place)
{
	scoped_file FILE *file = fopen(place->path, "w");
	assert_non_null(file);
	assert_true(fputs("old", file) >= 0);
}

static void assert_old(const struct place *place)
{
	scoped_text struct text now = { 0 };
	slurp(place->path, &now);
	assert_int_equal(now.length, 3);
	assert_int_not_equal(access(place->fresh, F_OK), 0);
}

static void test_a_book_given_up_leaves_the_old_one(void **state)
{
	const struct place *place = *state;
	const struct sheet_about about = about_of(place);
	const struct sheet_page page = { .name = "Findings", .title = "x", .says = "x", .columns = columns };
	struct error err = { 0 };
	put_old(place);
	struct sheet_book *book = NULL;
	assert_true(sheet_book_new(&about, &book, &err));
	assert_true(sheet_begin(book, &page, &err));
	sheet_book_free(book);
	assert_old(place);
}

static void test_missing_column_is_a_bug_with_its_name(void **state)
{
	static const struct sheet_column wrong[] = { { "nowhere", "X", 9, .format = SHEET_TEXT }, { 0 } };
	const struct sheet_about about = about_of(*state);
	const struct sheet_page page = { .name = "Findings", .title = "x", .says = "x", .columns = wrong };
	struct error err = { 0 };
	scoped_sheet_book struct sheet_book *book = NULL;
	scoped_result PGresult *row = row_of(&usual);
	assert_true(sheet_book_new(&about, &book, &err));
	assert_true(sheet_begin(book, &page, &err));
	assert_false(sheet_row(row, book, &err));
	assert_int_equal(err.kind, ERROR_BUG);
	assert_string_equal(err.text, "sheet Findings: the result has no column 'nowhere'");
}

static void test_folder_that_is_not_there(void **state)
{
	(void)state;
	struct error err = { 0 };
	const struct sheet_about about = { .path = "/nowhere/book.xlsx", .title = "", .as_of = "", .day = "",
					   .record_url = "" };
	assert_false(write_book(&about, &usual, 1, &err));
	assert_int_equal(err.kind, ERROR_CREATE);
	assert_string_equal(err.text, "cannot create /nowhere/book.xlsx.new: No such file or directory");
}

/* The rows are text that packs well, so that the file would fit and only the room for
 * unpacked rows is short: what the library itself would not notice. */
static void fill_disk(const struct place *place, long long rows)
{
	if (mount("tmpfs", place->folder, "tmpfs", 0, "size=1m") != 0)
		skip_because("no tmpfs can be mounted");
	put_old(place);
	struct error err = { 0 };
	const struct sheet_about about = about_of(place);
	bool good = write_book(&about, &usual, rows, &err);
	struct text old = { 0 };
	slurp(place->path, &old);
	bool fresh = access(place->fresh, F_OK) == 0;
	unlink(place->path);
	assert_int_equal(umount(place->folder), 0);
	assert_false(good);
	assert_int_equal(err.kind, ERROR_WRITE);
	assert_non_null(strstr(err.text, "No space left on device"));
	assert_non_null(strstr(err.text, place->path));
	assert_int_equal(old.length, 3);
	assert_false(fresh);
	text_done(&old);
}

static void test_full_disk_while_rows_are_written(void **state)
{
	fill_disk(*state, 20000);
}

static void test_full_disk_while_closing(void **state)
{
	fill_disk(*state, 2000);
}

static void limit_files(rlim_t bytes)
{
	struct rlimit limit;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = bytes == RLIM_INFINITY ? limit.rlim_max : bytes;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void test_files_that_may_not_grow(void **state)
{
	const struct place *place = *state;
	const struct sheet_about about = about_of(place);
	struct error err = { 0 };
	signal(SIGXFSZ, SIG_IGN);
	put_old(place);
	limit_files(200000);
	bool good = write_book(&about, &usual, 20000, &err);
	limit_files(RLIM_INFINITY);
	assert_false(good);
	assert_int_equal(err.kind, ERROR_WRITE);
	assert_non_null(strstr(err.text, "File too large"));
	assert_old(place);
}

/* Rows go elsewhere meanwhile, and that disk is full although the workbook's is not. */
static void test_full_temporary_folder(void **state)
{
	const struct place *place = *state;
	struct sheet_about about = about_of(place);
	scoped_free char *folder = string_format("%s/temp", place->folder);
	about.temp_folder = folder;
	assert_int_equal(mkdir(folder, 0700), 0);
	if (mount("tmpfs", folder, "tmpfs", 0, "size=1m") != 0) {
		rmdir(folder);
		skip_because("no tmpfs can be mounted");
	}
	put_old(place);
	struct error rows = { 0 }, closing = { 0 };
	bool good = write_book(&about, &usual, 20000, &rows) || write_book(&about, &usual, 2000, &closing);
	assert_int_equal(umount(folder), 0);
	assert_int_equal(rmdir(folder), 0);
	assert_false(good);
	assert_int_equal(rows.kind, ERROR_WRITE);
	assert_non_null(strstr(rows.text, "sheet Findings, row "));
	assert_int_equal(closing.kind, ERROR_WRITE);
	assert_non_null(strstr(closing.text, folder));
	assert_non_null(strstr(closing.text, "No space left on device"));
	assert_old(place);
}

static void test_temporary_folder_is_left_empty(void **state)
{
	const struct place *place = *state;
	struct sheet_about about = about_of(place);
	scoped_free char *folder = string_format("%s/temp", place->folder);
	about.temp_folder = folder;
	assert_int_equal(mkdir(folder, 0700), 0);
	write_good(&about, &usual, 3);
	assert_int_equal(rmdir(folder), 0);
	assert_cell(place, "A5", "s|Ann|General|");
}

/* What a full disk leaves of a workbook, which the library closes with success. */
static void test_a_part_that_is_cut_is_noticed(void **state)
{
	static const char script[] =
		"import sys, zipfile\n"
		"old = zipfile.ZipFile(sys.argv[1])\n"
		"parts = [(n, old.read(n)) for n in old.namelist()]\n"
		"with zipfile.ZipFile(sys.argv[1], 'w') as new:\n"
		"    for n, b in parts:\n"
		"        new.writestr(n, eval(sys.argv[2])(b) if n.startswith('xl/worksheets/sheet') else b)\n";
	static const char *const damages[] = { "lambda b: b[:-4000]", "lambda b: b[:-1]", "lambda b: b[:300] + b[-300:]" };
	const struct sheet_about about = about_of(*state);
	enum { ROWS_AT_LEAST = 10000 };
	const off_t bytes[] = { ROWS_AT_LEAST };
	struct error err = { 0 };
	write_good(&about, &usual, 100);
	assert_true(whole_check(about.path, bytes, 1, &err));
	for (size_t at = 0; at < sizeof damages / sizeof *damages; at++) {
		write_good(&about, &usual, 100);
		scoped_free char *nothing = ask_python(script, about.path, damages[at]);
		assert_false(whole_check(about.path, bytes, 1, &err));
		assert_string_equal(err.text, "xl/worksheets/sheet1.xml is not whole: the disk may have been full");
	}
	assert_int_equal(truncate(about.path, 1000), 0);
	assert_false(whole_check(about.path, bytes, 1, &err));
	assert_string_equal(err.text, "what was written is no workbook");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_cells_are_typed),
		TEST(test_null_is_an_empty_cell),
		TEST(test_formulas_stay_text),
		TEST(test_what_is_no_date_or_number_stays_text),
		TEST(test_numbers_that_excel_has_none_for_stay_text),
		TEST(test_ids_are_escaped_in_links),
		TEST(test_without_record_url_the_id_is_named),
		TEST(test_on_paper_it_is_one_page_wide_with_the_head_on_every_page),
		TEST(test_columns_that_begin_a_page_keep_the_first_beside_them),
		TEST(test_rows_are_as_high_as_their_lines),
		TEST(test_a_line_is_under_every_row),
		TEST(test_links_beyond_the_limit_are_formulas),
		TEST(test_seventy_thousand_links),
		TEST(test_link_formulas_run_nothing),
		TEST(test_what_no_link_formula_holds_is_named_with_its_id),
		TEST(test_rows_beyond_the_limit_go_on_with_the_next_sheet),
		TEST(test_sheets_get_names_that_are_allowed),
		TEST(test_long_text_is_cut_and_says_so),
		TEST(test_text_of_the_greatest_length_is_whole),
		TEST(test_odd_characters_survive),
		TEST(test_no_rows_make_a_sheet_too),
		TEST(test_same_rows_same_bytes),
		TEST(test_packed_at_the_fastest_level),
		TEST(test_a_book_given_up_leaves_the_old_one),
		TEST(test_missing_column_is_a_bug_with_its_name),
		TEST(test_folder_that_is_not_there),
		TEST(test_full_disk_while_rows_are_written),
		TEST(test_full_disk_while_closing),
		TEST(test_files_that_may_not_grow),
		TEST(test_full_temporary_folder),
		TEST(test_temporary_folder_is_left_empty),
		TEST(test_a_part_that_is_cut_is_noticed),
	};
	return cmocka_run_group_tests_name("sheet", tests, NULL, NULL);
}
