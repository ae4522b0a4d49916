#include "lib/audit/check.h"

#include "lib/base/scope.h"
#include "lib/store/sql.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const char *const keys[] = { "title", "rule", "why", "fix", "needs", "evidence", "enabled", "param", "column", NULL };
static const char *const formats[] = { "text", "integer", "number", "money", "percent", "date", "instant", NULL };
static const char *const types[] = { "integer", "number", NULL };

/* What sql/audit/needs.sql and need_lacking() answer for; a table may name a column. */
static const char *const needs[] = {
	"activity", "touch", "account", "contact", "lead", "opportunity", "user", "case", "lead_status",
	"opportunity_history", "opportunity_field_history", "account_history", "contact_history", "lead_history",
	"event_relation", "email_message", "email_relation", "opportunity_contact_role", "opportunity_team_member",
	"account_team_member", "campaign_member", "quote", "contract", "note", "document_link", "queue", "approval",
	"approval_step", "notes", "account-figures", "attempted-status", "close-history", "deal-types",
	"effective-date", "first-stage", "linkedin-fields", "meeting-notes", "mql-status", "next-step", "opt-out",
	"order-form", "push-history", "quote-approvers", "sanctions-list", "stage-history", "standard-terms",
	"subscription-end", "terms-approvers", "ticket-priorities", "trial-end", "trial-extension", NULL,
};

/* Columns that every check returns, so that none of them is one of the detail. */
static const char *const contract[] = { "record_type", "record_id", "label", "rep_id", "account_id", "severity",
					"why", "weight", "part", NULL };

struct reader {
	struct check *check;
	struct text *wrong;
	int line;
};

__attribute__((format(printf, 2, 3)))
static void complain(struct reader *reader, const char *format, ...)
{
	char words[400];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(words, sizeof words, format, arguments);
	va_end(arguments);
	text_format(reader->wrong, "%d: %s\n", reader->line, words);
}

