/* Private to lib/out/xlsx_*.c: one part of a workbook, unpacked and parsed in pieces
 * within the limits of xlsx_read.h. */
#ifndef OUT_XLSX_PART_H
#define OUT_XLSX_PART_H

#include "lib/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <zip.h>

/* Names come without their namespace. attributes: name, value, …, NULL. */
struct xlsx_handler {
	bool (*start)(void *context, const char *name, const char *const *attributes, struct error *err);
	bool (*end)(void *context, const char *name, struct error *err);
	bool (*text)(void *context, const char *bytes, size_t length, struct error *err);   /* NULL: none wanted */
};

/* name as the zip has it, "xl/workbook.xml". *unpacked counts all that was read of the file. */
bool xlsx_part(zip_t *zip, const char *name, const struct xlsx_handler *handler, void *context,
	       long long *unpacked, struct error *err);

/* The value of an attribute; NULL. Borrowed. */
const char *xlsx_attribute(const char *const *attributes, const char *name);

#endif
