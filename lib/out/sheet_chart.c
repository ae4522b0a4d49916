#include "lib/out/sheet.h"

#include "lib/out/sheet_book.h"

/* Told apart in grey, too. */
static void dress(lxw_chart_series *series, int number)
{
	static const struct { lxw_color_t ink; uint8_t mark, dash; } looks[] = {
		{ 0x8A1010, LXW_CHART_MARKER_DIAMOND, LXW_CHART_LINE_DASH_SOLID },
		{ 0x8C8C8C, LXW_CHART_MARKER_CIRCLE, LXW_CHART_LINE_DASH_DASH },
	};
	size_t one = (size_t)number % (sizeof looks / sizeof looks[0]);
	lxw_chart_line line = { .color = looks[one].ink, .width = 2.25F, .dash_type = looks[one].dash };
	lxw_chart_line edge = { .color = looks[one].ink };
	lxw_chart_fill fill = { .color = looks[one].ink };
	chart_series_set_line(series, &line);
	chart_series_set_marker_type(series, looks[one].mark);
	chart_series_set_marker_line(series, &edge);
	chart_series_set_marker_fill(series, &fill);
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
			return sheet_refuse(book, "no memory", err);
		chart_series_set_categories(series, book->sheet->name, book->first, 0, last, 0);
		chart_series_set_values(series, book->sheet->name, book->first, column, last, column);
		chart_series_set_name(series, book->columns[column].title);
		dress(series, at);
	}
	if (chart == NULL)
		return sheet_refuse(book, "no memory", err);
	chart_title_set_name(chart, title);
	chart_title_set_name_font(chart, &(lxw_chart_font){ .size = 11, .bold = LXW_TRUE });
	chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
	chart_axis_set_num_format(chart->x_axis, "mm-dd");
	chart_axis_set_min(chart->y_axis, 0);
	chart_axis_set_num_format(chart->y_axis, "#,##0");
	lxw_chart_line grid = { .color = 0xD9D9D9 };
	chart_axis_major_gridlines_set_line(chart->y_axis, &grid);
	if (place > 0)
		return sheet_written(book, worksheet_insert_chart(book->sheet, book->first - 1, (lxw_col_t)place, chart), err);
	/* a chart is not parted by the end of a page */
	lxw_row_t breaks[] = { book->first - 2, 0 };
	if (!sheet_written(book, worksheet_set_h_pagebreaks(book->sheet, breaks), err))
		return false;
	lxw_chart_options narrow = { .x_scale = 0.82, .y_scale = 0.8 };
	return sheet_written(book, worksheet_insert_chart_opt(book->sheet, book->row, 0, chart, &narrow), err);
}

