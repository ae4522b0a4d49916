#include "reports/workbook.h"

#include "lib/base/text.h"
#include "lib/out/replace.h"
#include "lib/out/sheet.h"
#include "reports/pages.h"
#include "reports/summary.h"

#include <stdlib.h>
#include <string.h>

const char workbook_purpose[] = "For the reps' own work and their managers' coaching; not for pay or ranking.";

/* Every sheet on which a person stands says what it is for. */
static bool is_of_persons(const struct page *page)
{
	for (const struct sheet_column *column = page->columns; column->key; column++)
		if (strcmp(column->key, "rep") == 0 || strcmp(column->key, "owner") == 0 || strcmp(column->key, "team") == 0)
			return true;
	return false;
}

/* What all sheets of a workbook need to know. */
struct every {
	bool is_one_rep;
	const char *none;   /* says why a sheet is empty, "" where the sheet itself does */
};

static bool put_page(struct sheet_book *book, struct db *db, const struct page *page, const struct every *every,
		     struct error *err)
{
	scoped_result PGresult *said = NULL;
	if (!db_rows(db, page->says_sql, NO_PARAMS, &said, err))
		return false;
	long long rows = atoll(db_value(said, 0, "rows"));
	bool has_purpose = every->is_one_rep || is_of_persons(page);
	scoped_free char *says = string_format("%s%s%s", rows == 0 && *every->none ? every->none : db_value(said, 0, "says"),
					       has_purpose ? " " : "", has_purpose ? workbook_purpose : "");
	const struct sheet_page sheet = {
		.name = page->name,
		.title = page->title,
		.says = says,
		.rows = rows,
		.columns = page->columns,
	};
	return sheet_begin(book, &sheet, err) && db_each(db, page->sql, NO_PARAMS, sheet_row, book, err);
}

static bool put_coverage(struct sheet_book *book, struct db *db, const struct every *every, struct error *err)
{
	return put_page(book, db, &coverage_page, every, err) &&
	       sheet_heading(book, "What else the figures rest on", err) &&
	       sheet_head(book, coverage_more_columns, err) &&
	       db_each(db, "reports/coverage_more", NO_PARAMS, sheet_row, book, err);
}

static bool put_summary(struct sheet_book *book, struct db *db, const char *title, const PGresult *facts, struct error *err)
{
	const char *reps = db_value(facts, 0, "reps");
	scoped_free char *says = string_format("As of %s.%s Reps looked at: %s. Nothing here was changed in the CRM. %s",
					       db_value(facts, 0, "as_of"), db_value(facts, 0, "preview"), reps, workbook_purpose);
	return summary_write(book, db, title, says, reps, err);
}

static bool put_pages(struct sheet_book *book, struct db *db, const struct page *first, const struct every *every,
		      struct error *err)
{
	for (const struct page *page = first; page->name; page++)
		if (!(page->is_of_teams && every->is_one_rep) && !put_page(book, db, page, every, err))
			return false;
	return put_coverage(book, db, every, err);
}

bool workbook_fill(struct db *db, const struct settings *settings, const struct run *run, const char *folder,
		   const struct workbook *workbook, struct sheet_book **ret, char **ret_path, struct error *err)
{
	scoped_result PGresult *facts = NULL;
	const char *zone = settings_get(settings, "org", "timezone");
	if (!db_rows(db, "reports/about", PARAMS(zone), &facts, err) || !replace_folder(folder, err))
		return false;
	scoped_free char *path = string_format("%s/%s.xlsx", folder, workbook->name);
	scoped_free char *title = string_format("%s, %s", workbook->who, settings_get(settings, "org", "name"));
	const struct sheet_property properties[] = {
		{ WORKBOOK_ORGANISATION, settings_get(settings, "org", "name") },
		{ WORKBOOK_DAY, run->as_of_day },
		{ workbook->owner ? WORKBOOK_OWNER : NULL, workbook->owner },
		{ 0 },
	};
	const struct sheet_about about = {
		.properties = properties,
		.path = path,
		.title = title,
		.as_of = db_value(facts, 0, "as_of"),
		.day = run->as_of_day,
		.temp_folder = getenv("TMPDIR"),
		.record_url = db_is_redacted(db) ? "" : settings_get(settings, "org", "record_url"),
	};
	scoped_sheet_book struct sheet_book *book = NULL;
	const struct every every = { *run->rep != '\0', db_value(facts, 0, "none") };
	if (!sheet_book_new(&about, &book, err) ||
	    (workbook->pages == NULL && !put_summary(book, db, title, facts, err)) ||
	    !put_pages(book, db, workbook->pages ? workbook->pages : pages, &every, err))
		return false;
	*ret = steal(book);
	*ret_path = steal(path);
	return true;
}

bool workbook_write(struct db *db, const struct settings *settings, const struct run *run,
		    const char *folder, const struct workbook *workbook, char **ret_path, struct error *err)
{
	scoped_sheet_book struct sheet_book *book = NULL;
	scoped_free char *path = NULL;
	if (!workbook_fill(db, settings, run, folder, workbook, &book, &path, err) || !sheet_save(book, err))
		return false;
	*ret_path = steal(path);
	return true;
}
