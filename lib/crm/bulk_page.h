/* One results page of a Bulk query, CSV with a header line of its own, read as it
 * arrives: columns by name, newlines and quotes inside values, NUL bytes kept. */
#ifndef CRM_BULK_PAGE_H
#define CRM_BULK_PAGE_H

#include "lib/base/error.h"
#include "lib/base/scope.h"
#include "lib/store/stage.h"

typedef bool (*bulk_row_fn)(void *context, const struct stage_value *values, struct error *err);

struct bulk_page;

/* What is asked for; borrowed for life. */
struct bulk_fields {
	char *const *names;     /* ends with NULL */
	const bool *dropped;    /* one for each: NULL where the header lacks it, else an error */
	const bool *number;     /* one for each: 5.0 and 1.2E7 are to come as 5 and 12000000 */
};

/* New. */
struct bulk_page *bulk_page_new(const struct bulk_fields *fields, bulk_row_fn row, void *context);
void bulk_page_free(struct bulk_page *page);
SCOPED(bulk_page, struct bulk_page *, bulk_page_free)
#define scoped_bulk_page __attribute__((cleanup(scope_bulk_page)))

void bulk_page_begin(struct bulk_page *page);   /* a page, or the same again from its start */

/* Every row that is complete goes to row(), up to the first fault. Errors:
 * ERROR_UNAVAILABLE; row's. */
bool bulk_page_take(struct bulk_page *page, const char *bytes, size_t length, struct error *err);
bool bulk_page_end(struct bulk_page *page, struct error *err);

/* Rows of this page so far. */
long long bulk_page_rows(const struct bulk_page *page);

/* What is wrong with the page: a row of more or fewer values than the header has, one
 * that is cut off, a stray quote; "" where nothing is. Borrowed. */
const char *bulk_page_fault(const struct bulk_page *page);

#endif
