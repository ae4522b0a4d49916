/* A growing text, always terminated, and small helpers for C strings.
 * Out of memory stops the program: a batch run has nothing better to do.
 * Stands on nothing else of ours. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Starts as { 0 }; bytes is NULL until something was added. */
struct text {
	char *bytes;
	size_t length;
	size_t room;
};

void text_add(struct text *text, const char *bytes, size_t length);
void text_put(struct text *text, const char *string);
void text_char(struct text *text, char c);
__attribute__((format(printf, 2, 3)))
void text_format(struct text *text, const char *format, ...);
void text_percent(struct text *text, const char *value);   /* percent-encoded, for an address */
void text_clear(struct text *text);   /* keeps the memory */
void text_done(struct text *text);
char *text_give(struct text *text);   /* new; never NULL; the text starts over */
#define scoped_text __attribute__((cleanup(text_done)))

void *memory_new(size_t count, size_t size);               /* zeroed, never NULL */
void *memory_grow(void *memory, size_t count, size_t size);
char *string_new(const char *string);                      /* new; NULL gives NULL */
__attribute__((format(printf, 1, 2)))
char *string_format(const char *format, ...);              /* new */
bool string_same(const char *a, const char *b);            /* ignores ASCII case */
bool host_is_loopback(const char *host);                   /* of an address, "[::1]" for IPv6 */
char *string_trim(char *string);                           /* borrowed, in place */

/* Length of the well-formed UTF-8 character at bytes, 0 when it is not one. */
size_t utf8_length(const char *bytes, size_t left);
bool is_utf8(const char *string);

/* Length of the ASCII at the start that has no control, backslash or stop in it. */
size_t plain_length(const char *bytes, size_t length, char stop);

/* The candidate nearest to word by edit distance, or NULL when none is near
 * enough to be meant. candidates ends with NULL. Borrowed. */
const char *string_nearest(const char *word, const char *const *candidates);

/* Splits at commas, trims, drops empty parts. New, ends with NULL; free with
 * list_free(). NULL or "" gives an empty list. */
char **list_new(const char *commas);
void list_free(char **list);
size_t list_length(char *const *list);
bool list_has(char *const *list, const char *word);        /* ignores ASCII case */
#define scoped_list __attribute__((cleanup(scope_list)))
void scope_list(char ***list);

#endif
