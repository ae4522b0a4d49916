#include "lib/crm/outcome.h"

#include "lib/base/text.h"

#include <stdio.h>

char *outcome_words(const struct source_outcome *outcome)
{
	if (*outcome->refused || *outcome->mark == '\0' || outcome->rejected > 0 || outcome->unchanged)
		return NULL;
	return string_format("%d %lld %lld %s", outcome->whole, outcome->expected, outcome->read, outcome->mark);
}

bool outcome_read(const char *words, struct source_outcome *ret, struct error *err)
{
	struct source_outcome outcome = { 0 };
	int whole;
	if (sscanf(words, "%d %lld %lld %127[^\n]", &whole, &outcome.expected, &outcome.read, outcome.mark) != 4)
		return error_set(err, ERROR_BUG, "no summary of a stage: %.80s", words);
	outcome.whole = whole != 0;
	*ret = outcome;
	return true;
}

void outcome_add(struct source_outcome *outcome, const struct source_outcome *before)
{
	bool said = outcome->expected >= 0 && before->expected >= 0;
	outcome->expected = said ? outcome->expected + before->expected : -1;
	outcome->read += before->read;
	outcome->whole = outcome->whole || before->whole;
	outcome->unchanged = false;
}
