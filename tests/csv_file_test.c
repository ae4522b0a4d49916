#include "lib/crm/csv_file.h"

#include "lib/base/log.h"
#include "lib/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct place {
	char folder[64];
	char path[80];
	struct text rows;   /* "id|name;" with ~ for NULL */
};

static int set_up(void **state)
{
	log_setup(LOG_ERROR, LOG_TEXT);
	struct place *place = memory_new(1, sizeof *place);
	strcpy(place->folder, "/tmp/csv_file_test.XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	snprintf(place->path, sizeof place->path, "%s/Task.csv", place->folder);
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;
	unlink(place->path);
	rmdir(place->folder);
	text_done(&place->rows);
	free(place);
	return 0;
}

static void write_bytes(const struct place *place, const char *bytes, size_t length)
{
	FILE *file = fopen(place->path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

#define WRITE(place, literal) write_bytes(place, literal, sizeof(literal) - 1)

static bool keep_two(void *context, const struct stage_value *values, struct error *err)
{
	(void)err;
	struct text *rows = context;
	for (int at = 0; at < 2; at++) {
		if (values[at].bytes)
			text_add(rows, values[at].bytes, values[at].length);
		else
			text_char(rows, '~');
		text_char(rows, at ? ';' : '|');
	}
	return true;
}

static char *const id_and_name[] = { (char[]){ "Id" }, (char[]){ "Name" }, NULL };

static struct source_outcome read_rows(struct place *place)
{
	struct source_outcome outcome = { 0 };
	struct error err = { 0 };
	text_clear(&place->rows);
	if (!csv_file_rows(place->path, id_and_name, keep_two, &place->rows, &outcome, &err))
		fail_msg("%s", err.text);
	assert_int_equal(outcome.expected, outcome.read + outcome.rejected);
	return outcome;
}

static const char *read_error(struct place *place, struct error *err)
{
	struct source_outcome outcome = { 0 };
	*err = (struct error){ 0 };
	assert_false(csv_file_rows(place->path, id_and_name, keep_two, &place->rows, &outcome, err));
	return err->text;
}

static void assert_rows(struct place *place, const char *rows)
{
	assert_int_equal(read_rows(place).rejected, 0);
	assert_string_equal(place->rows.bytes ? place->rows.bytes : "", rows);
}

static void test_header_names_without_mark_and_blanks(void **state)
{
	WRITE(*state, "\xEF\xBB\xBF\"Id\", Name ,,Owner.Name\r\n1,2,3,4\r\n");
	scoped_list char **fields = NULL;
	struct error err;
	assert_true(csv_file_fields(((struct place *)*state)->path, &fields, &err));
	assert_int_equal(list_length(fields), 3);
	assert_string_equal(fields[0], "Id");
	assert_string_equal(fields[1], "Name");
	assert_string_equal(fields[2], "Owner.Name");
}

static void test_rows_come_in_the_order_asked_for(void **state)
{
	WRITE(*state, "NAME,Other,ID\nx,y,1\n");
	assert_rows(*state, "1|x;");
}

static void test_line_ends_may_be_mixed(void **state)
{
	WRITE(*state, "Id,Name\r\n1,a\n2,b\r\n\n\r\n  \n3,c");
	assert_rows(*state, "1|a;2|b;3|c;");
}

static void test_old_mac_line_ends(void **state)
{
	WRITE(*state, "Id,Name\r1,a\r2,b\r3\r");
	struct source_outcome outcome = read_rows(*state);
	assert_int_equal(outcome.read, 2);
	assert_string_equal(outcome.first_rejected, "Task.csv:4: 1 fields, the header has 2");
}

static void test_cells_hold_newlines_quotes_and_json(void **state)
{
	WRITE(*state, "\"Id\",\"Name\"\r\n\"1\",\"a\nb\r\nc\rd\"\r\n\"2\",\"{\"\"city\"\":\"\"X, Y\"\"}\"\r\n"
		      "3,<p>5\" & more</p>\r\n");
	assert_rows(*state, "1|a\nb\r\nc\rd;2|{\"city\":\"X, Y\"};3|<p>5\" & more</p>;");
}

static void test_blanks_and_nul_bytes_are_data(void **state)
{
	WRITE(*state, "Id,Name\n1, a \n2,x\0y\n");
	assert_int_equal(read_rows(*state).read, 2);
	const struct place *place = *state;
	assert_int_equal(place->rows.length, 12);
	assert_memory_equal(place->rows.bytes, "1| a ;2|x\0y;", 12);
}

static void test_empty_is_null_and_null_is_text(void **state)
{
	WRITE(*state, "Id,Name\n1,\n2,\"\"\n3,null\n");
	assert_rows(*state, "1|~;2|~;3|null;");
}

static void test_semicolons_and_tabs_where_the_header_has_no_comma(void **state)
{
	WRITE(*state, "Id;Name\n1;a,b\n");
	assert_rows(*state, "1|a,b;");
	WRITE(*state, "Id\tName\n1\t a;b\n2\t\n");
	assert_rows(*state, "1| a;b;2|~;");
	WRITE(*state, "Id;Name;\"x, y\"\n1;a;b\n");
	assert_rows(*state, "1|a;");
	WRITE(*state, "Id,Name;x\n1,a\n");
	struct error err;
	assert_non_null(strstr(read_error(*state, &err), "no column Name"));
}

static void test_header_alone_is_no_rows(void **state)
{
	WRITE(*state, "Id,Name");
	assert_rows(*state, "");
	WRITE(*state, "\n\nId,Name\n");
	assert_rows(*state, "");
}

static void test_rows_of_other_shape_are_rejected_with_their_line(void **state)
{
	WRITE(*state, "Id,Name\n1,\"two\nlines\"\n2,b,c\n3\n,d\n4,e\n");
	struct source_outcome outcome = read_rows(*state);
	assert_int_equal(outcome.expected, 5);
	assert_int_equal(outcome.rejected, 3);
	assert_string_equal(outcome.first_rejected, "Task.csv:4: 3 fields, the header has 2");
}

static void test_line_is_where_the_row_begins(void **state)
{
	WRITE(*state, "Id,Name\n\n1,a\n\"x\ny\",\"b\nc\",d\n");
	assert_string_equal(read_rows(*state).first_rejected, "Task.csv:4: 3 fields, the header has 2");
}

static void test_row_without_id_is_rejected(void **state)
{
	WRITE(*state, "Id,Name\r\n1,a\r\n\" \",b\r\n");
	assert_string_equal(read_rows(*state).first_rejected, "Task.csv:3: no Id");
}

static void test_cut_export_rejects_its_last_row(void **state)
{
	WRITE(*state, "Id,Name\n1,a\n2,\"b\nc");
	struct source_outcome outcome = read_rows(*state);
	assert_int_equal(outcome.read, 1);
	assert_int_equal(outcome.rejected, 1);
	assert_string_equal(outcome.first_rejected,
			    "Task.csv:3: a quote is not closed before the file ends: export cut short");
}

static void test_last_row_may_end_without_line_end(void **state)
{
	WRITE(*state, "Id,Name\n1,\"a\"\"\"");
	assert_rows(*state, "1|a\";");
	WRITE(*state, "Id,Name\n1,");
	assert_rows(*state, "1|~;");
}

static void test_quote_that_swallows_the_file_is_an_error(void **state)
{
	struct text bytes = { 0 };
	text_put(&bytes, "Id,Name\n1,\"a\n");
	while (bytes.length < 2 * 1024 * 1024)
		text_put(&bytes, "2,bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n");
	write_bytes(*state, bytes.bytes, bytes.length);
	text_done(&bytes);
	struct error err;
	assert_non_null(strstr(read_error(*state, &err), "Task.csv:2: the quote that opens here"));
	assert_int_equal(err.kind, ERROR_DATA);
}

static void test_cells_and_marks_across_pieces(void **state)
{
	struct text bytes = { 0 };
	text_put(&bytes, "\xEF\xBB\xBFId,Name\r\n1,\"");
	for (int at = 0; at < 70000; at++)
		text_put(&bytes, "\r\n");
	text_put(&bytes, "\"\r\n2\r\n");
	write_bytes(*state, bytes.bytes, bytes.length);
	text_done(&bytes);
	struct source_outcome outcome = read_rows(*state);
	assert_int_equal(outcome.read, 1);
	assert_int_equal(((struct place *)*state)->rows.length, 140003);
	assert_string_equal(outcome.first_rejected, "Task.csv:70003: 1 fields, the header has 2");
}

static void test_many_columns(void **state)
{
	struct text bytes = { 0 };
	text_put(&bytes, "Id");
	for (int at = 1; at < 381; at++)
		text_format(&bytes, ",Field%d", at);
	text_put(&bytes, ",Name\n1");
	for (int at = 1; at < 381; at++)
		text_format(&bytes, ",%d", at);
	text_put(&bytes, ",last\n");
	write_bytes(*state, bytes.bytes, bytes.length);
	text_done(&bytes);
	assert_rows(*state, "1|last;");
}

static void assert_refused(struct place *place, const char *words)
{
	struct error err;
	if (strstr(read_error(place, &err), words) == NULL)
		fail_msg("\"%s\" lacks \"%s\"", err.text, words);
	assert_int_equal(err.kind, ERROR_DATA);
}

static void test_header_that_cannot_be_used_is_refused(void **state)
{
	WRITE(*state, "Id,Name,NAME\n");
	assert_refused(*state, "Task.csv:1: column NAME comes twice");
	WRITE(*state, "Name\nx\n");
	assert_refused(*state, "no column Id");
	WRITE(*state, "\xEF\xBB\xBF\r\n\r\n");
	assert_refused(*state, "no header line");
	WRITE(*state, "I\0d\0,\0N\0\n\0");
	assert_refused(*state, "NUL bytes in the header");
}

static void test_file_that_is_no_text_is_refused(void **state)
{
	WRITE(*state, "");
	assert_refused(*state, "Task.csv is empty");
	WRITE(*state, "\xFF\xFEI\0d\0");
	assert_refused(*state, "iconv -f UTF-16 -t UTF-8");
	WRITE(*state, "PK\x03\x04xxxx");
	assert_refused(*state, "workbook");
	WRITE(*state, "\n <!DOCTYPE html><html>");
	assert_refused(*state, "web page");
}

static void test_absent_file_is_configuration(void **state)
{
	struct error err;
	assert_non_null(strstr(read_error(*state, &err), "cannot open"));
	assert_int_equal(err.kind, ERROR_CONFIG);
}

static bool refuse(void *context, const struct stage_value *values, struct error *err)
{
	(void)values;
	++*(int *)context;
	return error_set(err, ERROR_UNAVAILABLE, "stage is gone");
}

static void test_taker_that_fails_ends_the_reading(void **state)
{
	WRITE(*state, "Id,Name\n1,a\r2,b\n3,c\n");
	int calls = 0;
	struct source_outcome outcome;
	struct error err;
	const struct place *place = *state;
	assert_false(csv_file_rows(place->path, id_and_name, refuse, &calls, &outcome, &err));
	assert_int_equal(calls, 1);
	assert_string_equal(err.text, "stage is gone");
}

static uint32_t next_number(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static bool touch_all(void *context, const struct stage_value *values, struct error *err)
{
	(void)err;
	for (int at = 0; at < 2; at++)
		for (size_t byte = 0; byte < values[at].length; byte++)
			*(unsigned *)context += (unsigned char)values[at].bytes[byte];
	return true;
}

static void test_odd_bytes_never_crash(void **state)
{
	static const char whole[] = "\xEF\xBB\xBFId,\"Name\",x\r\n1,\"a \"\"b\"\"\nc\",{}\n2,,\"\"\r\n\r\n3,d,e\n";
	static const char odd[] = "\"\"\",,;\t\r\n\n\0\xFF\xFE\xEF <";
	const struct place *place = *state;
	uint32_t seed = 20240125;
	unsigned sum = 0;
	for (int turn = 0; turn < 2000; turn++) {
		char bytes[sizeof whole];
		memcpy(bytes, whole, sizeof whole);
		for (uint32_t change = next_number(&seed) % 8; change > 0; change--)
			bytes[next_number(&seed) % sizeof bytes] = odd[next_number(&seed) % sizeof odd];
		write_bytes(place, bytes, next_number(&seed) % sizeof bytes);
		struct source_outcome outcome = { 0 };
		struct error err = { 0 };
		if (csv_file_rows(place->path, id_and_name, touch_all, &sum, &outcome, &err))
			assert_int_equal(outcome.expected, outcome.read + outcome.rejected);
		else
			assert_int_equal(err.kind, ERROR_DATA);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_header_names_without_mark_and_blanks),
		TEST(test_rows_come_in_the_order_asked_for),
		TEST(test_line_ends_may_be_mixed),
		TEST(test_old_mac_line_ends),
		TEST(test_cells_hold_newlines_quotes_and_json),
		TEST(test_blanks_and_nul_bytes_are_data),
		TEST(test_empty_is_null_and_null_is_text),
		TEST(test_semicolons_and_tabs_where_the_header_has_no_comma),
		TEST(test_header_alone_is_no_rows),
		TEST(test_rows_of_other_shape_are_rejected_with_their_line),
		TEST(test_line_is_where_the_row_begins),
		TEST(test_row_without_id_is_rejected),
		TEST(test_cut_export_rejects_its_last_row),
		TEST(test_last_row_may_end_without_line_end),
		TEST(test_quote_that_swallows_the_file_is_an_error),
		TEST(test_cells_and_marks_across_pieces),
		TEST(test_many_columns),
		TEST(test_header_that_cannot_be_used_is_refused),
		TEST(test_file_that_is_no_text_is_refused),
		TEST(test_absent_file_is_configuration),
		TEST(test_taker_that_fails_ends_the_reading),
		TEST(test_odd_bytes_never_crash),
	};
	return cmocka_run_group_tests_name("csv_file", tests, NULL, NULL);
}
