/* A folder of CRM exports as a source: one CSV per object (Account.csv, task.csv,
 * Opportunities.csv: case and plural don't matter), or sObject tree JSON, where the
 * records themselves say what they are and an object may span several files.
 * An export is a whole snapshot, so every reading is whole. The mark is a
 * fingerprint of the files and of the fields read: what didn't change is not sent. */
#ifndef CRM_FILES_H
#define CRM_FILES_H

#include "lib/base/error.h"
#include "lib/crm/csv_file.h"
#include "lib/crm/source.h"

/* Looks through the folder. ERROR_CONFIG: the folder can't be read, or holds no
 * export of any object we know; ERROR_DATA: a broken JSON file. New (source_free).
 *
 * Of an object: ERROR_DATA when two files are for it (a CSV and a JSON, or two
 * CSV), when a file is not what its name says, or when more than half of its rows
 * are rejected; ERROR_LATER when a file changes while it is read. */
bool files_open(const char *folder, struct source **ret, struct error *err);

/* rows() of this source with any taker for the rows, instead of a stage. */
bool files_each(void *self, const struct source_object *object, const struct source_request *request,
		file_row_fn row, void *context, struct source_outcome *ret, struct error *err);

#endif
