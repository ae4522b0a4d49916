#include "lib/out/sheet.h"

#include "lib/base/text.h"
#include "lib/out/sheet_book.h"
#include "lib/out/sheet_name.h"

#include <string.h>

bool sheet_set_height(struct sheet_book *book, int lines, struct error *err)
{
	enum { POINTS = 15, MOST_POINTS = 409 };
	double height = lines * POINTS > MOST_POINTS ? MOST_POINTS : lines * POINTS;
	return lines <= 1 || sheet_written(book, worksheet_set_row(book->sheet, book->row, height, NULL), err);
}

struct sheet_page sheet_page_copy(const struct sheet_page *page)
{
	struct sheet_page copy = *page;
	copy.name = string_new(page->name);
	copy.title = string_new(page->title);
	copy.says = string_new(page->says);
	return copy;
}

void sheet_page_done(struct sheet_page *page)
{
	free((void *)(uintptr_t)page->name);
	free((void *)(uintptr_t)page->title);
	free((void *)(uintptr_t)page->says);
	*page = (struct sheet_page){ 0 };
}

static bool is_taken(const char *name, void *context)
{
	const struct sheet_book *book = context;
	for (int at = 0; at < book->sheet_count; at++)
		if (string_same(book->sheets[at]->name, name))
			return true;
	return false;
}

static bool add_sheet(struct sheet_book *book, struct error *err)
{
	scoped_free char *name = sheet_name_new(book->page.name, book->part, is_taken, book);
	if (book->sheet && !sheet_end_table(book, err))
		return false;
	if (book->sheet_count == SHEETS)
		return error_set(err, ERROR_WRITE, "cannot write %s: no room for sheet '%s': %d are there", book->about.path,
				 name, SHEETS);
	lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, name);
	if (sheet == NULL)
		return error_set(err, ERROR_BUG, "%s: no sheet '%s'", book->about.path, name);
	book->sheets[book->sheet_count++] = book->sheet = sheet;
	book->row = 0;
	book->columns = NULL;
	book->is_filtered = false;
	for (int at = 0; at < COLUMNS; at++)
		book->widths[at] = LXW_DEF_COL_WIDTH;
	worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
	return true;
}

/* Merged, so that a sentence wraps over what is seen of the table, on paper too. Merged
 * rows get no height by themselves. */
static bool put_line(struct sheet_book *book, const char *text, enum cell_look look, struct error *err)
{
	scoped_free char *cell = cell_text(text, NULL);
	int wide = book->columns_wide > 1 ? book->columns_wide : 2;
	double room = 0;
	for (int at = 0; at < wide; at++)
		room += book->widths[at];
	enum { POINTS = 15, TITLE_POINTS = 21 };
	double height = look == LOOK_SAYS ? POINTS * cell_lines(cell, room) : TITLE_POINTS;
	bool good = sheet_written(book, worksheet_set_row(book->sheet, book->row, height, NULL), err) &&
		    sheet_written(book, worksheet_merge_range(book->sheet, book->row, 0, book->row,
							(lxw_col_t)(wide - 1), cell, book->looks[look]), err);
	book->row++;
	return good;
}

bool sheet_says(struct sheet_book *book, const char *text, struct error *err)
{
	return put_line(book, text, LOOK_SAYS, err);
}

bool sheet_heading(struct sheet_book *book, const char *text, struct error *err)
{
	if (!sheet_end_table(book, err))
		return false;
	book->row++;
	return put_line(book, text, LOOK_HEADING, err);
}

static bool is_number(enum sheet_format format)
{
	return format == SHEET_INTEGER || format == SHEET_DECIMAL || format == SHEET_MONEY || format == SHEET_PERCENT;
}

static bool set_widths(struct sheet_book *book, const struct sheet_column *columns, struct error *err)
{
	for (int at = 0; columns[at].key; at++) {
		lxw_row_col_options hidden = { .hidden = columns[at].is_hidden };
		lxw_col_t column = (lxw_col_t)at;
		if (columns[at].width <= 0)
			continue;
		book->widths[at] = columns[at].width;
		if (!sheet_written(book, worksheet_set_column_opt(book->sheet, column, column, columns[at].width, NULL, &hidden), err))
			return false;
	}
	return true;
}

/* Bold takes more room, and the buttons of a filter lie over the foot of the head. */
static bool set_head_height(struct sheet_book *book, const struct sheet_column *columns, struct error *err)
{
	enum { LINE = 15, BUTTON = 12 };
	int lines = 1;
	for (int at = 0; columns[at].key; at++) {
		int here = cell_lines(columns[at].title, book->widths[at] * 0.95);
		lines = here > lines ? here : lines;
	}
	double height = lines * LINE + (book->page.columns == columns ? BUTTON : 0);
	return sheet_written(book, worksheet_set_row(book->sheet, book->row, height, NULL), err);
}

