/* The command line, read by tables: the shared options, which stand before or after
 * the job's name, and the job's own, which stand after it. Values are "--only X" or
 * "--only=X"; "--" ends the options. The help texts come from the same tables. */
#ifndef JOBS_OPTIONS_H
#define JOBS_OPTIONS_H

#include "jobs/job.h"

#include <stdio.h>

struct shared_options {
	const char *config;         /* the last one */
	const char *side_by_side;
	const char *log_format, *log_name;
	bool verbose, quiet, redact, help, man, version;
};

/* The command line taken apart. configs, options and words are new: command_done(). What
 * they hold is borrowed from argv. */
struct command {
	const struct job *job;      /* NULL where none is named */
	struct shared_options shared;
	const char **configs;       /* all that --config names; ends with NULL */
	void *options;              /* the job's own struct */
	char **words;               /* ends with NULL */
};
void command_done(struct command *command);
#define scoped_command __attribute__((cleanup(command_done)))

/* Reads argv[1…] into command, which starts as { 0 }. jobs ends with NULL. Also when it
 * fails, command has what came before the mistake, for main to name the job and keep
 * the log's format. Errors: ERROR_USAGE, with a suggestion. */
bool options_parse(const struct job *const *jobs, int argc, char **argv, struct command *command,
		   struct error *err);

/* A command line that says the same of that configuration alone, its log lines under that
 * name. New; list_free(). */
char **options_again(const struct command *command, const char *config, const char *log_name);

/* A whole number from least to most; NULL gives fallback. Errors: ERROR_USAGE. */
bool option_number(const char *name, const char *value, long least, long most, long fallback, long *ret,
		   struct error *err);

/* That value is NULL or one of the words in commas. Errors: ERROR_USAGE. */
bool option_choice(const char *name, const char *value, const char *commas, struct error *err);

/* Who runs the program, for a --by that is not said; "" where the system does not know. */
const char *option_login_name(void);

/* Calls each() for every shared option; letter is that of the short form, or a blank. */
void options_shared(void (*each)(char letter, const struct option_spec *spec, void *context), void *context);

void options_usage(const struct job *const *jobs, FILE *out);   /* all jobs */
void options_help(const struct job *job, FILE *out);            /* one */

#endif
