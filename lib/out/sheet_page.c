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

/* "&" begins a code in a page's foot. */
static char *foot_new(const struct sheet_book *book)
{
	struct text foot = { 0 };
	enum { LONGEST = 100 };
	text_put(&foot, "&L");
	for (const char *at = book->about.title; *at && foot.length < LONGEST; at++)
		text_put(&foot, *at == '&' ? "&&" : (char[]){ *at, '\0' });
	while (foot.length >= LONGEST && ((unsigned char)foot.bytes[foot.length - 1] & 0xC0) == 0x80)
		foot.length--;
	text_format(&foot, "&C&A, page &P of &N&Ras of %.80s", book->about.as_of);
	return text_give(&foot);
}

/* Where a row takes several pages, each names whose row it is. */
static bool set_up_page(struct sheet_book *book, int paper_wide, struct error *err)
{
	scoped_free char *foot = foot_new(book);
	worksheet_set_landscape(book->sheet);
	worksheet_fit_to_pages(book->sheet, (uint16_t)(paper_wide ? paper_wide : 1), 0);
	if (paper_wide > 1 && !sheet_written(book, worksheet_repeat_columns(book->sheet, 0, 0), err))
		return false;
	worksheet_set_margins(book->sheet, 0.4, 0.4, 0.5, 0.7);
	return sheet_written(book, worksheet_set_footer(book->sheet, foot), err);
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
	memset(book->widths, 0, sizeof book->widths);
	return set_up_page(book, book->page.paper_wide, err);
}

static int count_columns(const struct sheet_column *columns)
{
	int count = 0;
	while (columns && columns[count].key)
		count++;
	return count;
}

/* Merged, so that a sentence wraps over the table's width, on paper too. Merged rows
 * get no height by themselves. */
static bool put_line(struct sheet_book *book, const char *text, enum cell_look look, struct error *err)
{
	scoped_free char *cell = cell_text(text, NULL);
	int last = book->columns_wide > 1 ? book->columns_wide - 1 : 1;
	enum { LINE = 110, POINTS = 15 };
	size_t lines = 1 + strlen(cell) / LINE;
	double height = look == LOOK_SAYS ? (double)lines * POINTS : 21;
	bool good = sheet_written(book, worksheet_set_row(book->sheet, book->row, height, NULL), err) &&
		    sheet_written(book, worksheet_merge_range(book->sheet, book->row, 0, book->row,
							(lxw_col_t)last, cell, book->looks[look]), err);
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
	book->is_filtered = false;
	book->row++;
	return put_line(book, text, LOOK_HEADING, err);
}

static bool is_number(enum sheet_format format)
{
	return format == SHEET_INTEGER || format == SHEET_DECIMAL || format == SHEET_MONEY || format == SHEET_PERCENT;
}

static bool set_widths(struct sheet_book *book, const struct sheet_column *columns, struct error *err)
{
	int lines = 1;
	for (int at = 0; columns[at].key; at++) {
		lxw_col_t column = (lxw_col_t)at;
		if (columns[at].width > 0) {
			book->widths[at] = columns[at].width;
			if (!sheet_written(book, worksheet_set_column(book->sheet, column, column, columns[at].width, NULL), err))
				return false;
		}
		int here = cell_lines(columns[at].title, book->widths[at] - 1);
		lines = here > lines ? here : lines;
	}
	return sheet_set_height(book, lines, err);
}

bool sheet_head(struct sheet_book *book, const struct sheet_column *columns, struct error *err)
{
	int count = count_columns(columns);
	if (count > COLUMNS)
		return error_set(err, ERROR_BUG, "%s: %d columns, %d fit", book->sheet->name, count, COLUMNS);
	if (!set_widths(book, columns, err))
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
static bool freeze_head(struct sheet_book *book, bool is_wide, struct error *err)
{
	worksheet_freeze_panes(book->sheet, HEAD_ROW + 1, is_wide ? 1 : 0);
	book->is_filtered = true;
	return sheet_written(book, worksheet_repeat_rows(book->sheet, HEAD_ROW, HEAD_ROW), err);
}

static bool begin_part(struct sheet_book *book, struct error *err)
{
	const struct sheet_page *page = &book->page;
	if (!add_sheet(book, err))
		return false;
	book->columns_wide = page->columns_wide ? page->columns_wide : count_columns(page->columns);
	scoped_free char *says = says_with_part(book);
	if (!put_line(book, page->title, LOOK_TITLE, err) || !sheet_says(book, says, err))
		return false;
	if (page->columns == NULL)
		return true;
	book->row = HEAD_ROW;
	return sheet_head(book, page->columns, err) && freeze_head(book, page->paper_wide > 1, err);
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

bool sheet_end_table(struct sheet_book *book, struct error *err)
{
	if (!book->is_filtered)
		return true;
	int count = count_columns(book->columns);
	lxw_row_t last = book->row > book->first ? book->row - 1 : book->first;
	for (int at = 0; at < count; at++)
		if (book->columns[at].format == SHEET_DECISION && !offer_decisions(book, at, last, err))
			return false;
	return sheet_written(book, worksheet_autofilter(book->sheet, HEAD_ROW, 0, last, (lxw_col_t)(count - 1)), err);
}

