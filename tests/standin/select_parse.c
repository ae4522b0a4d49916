#include "tests/standin/select.h"

#include "lib/base/text.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum token { TOKEN_END, TOKEN_WORD, TOKEN_STRING, TOKEN_LITERAL, TOKEN_SIGN };

struct parser {
	const char *at;
	enum token token;
	struct text text;
	const struct folder *folder;
	struct select *query;
	struct select_refusal *refusal;
};

__attribute__((format(printf, 3, 4)))
static bool refuse(struct parser *parser, const char *code, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	parser->refusal->code = code;
	vsnprintf(parser->refusal->message, sizeof parser->refusal->message, format, args);
	va_end(args);
	return false;
}

static bool unexpected(struct parser *parser)
{
	if (parser->token == TOKEN_END)
		return refuse(parser, "MALFORMED_QUERY", "unexpected token: <EOF>");
	return refuse(parser, "MALFORMED_QUERY",
		"\n%.40s\n^\nERROR at Row:1:Column:1\nunexpected token: '%.200s'",
		      parser->at, parser->text.bytes);
}

static bool next_string(struct parser *parser)
{
	for (parser->at++; *parser->at != '\''; parser->at++) {
		static const char from[] = "nrtbf\"'\\", to[] = "\n\r\t\b\f\"'\\";
		if (*parser->at == '\0')
			return refuse(parser, "MALFORMED_QUERY",
				"line 1:1 mismatched character '<EOF>' expecting '''");
		char c = *parser->at;
		if (c == '\\') {
			const char *escape = strchr(from, *++parser->at);
			if (escape == NULL || *escape == '\0')
				return refuse(parser, "MALFORMED_QUERY",
					"Illegal character sequence '\\%c'", *parser->at);
			c = to[escape - from];
		}
		text_char(&parser->text, c);
	}
	parser->at++;
	parser->token = TOKEN_STRING;
	return true;
}

static bool next(struct parser *parser)
{
	text_clear(&parser->text);
	text_put(&parser->text, "");
	while (isspace((unsigned char)*parser->at))
		parser->at++;
	unsigned char c = (unsigned char)*parser->at;
	if (c == '\0') {
		parser->token = TOKEN_END;
		return true;
	}
	if (c == '\'')
		return next_string(parser);
	if (isalpha(c) || isdigit(c) || c == '-' || c == '+') {
		parser->token = isalpha(c) ? TOKEN_WORD : TOKEN_LITERAL;
		const char *allowed = isalpha(c) ? "_.$" : "-+:.";
		do
			text_char(&parser->text, *parser->at++);
		while (*parser->at && (isalnum((unsigned char)*parser->at) || strchr(allowed,
			*parser->at)));
		return true;
	}
	parser->token = TOKEN_SIGN;
	text_char(&parser->text, *parser->at++);
	if (strchr("<>!", c) && (*parser->at == '=' || (c == '<' && *parser->at == '>')))
		text_char(&parser->text, *parser->at++);
	return true;
}

static bool is_word(const struct parser *parser, const char *word)
{
	return parser->token == TOKEN_WORD && string_same(parser->text.bytes, word);
}

static bool is_sign(const struct parser *parser, const char *sign)
{
	return parser->token == TOKEN_SIGN && strcmp(parser->text.bytes, sign) == 0;
}

static bool want_word(struct parser *parser, const char *word)
{
	return is_word(parser, word) ? next(parser) : unexpected(parser);
}

static bool want_sign(struct parser *parser, const char *sign)
{
	return is_sign(parser, sign) ? next(parser) : unexpected(parser);
}

static bool find_column(struct parser *parser, int *ret)
{
	if (parser->token != TOKEN_WORD)
		return unexpected(parser);
	const struct extract *table = parser->query->table;
	*ret = extract_column(table, parser->text.bytes);
	if (*ret >= 0 && !table->column[*ret].refused)
		return next(parser);
	snprintf(parser->refusal->field, sizeof parser->refusal->field, "%s", parser->text.bytes);
	/* of a parent record the CRM names the last relation and the column alone */
	const char *dot = strrchr(parser->text.bytes, '.'), *column = dot ? dot + 1 : parser->text.bytes;
	scoped_free char *parent = string_format("%.*s", dot ? (int)(dot - parser->text.bytes) : 0, parser->text.bytes);
	return refuse(parser, "INVALID_FIELD",
		      "\nSELECT %.200s\n       ^\nERROR at Row:1:Column:8\n"
		      "No such column '%.100s' on entity '%s'. If you are attempting to use a custom "
		      "field, be sure to append the '__c' after the custom field name.",
		      parser->text.bytes, column, dot ? parent : table->name);
}

