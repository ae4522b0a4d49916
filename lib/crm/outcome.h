/* What came of a reading, for the run after one that died before its merge: its
 * complete stage is not read again, only topped up by what changed since. */
#ifndef CRM_OUTCOME_H
#define CRM_OUTCOME_H

#include "lib/crm/source.h"

/* NULL where the stage cannot be topped up: it has no mark, lacks rows, or holds
 * none. New. */
char *outcome_words(const struct source_outcome *outcome);

/* ERROR_BUG for words of another make. */
bool outcome_read(const char *words, struct source_outcome *ret, struct error *err);

/* Makes the outcome of a topping-up that of the whole stage. */
void outcome_add(struct source_outcome *outcome, const struct source_outcome *before);

#endif
