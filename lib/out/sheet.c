#include "lib/out/sheet.h"

#include "lib/base/path.h"
#include "lib/base/text.h"
#include "lib/out/replace.h"
#include "lib/out/sheet_book.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>

/* The library writes rows into a file of its own and looks at no result. */
static const char *disk_reason(const struct sheet_book *book)
{
	FILE *rows = book->sheet ? book->sheet->optimize_tmpfile : NULL;
	if (rows == NULL || !ferror(rows))
		return NULL;
	errno = ENOSPC;
	fflush(rows);
	return strerror(errno);
}

static bool refuse(const struct sheet_book *book, const char *reason, struct error *err)
{
	return error_set(err, ERROR_WRITE, "cannot write %s: sheet %s, row %u: %s", book->about.path,
			 book->sheet ? book->sheet->name : "none", book->row + 1, reason);
}

bool sheet_written(const struct sheet_book *book, lxw_error result, struct error *err)
{
	const char *reason = disk_reason(book);
	if (reason == NULL && result != LXW_NO_ERROR)
		reason = lxw_strerror(result);
	return reason == NULL || refuse(book, reason, err);
}

bool sheet_set_height(struct sheet_book *book, int lines, struct error *err)
{
	enum { POINTS = 15, MOST_POINTS = 409 };
	double height = lines * POINTS > MOST_POINTS ? MOST_POINTS : lines * POINTS;
	return lines <= 1 || sheet_written(book, worksheet_set_row(book->sheet, book->row, height, NULL), err);
}

static time_t day_start(const char *day)
{
	struct tm tm = { 0 };
	return strptime(day, "%Y-%m-%d", &tm) ? timegm(&tm) : 86400;
}

/* Temporary files go where the workbook goes: one disk to be full, not two. */
static bool make_workbook(struct sheet_book *book, struct error *err)
{
	scoped_free char *folder = path_folder(book->about.path);
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = folder };
	book->workbook = workbook_new_opt(book->fresh, &options);
	if (book->workbook == NULL || !cell_looks(book->workbook, book->looks))
		return error_set(err, ERROR_WRITE, "cannot write %s: no memory", book->about.path);
	scoped_free char *title = string_new(book->about.title);
	lxw_doc_properties properties = { .title = title, .created = day_start(book->about.day) };
	return sheet_written(book, workbook_set_properties(book->workbook, &properties), err);
}

bool sheet_book_new(const struct sheet_about *about, struct sheet_book **ret, struct error *err)
{
	scoped_sheet_book struct sheet_book *book = memory_new(1, sizeof *book);
	book->about = (struct sheet_about){
		.path = string_new(about->path),
		.title = string_new(about->title),
		.as_of = string_new(about->as_of),
		.day = string_new(about->day),
		.record_url = string_new(about->record_url),
		.row_limit = about->row_limit ? about->row_limit : LXW_ROW_MAX,
		.link_limit = about->link_limit ? about->link_limit : LXW_MAX_NUMBER_URLS,
	};
	if (!replace_begin(about->path, &book->fresh, err) || !make_workbook(book, err))
		return false;
	*ret = steal(book);
	return true;
}

/* lxw_workbook_free() alone leaves the rows' files open. */
static void drop_workbook(struct sheet_book *book)
{
	for (int at = 0; at < book->sheet_count; at++)
		if (book->sheets[at]->optimize_tmpfile)
			fclose(book->sheets[at]->optimize_tmpfile);
	lxw_workbook_free(book->workbook);
	book->workbook = NULL;
}

static void release(const char *string)
{
	free((void *)(uintptr_t)string);
}

