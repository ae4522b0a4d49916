/* Pages of query results, made up and read by two ways that must agree. */
#ifndef TESTS_PAGES_H
#define TESTS_PAGES_H

#include "lib/base/text.h"

#include <stdint.h>

/* The fields that are asked for; ends with NULL. */
extern char *const pages_fields[];

/* Reads the bytes by lib/crm/page.c and by jansson. "" where both refuse them, or both
 * find the same rows, next page, total, last id and stamp; else both findings. New. */
char *pages_compare(const char *bytes, size_t length);

/* A page that looks random and is the same for the same state. Adds. */
void pages_make(uint64_t *state, struct text *ret);

/* Turns, drops, doubles or puts in a few bytes. */
void pages_spoil(uint64_t *state, struct text *page);

#endif
