#include "tests/standin/json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

void json_text(struct text *text, const char *string)
{
	text_char(text, '"');
	for (const char *at = string; *at; at++) {
		unsigned char c = (unsigned char)*at;
		if (c == '"' || c == '\\') {
			text_char(text, '\\');
			text_char(text, *at);
		} else if (c == '\n') {
			text_put(text, "\\n");
		} else if (c < 0x20) {
			text_format(text, "\\u%04x", c);
		} else {
			text_char(text, *at);
		}
	}
	text_char(text, '"');
}

/* As Java prints a double: the fewest digits that read back the same. */
void json_double(struct text *text, double value)
{
	char shortest[40];
	for (int precision = 1; precision <= 17; precision++) {
		snprintf(shortest, sizeof shortest, "%.*e", precision - 1, value);
		if (strtod(shortest, NULL) == value)
			break;
	}
	double size = fabs(value);
	char *exponent = strchr(shortest, 'e');
	int digits = (int)(exponent - shortest) - 2 - (value < 0);
	if (size != 0 && (size >= 1e7 || size < 1e-3)) {
		*exponent = '\0';
		text_format(text, "%s%sE%d", shortest, strchr(shortest, '.') ? "" : ".0",
			atoi(exponent + 1));
		return;
	}
	int decimals = (digits < 0 ? 0 : digits) - atoi(exponent + 1);
	text_format(text, "%.*f", decimals < 1 ? 1 : decimals, value);
}

void json_error(struct text *text, const char *code, const char *message, const char *field)
{
	text_put(text, "[{\"message\":");
	json_text(text, message);
	text_format(text, ",\"errorCode\":\"%s\"", code);
	if (field && *field) {
		text_put(text, ",\"fields\":[");
		json_text(text, field);
		text_char(text, ']');
	}
	text_put(text, "}]");
}

static void put_instant(struct text *text, long long instant)
{
	time_t seconds = (time_t)(instant / 1000);
	struct tm tm;
	char stamp[40];
	gmtime_r(&seconds, &tm);
	strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S", &tm);
	text_format(text, "\"%s.%03d+0000\"", stamp, (int)(instant % 1000));
}

static void put_value(struct text *text, const struct extract *table, size_t row, int column)
{
	const char *cell = extract_cell(table, row, column);
	const struct column *kind = &table->column[column];
	if (kind->type == COLUMN_BOOLEAN) {
		text_put(text, extract_flag(table, row, kind->name) ? "true" : "false");
		return;
	}
	if (cell == NULL) {
		text_put(text, "null");
		return;
	}
	switch (kind->type) {
	case COLUMN_DATETIME:
		put_instant(text, extract_instant(table, row, column));
		break;
	case COLUMN_INT:
		text_put(text, cell);
		break;
	case COLUMN_DOUBLE:
		json_double(text, strtod(cell, NULL));
		break;
	default:
		json_text(text, cell);
	}
}

/* Fields of a parent, which stand side by side in the query, as one object. Returns how many. */
static size_t put_parent(struct text *text, const struct select *query, size_t from, size_t row)
{
	const struct extract *table = query->table;
	const char *first = table->column[query->field[from]].name;
	int length = (int)strcspn(first, ".");
	size_t count = 0;
	text_format(text, "\"%.*s\":{\"attributes\":{\"type\":\"%.*s\"}", length, first, length, first);
	for (; from + count < query->fields; count++) {
		const char *name = table->column[query->field[from + count]].name;
		if (strncmp(name, first, (size_t)length + 1) != 0)
			break;
		text_char(text, ',');
		json_text(text, name + length + 1);
		text_char(text, ':');
		put_value(text, table, row, query->field[from + count]);
	}
	text_char(text, '}');
	return count;
}

