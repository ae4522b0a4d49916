#include "lib/base/words.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <string.h>

static const char *needs_shell = "wants a shell, and none reads it: quote what is meant as it stands, or write sh -c '…'";

/* One word from *at on, added to word; what is wrong with it, or NULL. */
static const char *read_word(const char **at, struct text *word)
{
	char quote = '\0';
	const char *c = *at;
	for (; *c && (quote || !strchr(" \t", *c)); c++) {
		if (*c == quote)
			quote = '\0';
		else if (!quote && strchr("'\"", *c))
			quote = *c;
		else if (!quote && strchr("|&;<>$`", *c))
			return needs_shell;
		else if (*c == '\\' && quote != '\'' && c[1])
			text_char(word, *++c);
		else
			text_char(word, *c);
	}
	*at = c;
	return quote ? "has a quote that is not closed" : NULL;
}

char **words_split(const char *command, const char **ret_problem)
{
	scoped_list char **words = memory_new(strlen(command) + 1, sizeof *words);
	const char *problem = NULL;
	size_t count = 0;
	for (const char *at = command + strspn(command, " \t"); *at && !problem; at += strspn(at, " \t")) {
		scoped_text struct text word = { 0 };
		problem = read_word(&at, &word);
		words[count++] = string_new(word.bytes ? word.bytes : "");
	}
	if (!problem && count == 0)
		problem = "names no command";
	if (!problem)
		return steal(words);
	*ret_problem = problem;
	return NULL;
}
