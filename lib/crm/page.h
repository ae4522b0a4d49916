/* One page of the answer to a query by REST, read where it stands: every record becomes
 * a row for the stage. What stands in front of the records is known before they are
 * read, so that the next page can be asked for meanwhile. */
#ifndef CRM_PAGE_H
#define CRM_PAGE_H

#include "lib/base/error.h"
#include "lib/base/scope.h"
#include "lib/base/text.h"
#include "lib/store/stage.h"

typedef bool (*page_row_fn)(void *context, const struct stage_value *values, struct error *err);

struct page;

/* fields, ends with NULL, is borrowed for life. A field with dots, "Owner.Name", is
 * looked for in the nested records. stamp is the field of page_last_stamp(), or NULL. New. */
struct page *page_new(char *const *fields, const char *stamp);
void page_free(struct page *page);
SCOPED(page, struct page *, page_free)
#define scoped_page __attribute__((cleanup(scope_page)))

/* Reads up to the records; body stays the caller's, is written over and must live until
 * they are read. Errors: ERROR_UNAVAILABLE, here and below. */
bool page_begin(struct page *page, struct text *body, struct error *err);

/* Sends the rows, then reads to the end. Text as it is, numbers in the shortest form
 * that reads back the same, true and false, compact JSON for what is nested; NULL for null
 * and for what is absent. values are borrowed for the call. Of a key that comes twice
 * the last one counts. Errors: also row's. */
bool page_rows(struct page *page, page_row_fn row, void *context, struct error *err);

/* What is known so far. Borrowed, until the next page. */
long long page_total(const struct page *page);         /* totalSize; -1: not yet */
long long page_count(const struct page *page);         /* rows sent */
const char *page_next(const struct page *page);        /* nextRecordsUrl, or "" */
const char *page_last_id(const struct page *page);     /* of the last row, or "" */
const char *page_last_stamp(const struct page *page);

#endif
