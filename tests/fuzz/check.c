/* The headers of users' checks, and the reader of text files in front of it. What a header
 * says is written down again, and must be understood the same. */
#include "tests/fuzz/support/fuzz.h"

#include "lib/audit/check.h"
#include "lib/base/scope.h"
#include "lib/base/text_file.h"

#include <string.h>

enum { MOST = 256 * 1024 };

static void put_list(struct text *header, const char *key, char *const *list)
{
	for (size_t i = 0; list[i]; i++)
		text_format(header, "%s%s%s", i ? ", " : key, list[i], list[i + 1] ? "" : "\n");
}

static void put_header(const struct check *check, struct text *header)
{
	text_format(header, "-- title: %s\n-- rule: %s\n-- why: %s\n-- fix: %s\n", check->title, check->rule, check->why,
		    check->fix);
	put_list(header, "-- needs: ", check->needs);
	put_list(header, "-- evidence: ", check->evidence);
	text_put(header, check->is_off ? "-- enabled: no\n" : "");
	for (size_t i = 0; i < check->params_count; i++) {
		const struct check_param *param = &check->params[i];
		truth(check_param_takes(param, param->value), "%s takes %s", param->name, param->value);
		truth(check_param(check, param->name) == param, "%s is there once", param->name);
		text_format(header, "-- param: %s, %s, %s, %s, %s\n", param->name, param->type, param->value, param->unit,
			    param->origin);
	}
	for (size_t i = 0; i < check->columns_count; i++)
		text_format(header, "-- column: %s, %s, %s\n", check->columns[i].name, check->columns[i].title,
			    check->columns[i].format);
}

/* "12: words", a line each. */
static void check_wrong(const char *wrong, int lines)
{
	for (const char *at = wrong; *at; at += strcspn(at, "\n") + 1) {
		char *end;
		long line = strtol(at, &end, 10);
		truth(end > at && strncmp(end, ": ", 2) == 0 && line >= 1 && line <= lines, "a line of the file is named: %s", at);
		truth(strchr(at, '\n'), "a complaint is a line: %s", at);
	}
}

static void read_again(const struct text *header)
{
	struct check check = { 0 };
	scoped_text struct text wrong = { 0 }, again = { 0 };
	check_read(&check, header->bytes, &wrong);
	truth(wrong.length == 0, "what was understood is understood again: %s of %s", wrong.bytes, header->bytes);
	put_header(&check, &again);
	truth(fuzz_same(header, &again), "it is the same again: %s and %s", header->bytes, again.bytes);
	truth(*check.body == '\0', "all is header, but not %s", check.body);
	check_done(&check);
}

static void read_check(const char *sql)
{
	struct check check = { 0 };
	scoped_text struct text wrong = { 0 }, header = { 0 };
	int lines = 1;
	for (const char *at = sql; *at; at++)
		lines += *at == '\n';
	check_read(&check, sql, &wrong);
	check_wrong(wrong.bytes ? wrong.bytes : "", lines);
	truth(check.sql == sql && check.body >= sql && check.body <= sql + strlen(sql), "the body is in the file");
	truth(check.body == sql || check.body[-1] == '\n' || *check.body == '\0', "the body begins a line");
	if (wrong.length == 0) {
		put_header(&check, &header);
		read_again(&header);
	}
	check_done(&check);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct error err = { 0 };
	scoped_free char *sql = NULL;
	scoped_fuzz_file struct fuzz_file file = fuzz_file_new(bytes, length);
	if (!text_file_read(file.path, MOST, &sql, &err)) {
		truth_error(&err);
		truth(sql == NULL, "a failure gives no text");
		return 0;
	}
	truth_utf8(sql, strlen(sql));
	truth(strlen(sql) == length || (strlen(sql) == length - 3 && *bytes == 0xef), "all of it is read");
	read_check(sql);
	return 0;
}