void sheet_book_free(struct sheet_book *book)
{
	if (book == NULL)
		return;
	if (book->workbook)
		drop_workbook(book);
	if (book->fresh)
		unlink(book->fresh);
	free(book->fresh);
	release(book->about.path);
	release(book->about.title);
	release(book->about.as_of);
	release(book->about.day);
	release(book->about.record_url);
	free(book);
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

static bool end_of_table(struct sheet_book *book, struct error *err);

static bool add_sheet(struct sheet_book *book, const struct sheet_page *page, struct error *err)
{
	const char *name = page->name;
	if (book->sheet && !end_of_table(book, err))
		return false;
	lxw_worksheet *sheet = book->sheet_count < SHEETS ? workbook_add_worksheet(book->workbook, name) : NULL;
	if (sheet == NULL)
		return error_set(err, ERROR_BUG, "%s: no sheet '%s': %d are there", book->about.path, name,
				 book->sheet_count);
	book->sheets[book->sheet_count++] = book->sheet = sheet;
	book->row = 0;
	book->links = 0;
	book->columns = NULL;
	book->is_filtered = false;
	memset(book->widths, 0, sizeof book->widths);
	return set_up_page(book, page->paper_wide, err);
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

static int count_links(const struct sheet_column *columns)
{
	int count = 0;
	for (int at = 0; columns && columns[at].key; at++)
		count += columns[at].format == SHEET_LINK;
	return count;
}

static char *says_with_limits(const struct sheet_book *book, const struct sheet_page *page)
{
	struct text says = { 0 };
	text_put(&says, page->says);
	long long room = book->about.row_limit - HEAD_ROW - 1;
	if (page->rows > room)
		text_format(&says, " A sheet has room for the first %lld of %lld rows.", room, page->rows);
	int links = count_links(page->columns);
	if (*book->about.record_url && links && page->rows * links > book->about.link_limit)
		text_format(&says, " A sheet takes %ld links: further records are named with their id.",
			    book->about.link_limit);
	return text_give(&says);
}

/* On a sheet wider than the paper the first column stays in sight too. */
static bool freeze_head(struct sheet_book *book, bool is_wide, struct error *err)
{
	worksheet_freeze_panes(book->sheet, HEAD_ROW + 1, is_wide ? 1 : 0);
	book->is_filtered = true;
	return sheet_written(book, worksheet_repeat_rows(book->sheet, HEAD_ROW, HEAD_ROW), err);
}

bool sheet_begin(struct sheet_book *book, const struct sheet_page *page, struct error *err)
{
	int count = count_columns(page->columns);
	if (!add_sheet(book, page, err))
		return false;
	book->columns_wide = page->columns_wide ? page->columns_wide : count;
	scoped_free char *says = says_with_limits(book, page);
	if (!put_line(book, page->title, LOOK_TITLE, err) || !sheet_says(book, says, err))
		return false;
	if (page->columns == NULL)
		return true;
	book->row = HEAD_ROW;
	return sheet_head(book, page->columns, err) && freeze_head(book, page->paper_wide > 1, err);
}

/* The list a manager chooses from; "review" reads the same words back. */
static bool offer_decisions(struct sheet_book *book, int at, lxw_row_t last, struct error *err)
{
	static const char *const words[] = { "fix", "accept", "waive", "dispute", "coached", NULL };
	lxw_data_validation list = {
		.validate = LXW_VALIDATION_TYPE_LIST,
		.value_list = (char **)(uintptr_t)words,
		.error_title = (char[]){ "Not a decision" },
		.error_message = (char[]){ "Choose fix, accept, waive, dispute or coached, or leave it empty." },
	};
	return sheet_written(book, worksheet_data_validation_range(book->sheet, book->first, (lxw_col_t)at, last,
							     (lxw_col_t)at, &list), err);
}

static bool end_of_table(struct sheet_book *book, struct error *err)
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

bool sheet_chart(struct sheet_book *book, const char *title, int place, int count, const int *columns,
		 struct error *err)
{
	if (book->row <= book->first + 1)
		return true;
	lxw_chart *chart = workbook_add_chart(book->workbook, LXW_CHART_LINE);
	lxw_row_t last = book->row - 1;
	for (int at = 0; chart && at < count; at++) {
		lxw_col_t column = (lxw_col_t)columns[at];
		lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
		if (series == NULL)
			return refuse(book, "no memory", err);
		chart_series_set_categories(series, book->sheet->name, book->first, 0, last, 0);
		chart_series_set_values(series, book->sheet->name, book->first, column, last, column);
		chart_series_set_name(series, book->columns[column].title);
		lxw_chart_marker_type marks[] = { LXW_CHART_MARKER_DIAMOND, LXW_CHART_MARKER_CIRCLE };
		chart_series_set_marker_type(series, marks[at % 2]);
	}
	if (chart == NULL)
		return refuse(book, "no memory", err);
	chart_title_set_name(chart, title);
	chart_title_set_name_font(chart, &(lxw_chart_font){ .size = 11, .bold = LXW_TRUE });
	chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
	chart_axis_set_num_format(chart->x_axis, "mm-dd");
	chart_axis_set_min(chart->y_axis, 0);
	return sheet_written(book, worksheet_insert_chart(book->sheet, book->first - 1, (lxw_col_t)place, chart), err);
}

/* What closing needs beside the rows: each sheet once more, the links, the packed file. */
static off_t room_needed(const struct sheet_book *book)
{
	off_t largest = 0, all = 0;
	for (int at = 0; at < book->sheet_count; at++) {
		FILE *rows = book->sheets[at]->optimize_tmpfile;
		off_t size = rows && fflush(rows) == 0 ? ftello(rows) : 0;
		largest = size > largest ? size : largest;
		all += size;
	}
	enum { LINK = 512, REST = 1 << 20 };
	return largest + all / 2 + (off_t)book->links_in_all * LINK + REST;
}

/* A full disk while closing goes unnoticed by the library: the file would lack rows
 * and the result still be good. So the room is asked for first. */
static bool reserve(const struct sheet_book *book, struct error *err)
{
	for (int at = 0; at < book->sheet_count; at++)
		if (book->sheets[at]->optimize_tmpfile && fflush(book->sheets[at]->optimize_tmpfile) != 0)
			return error_set(err, ERROR_WRITE, "cannot write %s: sheet %s: %s", book->about.path,
					 book->sheets[at]->name, strerror(errno));
	scoped_fd int fd = open(book->fresh, O_WRONLY | O_CLOEXEC);
	int reason = fd < 0 ? errno : posix_fallocate(fd, 0, room_needed(book));
	if (fd >= 0 && ftruncate(fd, 0) != 0)
		reason = reason ? reason : errno;
	if (reason)
		return error_set(err, ERROR_WRITE, "cannot write %s: %s", book->about.path, strerror(reason));
	return true;
}

bool sheet_save(struct sheet_book *book, struct error *err)
{
	if (book->sheet == NULL)
		return error_set(err, ERROR_BUG, "%s: a workbook without sheets", book->about.path);
	if (!end_of_table(book, err) || !reserve(book, err))
		return false;
	worksheet_activate(book->sheets[0]);
	lxw_error result = workbook_close(book->workbook);
	book->workbook = NULL;
	if (result != LXW_NO_ERROR)
		return error_set(err, ERROR_WRITE, "cannot write %s: %s", book->about.path, lxw_strerror(result));
	scoped_free char *fresh = steal(book->fresh);
	return replace_finish(fresh, book->about.path, err);
}
