/* Rows and describes in the JSON forms of the CRM: datetimes as
 * 2024-09-24T03:26:07.000+0000, doubles with a point and from 8 digits on in
 * E notation, null for empty, booleans never null. */
#ifndef STANDIN_JSON_H
#define STANDIN_JSON_H

#include "lib/base/text.h"
#include "tests/standin/select.h"

void json_text(struct text *text, const char *string);
void json_double(struct text *text, double value);
/* {"message":…,"errorCode":…} as the CRM's one-element array. field may be NULL. */
void json_error(struct text *text, const char *code, const char *message, const char *field);
/* version is "v64.0". */
void json_record(struct text *text, const struct select *query, size_t row, const char *version);
void json_describe(struct text *text, const struct extract *table, const char *version);

#endif
