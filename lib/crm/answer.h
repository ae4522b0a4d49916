/* What stands in JSON, as text. */
#ifndef CRM_ANSWER_H
#define CRM_ANSWER_H

#include "lib/base/error.h"
#include "lib/base/text.h"

#include <jansson.h>

/* Reads a body, which may be mended by that. ERROR_UNAVAILABLE where it is no JSON. New. */
bool answer_parse(struct text *body, json_t **ret, struct error *err);

/* The text of a key, "" where there is none. Borrowed from json, which may be NULL. */
const char *answer_text(const json_t *json, const char *key);

/* Adds the shortest form that reads back as the same number: 17 digits, jansson's own
 * form, always suffice, but make 0.1 into 0.10000000000000001. */
void answer_real(double number, struct text *ret);

#endif
