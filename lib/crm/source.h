/* Where CRM rows come from: a folder of exports, or the CRM's web API. One small
 * interface, called in this order for each object: fields(), then rows().
 * lib/crm/files.c and lib/crm/salesforce.c implement it; lib/crm/load.c calls it. */
#ifndef CRM_SOURCE_H
#define CRM_SOURCE_H

#include "lib/base/error.h"
#include "lib/base/scope.h"
#include "lib/store/stage.h"

/* name is ours and the middle of our table names, sobject is the CRM's. */
struct source_object {
	const char *name;
	const char *sobject;
};

/* A field as the source describes it; type, label and parent are "" where it doesn't. Owns
 * its texts. */
struct source_field {
	char *name;
	char *type;            /* the source's own word: "currency" */
	char *label;           /* as people see it */
	char *parent;          /* the record that it leads to, "Owner": "Owner.Name" may be asked for; or "" */
	bool calculated;       /* a formula or roll-up: a change of it moves no stamp */
};

/* Arrays of them end with a NULL name. */
void source_fields_free(struct source_field *fields);
size_t source_fields_count(const struct source_field *fields);
SCOPED(source_fields, struct source_field *, source_fields_free)
#define scoped_source_fields __attribute__((cleanup(scope_source_fields)))

/* Fields of which the names alone are known. Takes names. New. */
struct source_field *source_fields_named(char **names);

/* What the caller wants of an object. */
struct source_request {
	char *const *fields;   /* names of some of fields(), ends with NULL; the stage's column order */
	const char *mark;      /* where the last pull ended; NULL reads the whole object */
};

/* What came of it. */
struct source_outcome {
	long long expected;    /* rows the source says there are; -1 where it doesn't say */
	long long read;        /* rows sent to the stage */
	long long rejected;    /* rows that could not be read */
	char dropped[1024];    /* described fields that the query refused all the same, with commas between */
	char first_rejected[256];  /* "Task.csv:512: 24 fields, the header has 25"; or "" */
	bool whole;            /* the stage holds the whole object, not only what changed */
	bool unchanged;        /* nothing is new since request.mark; the stage is empty */
	char refused[512];     /* why the source gives no rows of this object, though it may of others;
	                          the stage holds no more than a part then. "": it does */
	char mark[128];        /* for the next pull's request */
};

struct source {
	const char *name;      /* "files" or "salesforce" */
	void *self;

	/* The fields that the object has at the source and that this login may see,
	 * new. *ret is NULL when the source has no such object: not an error. */
	bool (*fields)(void *self, const struct source_object *object, struct source_field **ret,
		       struct error *err);

	/* Sends the rows into the stage, in any order; a row may come twice. Memory
	 * stays flat. An error after some rows is an error: the stage goes back to what is kept. */
	bool (*rows)(void *self, const struct source_object *object,
		     const struct source_request *request, struct stage *stage,
		     struct source_outcome *ret, struct error *err);

	/* How many live rows there are, or with a mark how many rows, deleted ones too,
	 * changed since it. -1 where the source won't say. NULL: it never does. */
	bool (*count)(void *self, const struct source_object *object, const char *mark, long long *ret,
		      struct error *err);

	/* rows() costs no more for all fields than for a few. */
	bool reads_all;

	/* What rows() has sent is worth keeping for another run: it goes on from
	 * stage_place(), or calls stage_restart(), and its marks are instants. */
	bool resumes;

	/* So many objects may be read at once, each in a thread of its own by an instance of
	 * its own; 0 and 1 are one after the other. */
	int side_by_side;

	/* Another instance, which shares what must be shared (login, limits); the first
	 * must outlive it. New. */
	bool (*another)(const struct source *first, struct source **ret, struct error *err);

	/* From any thread: all instances end at their next page with ERROR_LATER. NULL where
	 * an object never takes long. */
	void (*stop)(void *self);

	/* Calls used and allowed in 24 hours; false where the source didn't say. NULL: it
	 * never does. */
	bool (*usage)(const void *self, long *ret_used, long *ret_allowed);

	void (*close)(void *self);   /* NULL: self is another's */
};

void source_free(struct source *source);
SCOPED(source, struct source *, source_free)
#define scoped_source __attribute__((cleanup(scope_source)))

#endif
