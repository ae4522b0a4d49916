/* What makes a pull complete beside its rows, per object: which fields came and went
 * since the last run, which rows are gone without a trace, and whether source and store
 * agree in the end. load.c calls complete_begin() once the fields are known,
 * complete_look() once the rows are staged, and the rest within the merge. */
#ifndef CRM_COMPLETE_H
#define CRM_COMPLETE_H

#include "lib/base/error.h"
#include "lib/crm/source.h"
#include "lib/store/db.h"
#include "lib/store/run.h"

struct complete {
	char *fields;           /* the source's description as JSON; NULL: it has no such object */
	char *whole_because;    /* why it is read whole tonight, mark or not; NULL: it isn't */
	bool sweep;             /* its keys are to be compared, */
	bool swept;             /* and are in the stage sweep_<object> */
	long long counted;      /* live rows by the source's own count; -1 unknown */
	long long changing;     /* rows that changed there since the end of our reading */
	char suspicion[256];    /* why missing rows are not believed to be gone; or "" */
};
void complete_done(struct complete *complete);

/* fields NULL: the source has no such object. */
bool complete_begin(struct db *db, const struct source_object *object, const struct source_field *fields,
		    const struct run *run, struct complete *ret, struct error *err);

/* Reads the keys where that is due, and asks the source for its count. */
bool complete_look(struct db *db, const struct source *source, const struct source_object *object,
		   const struct source_outcome *outcome, struct complete *complete, struct error *err);

/* Before the merge of the object's rows: keeps the description and says what changed
 * in it. */
bool complete_fields(struct db *db, const struct source *source, const struct source_object *object,
		     const struct source_outcome *outcome, const struct complete *complete,
		     const struct run *run, struct error *err);

/* After it, and after the bookmark: marks what is gone, and compares. *changed grows by
 * the rows marked. */
bool complete_rows(struct db *db, const struct source_object *object, const struct source_outcome *outcome,
		   const struct complete *complete, const struct run *run, long long *changed,
		   struct error *err);

/* After all objects: who stands for merged records. */
bool complete_masters(struct db *db, struct error *err);

#endif