void json_record(struct text *text, const struct select *query, size_t row, const char *version)
{
	const struct extract *table = query->table;
	int id = extract_column(table, "Id");
	text_format(text,
		"{\"attributes\":{\"type\":\"%s\",\"url\":\"/services/data/%s/sobjects/%s/%s\"}",
		table->name, version,
		    table->name, id < 0 || !extract_cell(table, row, id) ? "" : extract_cell(table,
			row, id));
	for (size_t i = 0; i < query->fields; i++) {
		const char *name = table->column[query->field[i]].name;
		text_char(text, ',');
		if (strchr(name, '.')) {
			i += put_parent(text, query, i, row) - 1;
			continue;
		}
		json_text(text, name);
		text_char(text, ':');
		put_value(text, table, row, query->field[i]);
	}
	text_char(text, '}');
}

static const char *reference_to(const char *field)
{
	static const char *const known[][2] = {
		{ "OwnerId", "\"User\"" }, { "WhoId", "\"Contact\",\"Lead\"" },
		{ "WhatId", "\"Account\",\"Opportunity\",\"Case\"" }, { "AccountId", "\"Account\"" },
		{ "ContactId", "\"Contact\"" }, { "OpportunityId", "\"Opportunity\"" },
		{ "ManagerId", "\"User\"" },
		{ "UserRoleId", "\"UserRole\"" }, { "ReportsToId", "\"Contact\"" }, { "CreatedById",
		"\"User\"" },
		{ "LastModifiedById", "\"User\"" },
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(field, known[i][0]) == 0)
			return known[i][1];
	return "";
}

static void put_field(struct text *text, const struct column *column)
{
	bool reference = column->type == COLUMN_REFERENCE;
	size_t length = strlen(column->name);
	bool custom = length > 3 && strcmp(column->name + length - 3, "__c") == 0;
	text_put(text, "{\"name\":");
	json_text(text, column->name);
	text_put(text, ",\"label\":");
	json_text(text, column->name);
	text_format(text, ",\"type\":\"%s\",\"length\":%d", *column->said ? column->said : column_type_name(column->type),
		    column->type == COLUMN_STRING ? 255 : reference || column->type == COLUMN_ID
			? 18 : 0);
	text_format(text,
		",\"nillable\":%s,\"custom\":%s,\"calculated\":%s,\"filterable\":true,\"sortable\":true",
		    column->type == COLUMN_BOOLEAN ? "false" : "true", custom ? "true" : "false",
		    column->calculated ? "true" : "false");
	text_format(text,
		",\"deprecatedAndHidden\":false,\"nameField\":%s,\"picklistValues\":[],\"referenceTo\":[%s]",
		    strcmp(column->name, "Name") == 0 ? "true" : "false", reference
			? reference_to(column->name) : "");
	if (reference)
		text_format(text, ",\"relationshipName\":\"%.*s\"}", (int)length - 2, column->name);
	else
		text_put(text, ",\"relationshipName\":null}");
}

void json_describe(struct text *text, const struct extract *table, const char *version)
{
	int id = extract_column(table, "Id");
	const char *first = table->rows && id >= 0 ? extract_cell(table, 0, id) : NULL;
	text_format(text,
		"{\"name\":\"%s\",\"label\":\"%s\",\"labelPlural\":\"%ss\",\"keyPrefix\":\"%.3s\",\"custom\":false,"
		    "\"queryable\":true,\"replicateable\":true,\"layoutable\":true,\"childRelationships\":[],"
		    "\"recordTypeInfos\":[],\"urls\":{\"sobject\":\"/services/data/%s/sobjects/%s\"},\"fields\":[",
		    table->name, table->name, table->name, first ? first : "000", version, table->name);
	bool any = false;
	for (size_t i = 0; i < table->columns; i++) {
		/* a field with a dot is a parent's */
		if (table->column[i].hidden || strchr(table->column[i].name, '.'))
			continue;
		if (any)
			text_char(text, ',');
		any = true;
		put_field(text, &table->column[i]);
	}
	text_put(text, "]}");
}