static bool is_one_of(const char *word, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

static char *joined(const char *const *words)
{
	struct text text = { 0 };
	for (size_t at = 0; words[at]; at++)
		text_format(&text, "%s%s", at ? ", " : "", words[at]);
	return text_give(&text);
}

/* "; did you mean 'title'?", else "; there are …". New. */
static char *suggestion(const char *word, const char *const *words)
{
	const char *near = string_nearest(word, words);
	scoped_free char *all = joined(words);
	return near ? string_format("; did you mean '%s'?", near) : string_format("; there are %s", all);
}

static void unknown(struct reader *reader, const char *what, const char *word, const char *const *words)
{
	scoped_free char *mend = suggestion(word, words);
	complain(reader, "unknown %s '%s'%s", what, word, mend);
}

/* What SQL takes without quotes, for these names stand in the check's text. */
static bool is_name(const char *word)
{
	return (islower((unsigned char)*word) || *word == '_') &&
	       word[strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

static bool good_name(struct reader *reader, const char *what, const char *word)
{
	if (!is_name(word))
		complain(reader, "%s '%s' must be a name of lower-case letters, digits and _", what, word);
	return is_name(word);
}

static void read_param(struct reader *reader, char *const *parts)
{
	struct check *check = reader->check;
	struct check_param param = { parts[0], parts[1], parts[2], parts[3], parts[4] };
	if (!good_name(reader, "param", param.name))
		return;
	if (check_param(check, param.name))
		complain(reader, "param '%s' is there twice", param.name);
	else if (!is_one_of(param.type, types))
		unknown(reader, "type of a param", param.type, types);
	else if (!check_param_takes(&param, param.value))
		complain(reader, "param '%s' cannot default to '%s': its type is %s, zero or more, of at most nine digits",
			 param.name, param.value, param.type);
	else if (check->params_count == CHECK_PARAMS)
		complain(reader, "more than %d params", CHECK_PARAMS);
	else
		check->params[check->params_count++] =
			(struct check_param){ string_new(param.name), string_new(param.type), string_new(param.value),
					      string_new(param.unit), string_new(param.origin) };
}

static bool has_column(const struct check *check, const char *name)
{
	for (size_t at = 0; at < check->columns_count; at++)
		if (strcmp(check->columns[at].name, name) == 0)
			return true;
	return false;
}

static void read_column(struct reader *reader, char *const *parts)
{
	struct check *check = reader->check;
	if (!good_name(reader, "column", parts[0]))
		return;
	if (is_one_of(parts[0], contract))
		complain(reader, "column '%s' is one that every check has; a column of the detail needs another name", parts[0]);
	else if (has_column(check, parts[0]))
		complain(reader, "column '%s' is there twice", parts[0]);
	else if (!is_one_of(parts[2], formats))
		unknown(reader, "format", parts[2], formats);
	else if (check->columns_count == CHECK_COLUMNS)
		complain(reader, "more than %d columns", CHECK_COLUMNS);
	else
		check->columns[check->columns_count++] =
			(struct check_column){ string_new(parts[0]), string_new(parts[1]), string_new(parts[2]) };
}

static void read_need(struct reader *reader, const char *need)
{
	struct check *check = reader->check;
	const char *dot = strchr(need, '.');
	scoped_free char *thing = dot ? strndup(need, (size_t)(dot - need)) : string_new(need);
	size_t count = list_length(check->needs);
	if (!is_one_of(thing, needs))
		unknown(reader, "need", thing, needs);
	else if (dot && !is_name(dot + 1))
		complain(reader, "need '%s' must be table.column", need);
	else if (count == CHECK_NEEDS)
		complain(reader, "more than %d needs", CHECK_NEEDS);
	else
		check->needs[count] = string_new(need);
}

static void read_needs(struct reader *reader, char *const *parts)
{
	for (; *parts; parts++)
		read_need(reader, *parts);
}

/* The words that sql/evidence has. New, ends with NULL; the words are borrowed. */
static const char **evidence_words(void)
{
	static const char folder[] = "evidence/";
	const char **words = memory_new(1, sizeof *words);
	size_t count = 0;
	for (const struct sql_file *file = sql_files; file->name; file++) {
		if (strncmp(file->name, folder, sizeof folder - 1) != 0)
			continue;
		words = memory_grow(words, count + 2, sizeof *words);
		words[count++] = file->name + sizeof folder - 1;
		words[count] = NULL;
	}
	return words;
}

/* Words with what belongs to them behind a blank: "record stage amount, history stage". */
static void read_evidence(struct reader *reader, char *const *parts)
{
	struct check *check = reader->check;
	scoped_free const char **words = evidence_words();
	for (; *parts; parts++) {
		scoped_free char *word = strndup(*parts, strcspn(*parts, " "));
		size_t count = list_length(check->evidence);
		if (!is_one_of(word, words))
			unknown(reader, "evidence", word, words);
		else if (count == CHECK_EVIDENCE)
			complain(reader, "more than %d words of evidence", CHECK_EVIDENCE);
		else
			check->evidence[count] = string_new(*parts);
	}
}

static void read_enabled(struct reader *reader, const char *value)
{
	reader->check->is_off = strcmp(value, "no") == 0;
	if (!reader->check->is_off && strcmp(value, "yes") != 0)
		complain(reader, "enabled wants yes or no, not '%s'", value);
}

static char **word_of(struct check *check, const char *key)
{
	struct {
		const char *key;
		char **into;
	} words[] = { { "title", &check->title }, { "rule", &check->rule }, { "why", &check->why }, { "fix", &check->fix } };
	for (size_t at = 0; at < sizeof words / sizeof *words; at++)
		if (strcmp(key, words[at].key) == 0)
			return words[at].into;
	return NULL;
}

static void read_parts(struct reader *reader, const char *key, const char *value)
{
	static const struct {
		const char *key, *form;
		size_t parts;
		void (*read)(struct reader *reader, char *const *parts);
	} lists[] = {
		{ "needs", "", 0, read_needs },
		{ "evidence", "", 0, read_evidence },
		{ "param", "name, type, default, unit, whose", 5, read_param },
		{ "column", "key, title, format", 3, read_column },
	};
	scoped_list char **parts = list_new(value);
	for (size_t at = 0; at < sizeof lists / sizeof *lists; at++) {
		if (strcmp(key, lists[at].key) != 0)
			continue;
		if (lists[at].parts && list_length(parts) != lists[at].parts)
			complain(reader, "%s wants %s: '%s'", key, lists[at].form, value);
		else
			lists[at].read(reader, parts);
	}
}

static void read_key(struct reader *reader, const char *key, const char *value)
{
	char **word = word_of(reader->check, key);
	if (*value == '\0')
		complain(reader, "%s is empty", key);
	else if (word && *word)
		complain(reader, "%s is there twice", key);
	else if (word)
		*word = string_new(value);
	else if (strcmp(key, "enabled") == 0)
		read_enabled(reader, value);
	else
		read_parts(reader, key, value);
}

/* "-- word: value" taken apart, in place; false for a line of any other form. */
static bool split(char *line, char **ret_key, char **ret_value)
{
	if (strncmp(line, "--", 2) != 0)
		return false;
	char *key = line + 2 + strspn(line + 2, " \t");
	char *end = key;
	while (isalpha((unsigned char)*end) || *end == '_')
		end++;
	char *colon = end + strspn(end, " \t");
	if (end == key || *colon != ':' || (colon[1] && !isspace((unsigned char)colon[1])))
		return false;
	*end = '\0';
	*ret_key = key;
	*ret_value = string_trim(colon + 1);
	return true;
}

/* A word in lower case is a key, or meant as one; one with a capital that is like no
 * key begins a sentence. */
static bool is_prose(const char *key)
{
	for (const char *c = key; *c; c++)
		if (isupper((unsigned char)*c))
			return string_nearest(key, keys) == NULL;
	return false;
}

static bool read_line(struct reader *reader, char *line)
{
	char *key, *value;
	if (!split(line, &key, &value) || is_prose(key))
		return false;
	if (is_one_of(key, keys)) {
		read_key(reader, key, value);
		return true;
	}
	const char *near = string_nearest(key, keys);
	scoped_free char *all = joined(keys);
	if (near)
		complain(reader, "unknown header key '%s'; did you mean '%s', or a comment, with an empty '--' line before it?",
			 key, near);
	else
		complain(reader, "unknown header key '%s'; there are %s; a comment wants an empty '--' line before it", key, all);
	return true;
}

/* Up to the SQL: a key in there would be passed over without a word. */
static void read_rest(struct reader *reader, char *line)
{
	char *key, *value;
	if (split(line, &key, &value) && is_one_of(key, keys))
		complain(reader, "'%s:' stands below the end of the header; move the line up", key);
}

static void want(struct reader *reader, const char *key)
{
	reader->line = 1;
	if (*word_of(reader->check, key) == NULL)
		complain(reader, "the header lacks its %s: '-- %s: …'", key, key);
}

void check_read(struct check *check, const char *sql, struct text *wrong)
{
	struct reader reader = { .check = check, .wrong = wrong };
	scoped_free char *copy = string_new(sql);
	char *rest = copy;
	bool in_header = true;
	check->sql = check->body = sql;
	for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n")) {
		reader.line++;
		char *start = string_trim(line);
		if (strncmp(start, "--", 2) != 0 && *start)
			break;
		in_header = in_header && read_line(&reader, start);
		if (in_header)
			check->body = rest ? sql + (rest - copy) : sql + strlen(sql);
		else
			read_rest(&reader, start);
	}
	for (size_t at = 0; at < 4; at++)
		want(&reader, keys[at]);
}

void check_done(struct check *check)
{
	char *const words[] = { check->id, check->title, check->rule, check->why, check->fix, check->text, check->path };
	for (size_t at = 0; at < sizeof words / sizeof *words; at++)
		free(words[at]);
	for (char **need = check->needs; *need; need++)
		free(*need);
	for (char **word = check->evidence; *word; word++)
		free(*word);
	for (size_t at = 0; at < check->params_count; at++) {
		free(check->params[at].name);
		free(check->params[at].type);
		free(check->params[at].value);
		free(check->params[at].unit);
		free(check->params[at].origin);
	}
	for (size_t at = 0; at < check->columns_count; at++) {
		free(check->columns[at].name);
		free(check->columns[at].title);
		free(check->columns[at].format);
	}
}

/* What JSON and an integer of SQL both take: strtod() would let "inf" and "0x10" by. */
bool check_param_takes(const struct check_param *param, const char *value)
{
	enum { DIGITS = 9 };
	size_t digits = strspn(value, "0123456789");
	const char *rest = value + digits;
	if (digits == 0 || digits > DIGITS || (*value == '0' && digits > 1))
		return false;
	if (*rest == '.' && strcmp(param->type, "number") == 0) {
		size_t decimals = strspn(rest + 1, "0123456789");
		rest += decimals > 0 ? decimals + 1 : 0;
	}
	return *rest == '\0';
}

const struct check_param *check_param(const struct check *check, const char *name)
{
	for (size_t at = 0; at < check->params_count; at++)
		if (strcmp(check->params[at].name, name) == 0)
			return &check->params[at];
	return NULL;
}

const char *check_mark(const struct check *check)
{
	return check->path == NULL ? "" : check->overrides ? "overrides" : "own";
}
