/* JSON read where it stands, value by value, without a tree: for answers so large that
 * a tree costs more than the database's work. As strict as jansson, with its limits;
 * half characters, which a text cut in the middle of an emoji ends in, are mended.
 * Functions return false and leave in why what is wrong at at. */
#ifndef CRM_SCAN_H
#define CRM_SCAN_H

#include <stdbool.h>
#include <stddef.h>

struct scan {
	char *at, *end;       /* ours to write over; *end is 0 */
	const char *why;
	int depth;
};

struct scan_text {
	char *bytes;
	size_t length;
};

void scan_space(struct scan *scan);

/* at stands on the first byte of a value or key, and then behind it. */
bool scan_string(struct scan *scan, struct scan_text *ret);     /* unescaped, NUL kept */
bool scan_number(struct scan *scan, struct scan_text *ret, bool *ret_real);   /* as it stands */
bool scan_word(struct scan *scan, const char *word);            /* true, false, null */
bool scan_skip(struct scan *scan);                              /* any value, checked */

/* at stands on an opening bracket, then on each key or element, and behind the closing
 * bracket once *ret_more is false. */
void scan_enter(struct scan *scan);
bool scan_more(struct scan *scan, char closing, bool *ret_more);
bool scan_key(struct scan *scan, struct scan_text *ret);        /* and the colon, up to the value */

#endif
