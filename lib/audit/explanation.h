/* How a finding came about: what the ledger says, the thresholds that held and whose they
 * are, where it was looked from, the evidence that the check's header names, and its life.
 * To add evidence: sql/evidence/WORD.sql, "-- title: …" first, that gives at or day, what,
 * who, id, counts and remark of a finding ($1; $2 is what a header says behind the word),
 * and the word in the headers of the checks that it is for. */
#ifndef AUDIT_EXPLANATION_H
#define AUDIT_EXPLANATION_H

#include "lib/audit/catalogue.h"
#include "lib/base/error.h"
#include "lib/base/scope.h"
#include "lib/store/db.h"

#include <stdbool.h>
#include <stddef.h>

enum { EVIDENCE_MOST = CHECK_EVIDENCE + 1 };

struct evidence {
	char *word, *fields;     /* "record", "stage amount" */
	char *title;
	PGresult *rows;          /* at, day, told, told_org, what, who, id, counts, remark */
};

struct explanation {
	PGresult *finding;       /* facts: key, title, value, words; so are detail and looked_from */
	PGresult *detail;
	PGresult *looked_from;
	PGresult *thresholds;    /* name, value, unit, origin, applies_to, otherwise, remark */
	PGresult *sources;       /* object, rows_here, pulled_at, pulled, remark */
	struct evidence evidence[EVIDENCE_MOST];
	size_t evidence_count;
};

void explanation_free(struct explanation *explanation);
SCOPED(explanation, struct explanation *, explanation_free)
#define scoped_explanation __attribute__((cleanup(scope_explanation)))

/* number is a finding's, as the ledger has it; check is NULL where the catalogue has none
 * of that name any more. In the session's scope. Errors: those of the database; ERROR_BUG
 * names the evidence that cannot be read. New. */
bool explanation_make(struct db *db, const char *number, const struct check *check, const char *record_url,
		      struct explanation **ret, struct error *err);

#endif