bool sheet_head(struct sheet_book *book, const struct sheet_column *columns, struct error *err)
{
	int count = sheet_columns(columns);
	if (count > COLUMNS)
		return error_set(err, ERROR_BUG, "%s: %d columns, %d fit", book->sheet->name, count, COLUMNS);
	if (!set_widths(book, columns, err) || !set_head_height(book, columns, err))
		return false;
	for (int at = 0; at < count; at++) {
		enum cell_look look = is_number(columns[at].format) ? LOOK_HEAD_NUMBER : LOOK_HEAD;
		if (!sheet_written(book, worksheet_write_string(book->sheet, book->row, (lxw_col_t)at, columns[at].title,
							  book->looks[look]), err))
			return false;
	}
	book->columns = columns;
	book->is_bound = false;
	book->first = ++book->row;
	return true;
}

static char *says_with_part(const struct sheet_book *book)
{
	const struct sheet_page *page = &book->page;
	long long room = book->about.row_limit - HEAD_ROW - 1, first = (book->part - 1) * room + 1;
	if (page->rows <= room && book->part == 1)
		return string_new(page->says);
	bool is_last = page->rows <= book->part * room;
	return string_format("%s Rows %lld to %lld of %lld%s.", page->says, first,
			     is_last ? page->rows : book->part * room, page->rows,
			     is_last ? "" : "; a sheet has room for no more, the next one has the others");
}

/* On a sheet wider than the paper the first column stays in sight too. */
static bool freeze_head(struct sheet_book *book, struct error *err)
{
	bool is_wide = false;
	for (const struct sheet_column *column = book->columns; column->key; column++)
		is_wide = is_wide || column->begins_page;
	worksheet_freeze_panes(book->sheet, HEAD_ROW + 1, is_wide ? 1 : 0);
	book->is_filtered = true;
	return sheet_written(book, worksheet_repeat_rows(book->sheet, HEAD_ROW, HEAD_ROW), err);
}

static bool begin_part(struct sheet_book *book, struct error *err)
{
	const struct sheet_page *page = &book->page;
	const struct sheet_column *shape = page->shape ? page->shape : page->columns;
	book->columns_wide = sheet_columns_wide(shape);
	if (!add_sheet(book, err) || !sheet_paper(book, shape, page->shape != NULL, err) || !set_widths(book, shape, err))
		return false;
	scoped_free char *says = says_with_part(book);
	if (!put_line(book, page->title, LOOK_TITLE, err) || !sheet_says(book, says, err))
		return false;
	if (page->columns == NULL)
		return true;
	book->row = HEAD_ROW;
	return sheet_head(book, page->columns, err) && freeze_head(book, err);
}

bool sheet_begin(struct sheet_book *book, const struct sheet_page *page, struct error *err)
{
	sheet_page_done(&book->page);
	book->page = sheet_page_copy(page);
	book->part = 1;
	return begin_part(book, err);
}

/* Where a sheet has several tables, a further sheet would not say whose rows it has. */
bool sheet_continue(struct sheet_book *book, struct error *err)
{
	if (!book->is_filtered)
		return sheet_refuse(book, "the sheet is full", err);
	book->part++;
	return begin_part(book, err);
}

/* The list a manager chooses from; "review" reads the same words back. */
static bool offer_decisions(struct sheet_book *book, int at, lxw_row_t last, struct error *err)
{
	lxw_data_validation list = {
		.validate = LXW_VALIDATION_TYPE_LIST,
		.value_list = (char **)(uintptr_t)book->columns[at].choices,
		.error_title = (char[]){ "Not a decision" },
		.error_message = (char[]){ "Choose one from the list, or leave it empty." },
	};
	return sheet_written(book, worksheet_data_validation_range(book->sheet, book->first, (lxw_col_t)at, last,
							     (lxw_col_t)at, &list), err);
}

/* A rule of the sheet, not of its cells: so empty ones have the line too, at no cost. */
static bool put_lines(struct sheet_book *book, int count, struct error *err)
{
	lxw_conditional_format line = {
		.type = LXW_CONDITIONAL_TYPE_FORMULA,
		.value_string = (char[]){ "=TRUE" },
		.format = book->looks[LOOK_LINE],
	};
	return book->row == book->first ||
	       sheet_written(book, worksheet_conditional_format_range(book->sheet, book->first, 0, book->row - 1,
								(lxw_col_t)(count - 1), &line), err);
}

static bool put_filter(struct sheet_book *book, int count, struct error *err)
{
	lxw_row_t last = book->row > book->first ? book->row - 1 : book->first;
	for (int at = 0; at < count; at++)
		if (book->columns[at].format == SHEET_DECISION && !offer_decisions(book, at, last, err))
			return false;
	return sheet_written(book, worksheet_autofilter(book->sheet, HEAD_ROW, 0, last, (lxw_col_t)(count - 1)), err);
}

bool sheet_end_table(struct sheet_book *book, struct error *err)
{
	if (book->columns == NULL)
		return true;
	int count = sheet_columns(book->columns);
	bool good = put_lines(book, count, err) && (!book->is_filtered || put_filter(book, count, err));
	book->columns = NULL;
	book->is_filtered = false;
	return good;
}
