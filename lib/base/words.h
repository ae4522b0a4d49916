/* A command of the configuration, taken apart into its words. No shell reads it: nothing in
 * it is expanded, and a value that comes from elsewhere can start nothing. */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

/* Words end at blanks; '…' and "…" hold them together, and outside '…' a backslash takes the
 * next character as it is. NULL, with *ret_problem said (borrowed), where a quote is not
 * closed, there is no word, or a shell would be needed. New; list_free(). */
char **words_split(const char *command, const char **ret_problem);

#endif