static bool read_value(struct parser *parser, struct select_condition *condition)
{
	if (parser->token == TOKEN_END || parser->token == TOKEN_SIGN)
		return unexpected(parser);
	struct select_value value = { .instant = NO_INSTANT };
	const struct column *column = &parser->query->table->column[condition->column];
	bool dated = column->type == COLUMN_DATE || column->type == COLUMN_DATETIME;
	if (parser->token != TOKEN_STRING && string_same(parser->text.bytes, "null"))
		value.text = NULL;
	else if (dated && (parser->token == TOKEN_STRING
			   || !instant_read(parser->text.bytes, &value.instant)))
		return refuse(parser, "INVALID_FIELD", "value of filter criterion for field '%s' must be of "
			      "type %s and should not be enclosed in quotes",
			      column->name, column_type_name(column->type));
	else
		value.text = string_new(parser->text.bytes);
	value.number = value.text ? strtod(value.text, NULL) : 0;
	condition->value = memory_grow(condition->value, condition->values + 1, sizeof value);
	condition->value[condition->values++] = value;
	return next(parser);
}

static bool read_operator(struct parser *parser, struct select_condition *condition)
{
	static const char *const signs[] = { "=", "!=", "<", "<=", ">", ">=" };
	condition->operator = SELECT_IN;
	if (is_word(parser, "NOT")) {
		condition->operator = SELECT_NOT_IN;
		return next(parser) && want_word(parser, "IN");
	}
	if (is_word(parser, "IN"))
		return next(parser);
	for (int i = 0; i < 6; i++)
		if (is_sign(parser, signs[i]) || (i == SELECT_UNEQUAL && is_sign(parser, "<>"))) {
			condition->operator = (enum select_operator)i;
			return next(parser);
		}
	return unexpected(parser);
}

static bool read_either(struct parser *parser, struct select_condition **ret);
static bool find_table(struct parser *parser);
static bool read_fields(struct parser *parser);

static void keep_values(const struct select *inner, struct select_condition *condition)
{
	size_t count;
	size_t *rows = select_rows(inner, false, &count);
	condition->semi_join = true;
	condition->value = memory_new(count, sizeof *condition->value);
	for (size_t i = 0; i < count; i++) {
		const char *cell = extract_cell(inner->table, rows[i], inner->field[0]);
		if (cell)
			condition->value[condition->values++].text = string_new(cell);
	}
	free(rows);
}

/* SELECT field FROM object [WHERE …], up to the parenthesis. */
static bool read_semi_join(struct parser *parser, struct select_condition *condition)
{
	scoped_select struct select *inner = memory_new(1, sizeof *inner);
	struct select *outer = parser->query;
	inner->limit = -1;
	parser->query = inner;
	bool good = next(parser) && find_table(parser) && read_fields(parser) && want_word(parser, "FROM") &&
		    next(parser) &&
		    (!is_word(parser, "WHERE") || (next(parser) && read_either(parser, &inner->where)));
	parser->query = outer;
	if (good && inner->fields == 1)
		keep_values(inner, condition);
	return good && (inner->fields == 1 || refuse(parser, "MALFORMED_QUERY", "semi join sub-selects take one field"));
}

static bool read_comparison(struct parser *parser, struct select_condition *condition)
{
	condition->kind = SELECT_COMPARE;
	if (!find_column(parser, &condition->column) || !read_operator(parser, condition))
		return false;
	if (condition->operator < SELECT_IN)
		return read_value(parser, condition);
	if (!want_sign(parser, "("))
		return false;
	if (is_word(parser, "SELECT"))
		return read_semi_join(parser, condition) && want_sign(parser, ")");
	if (!read_value(parser, condition))
		return false;
	while (is_sign(parser, ","))
		if (!next(parser) || !read_value(parser, condition))
			return false;
	return want_sign(parser, ")");
}

static bool read_single(struct parser *parser, struct select_condition **ret)
{
	if (is_sign(parser, "("))
		return next(parser) && read_either(parser, ret) && want_sign(parser, ")");
	struct select_condition *condition = *ret = memory_new(1, sizeof *condition);
	if (!is_word(parser, "NOT"))
		return read_comparison(parser, condition);
	condition->kind = SELECT_NOT;
	return next(parser) && read_single(parser, &condition->left);
}

static bool read_chain(struct parser *parser, struct select_condition **ret, const char *word,
		       bool (*part)(struct parser *, struct select_condition **))
{
	if (!part(parser, ret))
		return false;
	while (is_word(parser, word)) {
		struct select_condition *both = memory_new(1, sizeof *both);
		both->kind = *word == 'A' ? SELECT_AND : SELECT_OR;
		both->left = *ret;
		*ret = both;
		if (!next(parser) || !part(parser, &both->right))
			return false;
	}
	return true;
}

static bool read_both(struct parser *parser, struct select_condition **ret)
{
	return read_chain(parser, ret, "AND", read_single);
}

static bool read_either(struct parser *parser, struct select_condition **ret)
{
	return read_chain(parser, ret, "OR", read_both);
}

static bool read_order(struct parser *parser)
{
	struct select *query = parser->query;
	do {
		if (query->orders == sizeof query->order / sizeof *query->order)
			return refuse(parser, "MALFORMED_QUERY", "too many ORDER BY fields");
		struct select_order *order = &query->order[query->orders++];
		if (!next(parser) || !find_column(parser, &order->column))
			return false;
		order->down = is_word(parser, "DESC");
		if ((order->down || is_word(parser, "ASC")) && !next(parser))
			return false;
		if (is_word(parser, "NULLS") && (!next(parser) || !next(parser)))
			return false;
	} while (is_sign(parser, ","));
	return true;
}

