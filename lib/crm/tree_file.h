/* sObject tree JSON, as the Salesforce CLI's tree export writes it:
 * {"records":[{"attributes":{"type":"Account","referenceId":"AccountRef1"},…}]}.
 * A saved query answer has the same form and reads as well. A file is held in
 * memory whole; the CLI writes at most 2000 records into one. */
#ifndef CRM_TREE_FILE_H
#define CRM_TREE_FILE_H

#include "lib/base/error.h"
#include "lib/crm/csv_file.h"

#include <stdbool.h>

/* The objects that the file's records say they are, each once, ends with NULL,
 * new (list_free); empty when no record says. *ret is NULL when the file is JSON
 * of another form. ERROR_DATA with file and line when it is no JSON. */
bool tree_file_types(const char *path, char ***ret, struct error *err);

/* "Id", then every key of the object's records in the files, in the order of
 * their first appearance; ends with NULL, new (list_free). paths ends with NULL. */
bool tree_file_fields(const char *const *paths, const char *sobject, char ***ret, struct error *err);

/* Reads the object's records, file after file. Id is the record's own, else its
 * referenceId; "@AccountRef1" becomes "AccountRef1"; absent and null are NULL;
 * objects and arrays are compact JSON. Rejects records with neither id, and a
 * referenceId that came before: it means another record. Fills *ret as
 * csv_file_rows() does. */
bool tree_file_rows(const char *const *paths, const char *sobject, char *const *fields,
		    file_row_fn row, void *context, struct source_outcome *ret, struct error *err);

#endif
