#include "tests/standin/select.h"

#include "lib/base/text.h"

#include <string.h>
#include <strings.h>

static int order_of(double a, double b)
{
	return a < b ? -1 : a > b;
}

/* Ids are compared on 18 characters, or on the 15 that were given, and unlike
 * other text with regard to case. */
static int compare_ids(const char *cell, const char *value)
{
	return strlen(value) == 15 ? strncmp(cell, value, 15) : strcmp(cell, value);
}

static int compare(const struct extract *table, size_t row, int column,
	const struct select_value *value)
{
	const char *cell = extract_cell(table, row, column);
	switch (table->column[column].type) {
	case COLUMN_DATE:
	case COLUMN_DATETIME: {
		long long instant = extract_instant(table, row, column);
		return instant < value->instant ? -1 : instant > value->instant;
	}
	case COLUMN_INT:
	case COLUMN_DOUBLE:
		return order_of(strtod(cell, NULL), value->number);
	case COLUMN_ID:
	case COLUMN_REFERENCE:
		return compare_ids(cell, value->text);
	default:
		return strcasecmp(cell, value->text);
	}
}

static bool equal(const struct extract *table, size_t row, int column, const struct select_value *value)
{
	if (table->column[column].type == COLUMN_BOOLEAN)
		return extract_flag(table, row, table->column[column].name) == (value->text
			&& string_same(value->text, "true"));
	const char *cell = extract_cell(table, row, column);
	if (cell == NULL || value->text == NULL)
		return cell == value->text;
	return compare(table, row, column, value) == 0;
}

static bool any_equal(const struct extract *table, size_t row, const struct select_condition *condition)
{
	for (size_t i = 0; i < condition->values; i++)
		if (equal(table, row, condition->column, &condition->value[i]))
			return true;
	return false;
}

static bool meets(const struct extract *table, size_t row, const struct select_condition *condition)
{
	const struct select_value *value = condition->value;
	bool hit = any_equal(table, row, condition);
	if (condition->operator == SELECT_EQUAL || condition->operator == SELECT_IN)
		return hit;
	if (condition->operator == SELECT_UNEQUAL || condition->operator == SELECT_NOT_IN)
		return !hit;
	if (extract_cell(table, row, condition->column) == NULL || value->text == NULL)
		return false;
	int order = compare(table, row, condition->column, value);
	switch (condition->operator) {
	case SELECT_LESS:    return order < 0;
	case SELECT_AT_MOST: return order <= 0;
	case SELECT_MORE:    return order > 0;
	default:           return order >= 0;
	}
}

static bool matches(const struct extract *table, size_t row, const struct select_condition *condition)
{
	switch (condition->kind) {
	case SELECT_AND: return matches(table, row, condition->left) && matches(table, row,
		condition->right);
	case SELECT_OR:  return matches(table, row, condition->left) || matches(table, row,
		condition->right);
	case SELECT_NOT: return !matches(table, row, condition->left);
	default:       return meets(table, row, condition);
	}
}

static int compare_cells(const struct extract *table, size_t a, size_t b, int column)
{
	const char *left = extract_cell(table, a, column), *right = extract_cell(table, b, column);
	if (left == NULL || right == NULL)
		return (left != NULL) - (right != NULL);
	struct select_value value = { .text = table->cell[b * table->columns + (size_t)column] };
	value.instant = extract_instant(table, b, column);
	if (table->column[column].type == COLUMN_INT || table->column[column].type == COLUMN_DOUBLE)
		value.number = strtod(right, NULL);
	return compare(table, a, column, &value);
}

static int compare_rows(const void *a, const void *b, void *context)
{
	const struct select *query = context;
	size_t left = *(const size_t *)a, right = *(const size_t *)b;
	for (size_t i = 0; i < query->orders; i++) {
		int order = compare_cells(query->table, left, right, query->order[i].column);
		if (order)
			return query->order[i].down ? -order : order;
	}
	return left < right ? -1 : left > right;
}

static bool hidden(const struct extract *table, size_t row)
{
	return extract_flag(table, row, "IsDeleted") || extract_flag(table, row, "IsArchived");
}

size_t *select_rows(const struct select *query, bool all, size_t *ret_count)
{
	const struct extract *table = query->table;
	size_t *rows = memory_new(table->rows, sizeof *rows), count = 0;
	for (size_t row = 0; row < table->rows; row++)
		if ((all || !hidden(table, row))
		    && (!query->where || matches(table, row, query->where)))
			rows[count++] = row;
	struct select order = *query;
	if (query->orders)
		qsort_r(rows, count, sizeof *rows, compare_rows, &order);
	*ret_count = query->limit >= 0 && (size_t)query->limit < count ? (size_t)query->limit : count;
	return rows;
}
