/* The sheets that the managers' and a rep's workbook share, in their order. A new
 * sheet is a row here, and its two queries: sql/reports/NAME.sql gives the rows,
 * NAME_says.sql their number and the sentence above them. */
#ifndef REPORTS_PAGES_H
#define REPORTS_PAGES_H

#include "lib/out/sheet.h"

struct page {
	const char *name;
	const char *title;
	const char *sql;
	const char *says_sql;
	const struct sheet_column *columns;
	bool is_of_teams;   /* not in one rep's workbook */
};

/* Ends with a NULL name. Coverage, which has a second table, comes after them. */
extern const struct page pages[];
/* Those of the reviews, in the order of their workbooks. */
extern const struct page pipeline_pages[];
extern const struct page lead_pages[];
extern const struct page rep_review_pages[];
extern const struct page coverage_page;
extern const struct sheet_column coverage_more_columns[];

#endif
