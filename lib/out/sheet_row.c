#include "lib/out/sheet.h"

#include "lib/base/text.h"
#include "lib/out/sheet_book.h"
#include "lib/store/db.h"

#include <string.h>

static bool put_text(struct sheet_book *book, lxw_col_t column, const char *value, enum cell_look look,
		     struct error *err)
{
	scoped_free char *made = cell_is_plain(value) ? NULL : cell_text(value, NULL);
	const char *cell = made ? made : value;
	return sheet_written(book, worksheet_write_string(book->sheet, book->row, column, cell, book->looks[look]), err);
}

static bool put_number(struct sheet_book *book, lxw_col_t column, const char *value, enum cell_look look,
		       struct error *err)
{
	double number;
	if (!cell_number(value, &number))
		return put_text(book, column, value, LOOK_PLAIN, err);
	return sheet_written(book, worksheet_write_number(book->sheet, book->row, column, number, book->looks[look]), err);
}

static bool put_time(struct sheet_book *book, lxw_col_t column, const char *value, enum cell_look look,
		     struct error *err)
{
	lxw_datetime time;
	if (!cell_datetime(value, &time))
		return put_text(book, column, value, LOOK_PLAIN, err);
	return sheet_written(book, worksheet_write_datetime(book->sheet, book->row, column, &time, book->looks[look]), err);
}

static bool put_unlinked(struct sheet_book *book, lxw_col_t column, const char *label, const char *id,
			 struct error *err)
{
	scoped_free char *text = *id == '\0' || string_same(label, id) ? string_new(label)
					: string_format("%s (%s)", label, id);
	return put_text(book, column, *text ? text : id, LOOK_WRAP, err);
}

/* write_url() puts the address into the cell; the label follows and takes its place. */
static bool put_url(struct sheet_book *book, lxw_col_t column, const char *url, const char *shown, struct error *err)
{
	book->links++;
	return sheet_written(book, worksheet_write_url(book->sheet, book->row, column, url, NULL), err) &&
	       put_text(book, column, shown, LOOK_LINK, err);
}

/* LibreOffice breaks no line in a link of the library's own kind, but in a formula. The
 * label is stored as the formula's value too: it is read without reckoning. */
static bool put_link(struct sheet_book *book, lxw_col_t column, const char *label, const char *id,
		     struct error *err)
{
	scoped_free char *url = cell_url(book->about.record_url, id);
	const char *shown = *label ? label : id;
	bool has_room = book->links < book->about.link_limit;
	if (url == NULL)
		return put_unlinked(book, column, label, id, err);
	if (has_room && cell_lines(shown, book->widths[column]) == 1)
		return put_url(book, column, url, shown, err);
	scoped_free char *formula = cell_link(url, shown);
	if (formula)
		return sheet_written(book, worksheet_write_formula_str(book->sheet, book->row, column, formula,
								 book->looks[LOOK_LINK], shown), err);
	return has_room ? put_url(book, column, url, shown, err) : put_unlinked(book, column, label, id, err);
}

static enum cell_look severity_look(const char *value)
{
	return strcmp(value, "fail") == 0 ? LOOK_FAIL : strcmp(value, "warn") == 0 ? LOOK_WARN : LOOK_PLAIN;
}

static enum cell_look status_look(const char *value)
{
	static const struct { const char *status; enum cell_look look; } looks[] = {
		{ "new", LOOK_NEW }, { "reopened", LOOK_REOPENED }, { "escalated", LOOK_ESCALATED }, { "waived", LOOK_QUIET },
		{ "late", LOOK_ESCALATED }, { "overdue", LOOK_ESCALATED },
	};
	for (size_t at = 0; at < sizeof looks / sizeof looks[0]; at++)
		if (strcmp(value, looks[at].status) == 0)
			return looks[at].look;
	return LOOK_PLAIN;
}

