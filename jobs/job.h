/* A job: one file, which says first what it is and ends with its steps.
 * To add one: write jobs/NAME.c with `const struct job job_NAME`, and name it in the
 * table of main.c. */
#ifndef JOBS_JOB_H
#define JOBS_JOB_H

#include "lib/base/error.h"
#include "lib/base/settings.h"
#include "lib/store/db.h"
#include "lib/store/roles.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

/* One option: "only", "as-of", …; argument NULL makes it a flag. Values land in the
 * job's own struct at offset: a const char * (borrowed from argv), or a bool. */
struct option_spec {
	const char *name;
	const char *argument;
	size_t offset;
	const char *help;
};

enum job_need {
	NEEDS_NOTHING,
	NEEDS_SETTINGS,    /* the configuration file, read and checked */
	NEEDS_DATABASE,    /* and a connection with the schema up to date */
};

/* What a job shows of the organisation's records. */
enum job_shows {
	SHOWS_NOTHING,
	SHOWS_LISTS,       /* prints them; --redact */
	SHOWS_REPORTS,     /* writes them; --redact and [report] redact */
};

/* The exit status where nobody read standard output to its end: what a shell says of a
 * program that SIGPIPE ended. The job's work is done all the same. */
enum { JOB_UNREAD = 128 + SIGPIPE };

struct night_notes;

/* What main.c hands to a job. */
struct job_context {
	const struct settings *settings;
	struct db *db;
	const char *config_path;   /* what -c said, or NULL */
	bool redact;               /* what is shown is to be shared */
	void *options;             /* the job's own struct, filled */
	char *const *words;        /* what is left of the command line, ends with NULL */
	struct night_notes *notes; /* of the job itself, filled by jobs/night.h's steps; or NULL */
	int status;                /* exit status when run() returns true; 0 unless set */
};

struct job {
	const char *name;
	const char *summary;             /* one line */
	const char *arguments;           /* "WHO", "FILE…" or NULL */
	const char *example;             /* a whole command line */
	const struct option_spec *options;   /* ends with a NULL name; may be NULL */
	size_t options_size;             /* sizeof the struct behind context->options */
	enum job_need needs;
	enum job_shows shows;
	const char *several;             /* "": takes several organisations; a word: with that word; NULL: one */
	enum role as;                    /* whose rights in the database do; the login's where steps take others */
	int least_words, most_words;
	bool (*run)(struct job_context *context, struct error *err);
};

#endif
