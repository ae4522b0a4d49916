#include "lib/crm/tree_file.h"

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
	char path[96], other[96];
	const char *paths[3];
	struct text rows;   /* "id|name;" with ~ for NULL */
};

static int set_up(void **state)
{
	log_setup(LOG_ERROR, LOG_TEXT);
	struct place *place = memory_new(1, sizeof *place);
	strcpy(place->folder, "/tmp/tree_file_test.XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	snprintf(place->path, sizeof place->path, "%s/Accounts.json", place->folder);
	snprintf(place->other, sizeof place->other, "%s/Accounts2.json", place->folder);
	place->paths[0] = place->path;
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;
	unlink(place->path);
	unlink(place->other);
	rmdir(place->folder);
	text_done(&place->rows);
	free(place);
	return 0;
}

static void write_bytes(const char *path, const char *bytes, size_t length)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

static void write_text(const struct place *place, const char *text)
{
	write_bytes(place->path, text, strlen(text));
}

static void write_other(struct place *place, const char *text)
{
	write_bytes(place->other, text, strlen(text));
	place->paths[1] = place->other;
}

#define RECORD(reference, rest) \
	"{\"attributes\":{\"type\":\"Account\",\"referenceId\":\"" reference "\"}" rest "}"
#define RECORDS(records) "{\"records\":[" records "]}"

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

static struct source_outcome read_field(struct place *place, const char *field)
{
	scoped_free char *name = string_new(field);
	char *const fields[] = { (char[]){ "Id" }, name, NULL };
	struct source_outcome outcome = { 0 };
	struct error err = { 0 };
	text_clear(&place->rows);
	if (!tree_file_rows(place->paths, "Account", fields, keep_two, &place->rows, &outcome, &err))
		fail_msg("%s", err.text);
	assert_int_equal(outcome.expected, outcome.read + outcome.rejected);
	return outcome;
}

static void assert_rows(struct place *place, const char *field, const char *rows)
{
	assert_int_equal(read_field(place, field).rejected, 0);
	assert_string_equal(place->rows.bytes ? place->rows.bytes : "", rows);
}

static void test_fields_are_id_and_all_keys_in_order(void **state)
{
	struct place *place = *state;
	write_text(place, RECORDS(RECORD("A1", ",\"Name\":\"a\"") "," RECORD("A2", ",\"Id\":\"1\",\"Rating\":null")));
	write_other(place, RECORDS("{\"Site\":\"x\",\"Name\":\"b\"}"));
	scoped_list char **fields = NULL;
	struct error err;
	assert_true(tree_file_fields(place->paths, "account", &fields, &err));
	assert_int_equal(list_length(fields), 4);
	assert_string_equal(fields[0], "Id");
	assert_string_equal(fields[1], "Name");
	assert_string_equal(fields[2], "Rating");
	assert_string_equal(fields[3], "Site");
}

static void test_types_are_what_the_records_say(void **state)
{
	struct place *place = *state;
	write_text(place, RECORDS(RECORD("A1", "") ",{\"attributes\":{\"type\":\"Lead\"}}," RECORD("A2", "")));
	scoped_list char **types = NULL;
	struct error err;
	assert_true(tree_file_types(place->path, &types, &err));
	assert_int_equal(list_length(types), 2);
	assert_string_equal(types[0], "Account");
	assert_string_equal(types[1], "Lead");
}

static void test_other_json_has_no_types(void **state)
{
	struct place *place = *state;
	char **types = (char *[]){ NULL };
	struct error err;
	write_text(place, "[{\"sobject\":\"Lead\"}]");
	assert_true(tree_file_types(place->path, &types, &err));
	assert_null(types);
}

static void test_id_is_the_records_else_its_reference(void **state)
{
	write_text(*state, RECORDS(RECORD("A1", ",\"Id\":\"001x\"") "," RECORD("A2", "")));
	assert_rows(*state, "Name", "001x|~;A2|~;");
}

static void test_only_the_objects_records_come(void **state)
{
	write_text(*state, RECORDS("{\"attributes\":{\"type\":\"Lead\",\"referenceId\":\"L1\"}}," RECORD("A1", "")));
	assert_rows(*state, "Name", "A1|~;");
}

static void test_values_keep_their_text(void **state)
{
	write_text(*state, RECORDS(RECORD("1", ",\"V\":\"a \\u00e9\"") "," RECORD("2", ",\"V\":35000") ","
			   RECORD("3", ",\"V\":1234.56") "," RECORD("4", ",\"V\":-71.11095") ","
			   RECORD("5", ",\"V\":0.1") "," RECORD("6", ",\"V\":12.0") ","
			   RECORD("7", ",\"V\":true") "," RECORD("8", ",\"V\":false") ","
			   RECORD("9", ",\"V\":null") "," RECORD("10", ",\"V\":\"\"")));
	assert_rows(*state, "V", "1|a é;2|35000;3|1234.56;4|-71.11095;5|0.1;6|12;7|true;8|false;9|~;10|~;");
}

static void test_objects_and_arrays_are_compact_json(void **state)
{
	write_text(*state, RECORDS(RECORD("1", ", \"V\": { \"a\" : 1.5, \"b\": [ ] }")));
	assert_rows(*state, "V", "1|{\"a\":1.5,\"b\":[]};");
}

static void test_nul_bytes_pass(void **state)
{
	struct place *place = *state;
	write_text(place, RECORDS(RECORD("1", ",\"V\":\"a\\u0000b\"")));
	read_field(place, "V");
	assert_int_equal(place->rows.length, 6);
	assert_memory_equal(place->rows.bytes, "1|a\0b;", 6);
}

static void test_references_lose_their_at_sign(void **state)
{
	write_text(*state, RECORDS(RECORD("1", ",\"OwnerId\":\"@boss\",\"V__c\":\"@FuseRef\"") ","
				   RECORD("2", ",\"OwnerId\":\"@UserRef12\",\"V__c\":\"@Market__cRef2\"")));
	assert_rows(*state, "OwnerId", "1|boss;2|UserRef12;");
	assert_rows(*state, "V__c", "1|FuseRef;2|Market__cRef2;");
}

static void test_handles_keep_their_at_sign(void **state)
{
	write_text(*state, RECORDS(RECORD("1", ",\"V\":\"@acme\"") "," RECORD("2", ",\"V\":\"@\"") ","
				   RECORD("3", ",\"V\":\"@a Ref\"") "," RECORD("4", ",\"V\":\"@2024\"")));
	assert_rows(*state, "V", "1|@acme;2|@;3|@a Ref;4|@2024;");
}

static void test_record_without_any_id_is_rejected(void **state)
{
	write_text(*state, RECORDS(RECORD("1", "") ",{\"attributes\":{\"type\":\"Account\"},\"Name\":\"x\"},7"));
	struct source_outcome outcome = read_field(*state, "Name");
	assert_int_equal(outcome.read, 1);
	assert_int_equal(outcome.rejected, 2);
	assert_string_equal(outcome.first_rejected, "Accounts.json: record 2: neither Id nor referenceId");
}

static void test_reference_of_two_records_is_rejected(void **state)
{
	struct place *place = *state;
	write_text(place, RECORDS(RECORD("A1", ",\"Name\":\"a\"")));
	write_other(place, RECORDS(RECORD("A1", ",\"Name\":\"b\"")));
	struct source_outcome outcome = read_field(place, "Name");
	assert_string_equal(place->rows.bytes, "A1|a;");
	assert_string_equal(outcome.first_rejected,
			    "Accounts2.json: record 1: referenceId A1 came before, for another record");
}

static void test_byte_order_mark_is_skipped(void **state)
{
	write_text(*state, "\xEF\xBB\xBF" RECORDS(RECORD("1", "")));
	assert_rows(*state, "Name", "1|~;");
}

static void assert_refused(struct place *place, const char *bytes, size_t length, const char *words)
{
	write_bytes(place->path, bytes, length);
	char **types = NULL;
	struct error err = { 0 };
	assert_false(tree_file_types(place->path, &types, &err));
	if (strstr(err.text, words) == NULL)
		fail_msg("\"%s\" lacks \"%s\"", err.text, words);
	assert_int_equal(err.kind, ERROR_DATA);
}

#define REFUSED(state, literal, words) assert_refused(state, literal, sizeof(literal) - 1, words)

static void test_what_is_no_export_is_refused(void **state)
{
	REFUSED(*state, "", "Accounts.json is empty");
	REFUSED(*state, "<html>", "web page");
	REFUSED(*state, "\xFF\xFE{\0}\0", "UTF-16");
	REFUSED(*state, "{\"records\":[\n{\"a\":}]}", "Accounts.json:2: broken JSON");
	REFUSED(*state, "{\"records\":[\n{}", "Accounts.json:2: broken JSON");
	REFUSED(*state, "{\"done\":false,\"records\":[]}", "only the first page");
}

static bool refuse(void *context, const struct stage_value *values, struct error *err)
{
	(void)values;
	++*(int *)context;
	return error_set(err, ERROR_UNAVAILABLE, "stage is gone");
}

static void test_taker_that_fails_ends_the_reading(void **state)
{
	struct place *place = *state;
	write_text(place, RECORDS(RECORD("1", "") "," RECORD("2", "")));
	char *const fields[] = { (char[]){ "Id" }, NULL };
	int calls = 0;
	struct source_outcome outcome;
	struct error err;
	assert_false(tree_file_rows(place->paths, "Account", fields, refuse, &calls, &outcome, &err));
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

static void test_odd_bytes_never_crash(void **state)
{
	static const char whole[] = RECORDS(RECORD("A1", ",\"Id\":\"@x\",\"V\":[1.5,{}]") ",\n"
					    RECORD("A2", ",\"V\":\"@ARef1\"") ",{\"V\":-1e9}");
	static const char odd[] = "\"\"{}[],::0123@e.-\\u\n\0\xFF\xC3 <nt";
	struct place *place = *state;
	char *const fields[] = { (char[]){ "Id" }, (char[]){ "V" }, NULL };
	uint32_t seed = 20210131;
	for (int turn = 0; turn < 2000; turn++) {
		char bytes[sizeof whole + 2];
		memcpy(bytes, whole, sizeof whole - 1);
		memcpy(bytes + sizeof whole - 1, "]}\n", 3);
		for (uint32_t change = next_number(&seed) % 4; change > 0; change--)
			bytes[next_number(&seed) % sizeof bytes] = odd[next_number(&seed) % sizeof odd];
		write_bytes(place->path, bytes, turn % 8 ? sizeof bytes : next_number(&seed) % sizeof bytes);
		struct source_outcome outcome = { 0 };
		struct error err = { 0 };
		text_clear(&place->rows);
		if (tree_file_rows(place->paths, "Account", fields, keep_two, &place->rows, &outcome, &err))
			assert_int_equal(outcome.expected, outcome.read + outcome.rejected);
		else
			assert_int_equal(err.kind, ERROR_DATA);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_fields_are_id_and_all_keys_in_order),
		TEST(test_types_are_what_the_records_say),
		TEST(test_other_json_has_no_types),
		TEST(test_id_is_the_records_else_its_reference),
		TEST(test_only_the_objects_records_come),
		TEST(test_values_keep_their_text),
		TEST(test_objects_and_arrays_are_compact_json),
		TEST(test_nul_bytes_pass),
		TEST(test_references_lose_their_at_sign),
		TEST(test_handles_keep_their_at_sign),
		TEST(test_record_without_any_id_is_rejected),
		TEST(test_reference_of_two_records_is_rejected),
		TEST(test_byte_order_mark_is_skipped),
		TEST(test_what_is_no_export_is_refused),
		TEST(test_taker_that_fails_ends_the_reading),
		TEST(test_odd_bytes_never_crash),
	};
	return cmocka_run_group_tests_name("tree_file", tests, NULL, NULL);
}
