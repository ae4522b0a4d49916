#include "lib/out/sheet.h"

#include "lib/base/text.h"
#include "lib/out/sheet_book.h"

int sheet_columns(const struct sheet_column *columns)
{
	int count = 0;
	while (columns && columns[count].key)
		count++;
	return count;
}

int sheet_columns_wide(const struct sheet_column *columns)
{
	int count = 0;
	while (columns[count].key && !columns[count].is_hidden && (count == 0 || !columns[count].begins_page))
		count++;
	return count;
}

/* "&" begins a code in a page's foot. */
static char *foot_new(const struct sheet_book *book)
{
	struct text foot = { 0 };
	enum { LONGEST = 100 };
	text_put(&foot, "&L&8 ");   /* else a digit would be read as of the size */
	const char *at = book->about.title;
	for (size_t left = strlen(at), step; left > 0 && foot.length < LONGEST; at += step, left -= step) {
		step = utf8_length(at, left);
		text_add(&foot, *at == '&' ? "&&" : at, *at == '&' ? 2 : step);
		if (step == 0)
			break;
	}
	text_format(&foot, "&C&8&A, page &P of &N&R&8as of %.80s", book->about.as_of);
	return text_give(&foot);
}

/* Of a page that begins with that column, the first column repeated. */
static double page_inches(const struct sheet_column *shape, int begin)
{
	enum { DIGIT = 7, REST = 5, DOTS = 96 };
	double dots = begin ? shape[0].width * DIGIT + REST : 0;
	for (int at = begin; shape[at].key && (at == begin || !shape[at].begins_page); at++)
		dots += shape[at].is_hidden ? 0 : shape[at].width * DIGIT + REST;
	return dots / DOTS;
}

/* Excel fits to a page or breaks where it is told, never both: so the scale is ours, such
 * that the widest part fits the narrower of the usual papers. */
static bool break_pages(struct sheet_book *book, const struct sheet_column *shape, struct error *err)
{
	enum { LEAST = 10, ALL = 100 };
	const double paper = 9.7;   /* LibreOffice's columns are wider by a little */
	double widest = page_inches(shape, 0);
	lxw_col_t breaks[COLUMNS];
	int count = 0;
	for (int at = 1; shape[at].key && count < COLUMNS - 1; at++) {
		if (!shape[at].begins_page)
			continue;
		breaks[count++] = (lxw_col_t)at;
		double here = page_inches(shape, at);
		widest = here > widest ? here : widest;
	}
	breaks[count] = 0;
	if (count == 0) {
		worksheet_fit_to_pages(book->sheet, 1, 0);
		return true;
	}
	double scale = ALL * paper / widest;
	worksheet_set_print_scale(book->sheet, (uint16_t)(scale > ALL ? ALL : scale < LEAST ? LEAST : scale));
	return sheet_written(book, worksheet_repeat_columns(book->sheet, 0, 0), err) &&
	       sheet_written(book, worksheet_set_v_pagebreaks(book->sheet, breaks), err);
}

/* As wide as a phone is small on paper. */
static void stand_upright(struct sheet_book *book)
{
	enum { SCALE = 110 };
	worksheet_set_portrait(book->sheet);
	worksheet_set_print_scale(book->sheet, SCALE);
	worksheet_center_horizontally(book->sheet);
}

bool sheet_paper(struct sheet_book *book, const struct sheet_column *shape, bool is_upright, struct error *err)
{
	scoped_free char *foot = foot_new(book);
	worksheet_set_landscape(book->sheet);
	worksheet_set_margins(book->sheet, 0.4, 0.4, 0.5, 0.7);
	if (is_upright)
		stand_upright(book);
	return (is_upright || break_pages(book, shape, err)) &&
	       sheet_written(book, worksheet_set_footer(book->sheet, foot), err);
}