static bool read_tail(struct parser *parser)
{
	struct select *query = parser->query;
	if (is_word(parser, "WHERE") && (!next(parser) || !read_either(parser, &query->where)))
		return false;
	if (is_word(parser, "ORDER") && (!next(parser) || !is_word(parser, "BY")
		|| !read_order(parser)))
		return parser->refusal->code ? false : unexpected(parser);
	if (is_word(parser, "LIMIT")) {
		if (!next(parser) || parser->token != TOKEN_LITERAL)
			return unexpected(parser);
		query->limit = strtol(parser->text.bytes, NULL, 10);
		if (!next(parser))
			return false;
	}
	return parser->token == TOKEN_END ? true : unexpected(parser);
}

static int semi_joins(const struct select_condition *condition, bool *either)
{
	if (condition == NULL)
		return 0;
	int count = condition->semi_join + semi_joins(condition->left, either) + semi_joins(condition->right, either);
	*either = *either || (condition->kind == SELECT_OR && count > 0);
	return count;
}

/* Whether every row must have one of so many values there. */
static bool is_bound(const struct select_condition *condition, int column)
{
	if (condition == NULL || condition->kind == SELECT_OR || condition->kind == SELECT_NOT)
		return false;
	if (condition->kind == SELECT_AND)
		return is_bound(condition->left, column) || is_bound(condition->right, column);
	return condition->column == column &&
	       (condition->operator == SELECT_EQUAL || condition->operator == SELECT_IN);
}

static bool obeys(struct parser *parser)
{
	const struct select *query = parser->query;
	bool either = false;
	if (semi_joins(query->where, &either) > 2)
		return refuse(parser, "MALFORMED_QUERY", "maximum 2 semi join sub-selects are allowed");
	if (either)
		return refuse(parser, "MALFORMED_QUERY", "Semi join sub-selects are not allowed with the 'OR' operator");
	if (!string_same(query->table->name, "ContentDocumentLink") ||
	    is_bound(query->where, extract_column(query->table, "ContentDocumentId")) ||
	    is_bound(query->where, extract_column(query->table, "LinkedEntityId")))
		return true;
	return refuse(parser, "MALFORMED_QUERY",
		      "Implementation restriction: ContentDocumentLink requires a filter by a single Id on "
		      "ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.");
}

/* FROM stands behind the fields that need its table, so it is found first. */
static bool find_table(struct parser *parser)
{
	struct parser ahead = { .at = parser->at, .refusal = parser->refusal };
	scoped_text struct text word = { 0 };
	bool good;
	while ((good = next(&ahead)) && ahead.token != TOKEN_END && !is_word(&ahead, "FROM"))
		;
	good = good && next(&ahead);
	enum token token = ahead.token;
	text_put(&word, ahead.text.bytes ? ahead.text.bytes : "");
	text_done(&ahead.text);
	if (!good || token != TOKEN_WORD)
		return good ? refuse(parser, "MALFORMED_QUERY", "unexpected token: <EOF>") : false;
	parser->query->table = folder_extract(parser->folder, word.bytes);
	if (parser->query->table)
		return true;
	return refuse(parser, "INVALID_TYPE",
		"sObject type '%.200s' is not supported. If you are attempting to use a custom "
		      "object, be sure to append the '__c' after the entity name.", word.bytes);
}

static bool read_fields(struct parser *parser)
{
	struct select *query = parser->query;
	if (is_word(parser, "COUNT")) {
		query->count = true;
		return next(parser) && want_sign(parser, "(") && want_sign(parser, ")");
	}
	do {
		if (query->fields && !next(parser))
			return false;
		query->field = memory_grow(query->field, query->fields + 1, sizeof *query->field);
		if (!find_column(parser, &query->field[query->fields]))
			return false;
		query->fields++;
	} while (is_sign(parser, ","));
	return true;
}

bool select_parse(const char *text, const struct folder *folder, struct select **ret,
	struct select_refusal *refusal)
{
	scoped_select struct select *query = memory_new(1, sizeof *query);
	query->limit = -1;
	*refusal = (struct select_refusal){ 0 };
	struct parser parser = { .at = text, .folder = folder, .query = query, .refusal = refusal };
	bool good = next(&parser) && want_word(&parser, "SELECT");
	/* find_table() looks ahead from behind the first field, which is enough */
	good = good && find_table(&parser) && read_fields(&parser) && want_word(&parser, "FROM")
		&& next(&parser) && read_tail(&parser) && obeys(&parser);
	text_done(&parser.text);
	if (good)
		*ret = steal(query);
	return good;
}

static void free_condition(struct select_condition *condition)
{
	if (condition == NULL)
		return;
	free_condition(condition->left);
	free_condition(condition->right);
	for (size_t i = 0; i < condition->values; i++)
		free(condition->value[i].text);
	free(condition->value);
	free(condition);
}

void select_free(struct select *query)
{
	if (query == NULL)
		return;
	free_condition(query->where);
	free(query->field);
	free(query);
}