static bool put_cell(struct sheet_book *book, int at, const char *value, const char *id, struct error *err)
{
	const struct sheet_column *column = &book->columns[at];
	lxw_col_t place = (lxw_col_t)at;
	bool quiet = column->is_quiet;
	switch (column->format) {
	case SHEET_TEXT:
		return put_text(book, place, value, quiet ? LOOK_QUIET : LOOK_PLAIN, err);
	case SHEET_WRAP:
		return put_text(book, place, value, LOOK_WRAP, err);
	case SHEET_INTEGER:
		return put_number(book, place, value, quiet ? LOOK_QUIET_INTEGER : LOOK_INTEGER, err);
	case SHEET_DECIMAL:
		return put_number(book, place, value, quiet ? LOOK_QUIET_DECIMAL : LOOK_DECIMAL, err);
	case SHEET_MONEY:
		return put_number(book, place, value, LOOK_MONEY, err);
	case SHEET_PERCENT:
		return put_number(book, place, value, quiet ? LOOK_QUIET_PERCENT : LOOK_PERCENT, err);
	case SHEET_ANY:
		return put_number(book, place, value, LOOK_PLAIN, err);
	case SHEET_DATE:
		return put_time(book, place, value, LOOK_DATE, err);
	case SHEET_INSTANT:
		return put_time(book, place, value, LOOK_INSTANT, err);
	case SHEET_LINK:
		return put_link(book, place, value, id, err);
	case SHEET_SEVERITY:
		return put_text(book, place, value, severity_look(value), err);
	case SHEET_STATUS:
		return put_text(book, place, value, status_look(value), err);
	case SHEET_DECISION:
	case SHEET_NOTE:
		return put_text(book, place, value, LOOK_INPUT, err);
	}
	return error_set(err, ERROR_BUG, "%s: no such format", column->title);
}

static bool bind_columns(struct sheet_book *book, const PGresult *row, struct error *err)
{
	for (int at = 0; book->columns[at].key; at++) {
		const struct sheet_column *column = &book->columns[at];
		book->numbers[at] = book->id_numbers[at] = -1;
		if (*column->key && !db_column(row, column->key, &book->numbers[at], err))
			return error_context(err, "sheet %s", book->sheet->name);
		if (column->id_key && !db_column(row, column->id_key, &book->id_numbers[at], err))
			return error_context(err, "sheet %s", book->sheet->name);
	}
	book->is_bound = true;
	return true;
}

static bool is_input(const struct sheet_column *column)
{
	return column->format == SHEET_DECISION || column->format == SHEET_NOTE;
}

static int count_lines(const struct sheet_book *book, const PGresult *rows, int row)
{
	int lines = 1;
	for (int at = 0; book->columns[at].key; at++) {
		enum sheet_format format = book->columns[at].format;
		if (book->numbers[at] < 0 || (format != SHEET_WRAP && format != SHEET_LINK))
			continue;
		int here = cell_lines(PQgetvalue(rows, row, book->numbers[at]), book->widths[at]);
		lines = here > lines ? here : lines;
	}
	return lines;
}

bool sheet_row(const PGresult *row, void *context, struct error *err)
{
	return sheet_row_of(context, row, 0, err);
}

bool sheet_row_of(struct sheet_book *book, const PGresult *rows, int row, struct error *err)
{
	if (book->row >= (lxw_row_t)book->about.row_limit && !sheet_continue(book, err))
		return false;
	if (!book->is_bound && !bind_columns(book, rows, err))
		return false;
	if (!sheet_set_height(book, count_lines(book, rows, row), err))
		return false;
	for (int at = 0; book->columns[at].key; at++) {
		int number = book->numbers[at], id = book->id_numbers[at];
		const char *value = number < 0 ? "" : PQgetvalue(rows, row, number);
		const char *record = id < 0 ? "" : PQgetvalue(rows, row, id);
		bool is_empty = *value == '\0' && *record == '\0' && !is_input(&book->columns[at]);
		if (!is_empty && !put_cell(book, at, value, record, err))
			return false;
	}
	book->row++;
	return true;
}
