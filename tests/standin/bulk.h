/* The CRM's Bulk API 2.0 for queries: POST /jobs/query, GET and DELETE of a job,
 * PATCH to abort it, GET of its results page by page. A job is UploadComplete when
 * made, InProgress at the first look, and at its end from the second on. */
#ifndef STANDIN_BULK_H
#define STANDIN_BULK_H

#include "tests/standin/crm.h"
#include "tests/standin/fault.h"
#include "tests/standin/select.h"

struct bulk;

struct bulk *bulk_new(void);
void bulk_free(struct bulk *bulk);
/* Forgets the jobs; their rows point into a folder. */
void bulk_forget(struct bulk *bulk);

/* rest is the path behind "jobs/query", "" or "/750…" or "/750…/results". */
void bulk_answer(struct bulk *bulk, const struct folder *folder, struct faults *faults,
		 const struct crm_request *request, const char *version, const char *rest, long page_rows,
		 struct crm_answer *answer);

#endif
