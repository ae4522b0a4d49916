#include "jobs/options.h"

#include "lib/base/text.h"

#include <errno.h>
#include <pwd.h>
#include <string.h>
#include <unistd.h>

/* The letter is that of the short form, or a blank. */
struct shared_spec {
	char letter;
	struct option_spec spec;
};

#define SHARED(member) offsetof(struct shared_options, member)
static const struct shared_spec shared_specs[] = {
	{ 'c', { "config", "FILE", SHARED(config), "the configuration; several, or a folder of .ini files: several organisations" } },
	{ ' ', { "side-by-side", "N", SHARED(side_by_side), "so many of several organisations at a time; default 1, in turn" } },
	{ 'v', { "verbose", NULL, SHARED(verbose), "log every step" } },
	{ 'q', { "quiet", NULL, SHARED(quiet), "log warnings and errors alone" } },
	{ ' ', { "log-format", "text|json", SHARED(log_format), "how log lines are written" } },
	{ ' ', { "redact", NULL, SHARED(redact), "show codenames in place of customers' names, and no free text: to be shared" } },
	{ ' ', { "log-name", "NAME", SHARED(log_name), "name the organisation so in every log line" } },
	{ 'h', { "help", NULL, SHARED(help), "show this, or with a job, that job's help" } },
	{ ' ', { "man", NULL, SHARED(man), "show it as a page for man(1)" } },
	{ ' ', { "version", NULL, SHARED(version), "show the version" } },
};
enum { SHARED_COUNT = sizeof shared_specs / sizeof shared_specs[0] };

/* Where the reading is. */
struct cursor {
	const struct job *const *jobs;
	char **next;                /* ends with NULL */
	struct command *command;
	size_t word_count, config_count;
};

void command_done(struct command *command)
{
	free(command->configs);
	free(command->options);
	free(command->words);
}

static const struct shared_spec *shared_by_letter(char letter)
{
	for (const struct shared_spec *one = shared_specs; one < shared_specs + SHARED_COUNT; one++)
		if (letter != ' ' && one->letter == letter)
			return one;
	return NULL;
}

/* The option of that name, and the struct that its value goes into. */
static const struct option_spec *spec_by_name(struct command *command, const char *name, void **ret_into)
{
	for (const struct shared_spec *one = shared_specs; one < shared_specs + SHARED_COUNT; one++) {
		*ret_into = &command->shared;
		if (strcmp(one->spec.name, name) == 0)
			return &one->spec;
	}
	*ret_into = command->options;
	const struct option_spec *spec = command->job ? command->job->options : NULL;
	for (; spec && spec->name; spec++)
		if (strcmp(spec->name, name) == 0)
			return spec;
	return NULL;
}

static const char *nearest_option(const struct job *job, const char *name)
{
	enum { MOST = 64 };
	const char *names[MOST + 1] = { NULL };
	size_t count = 0;
	for (; count < SHARED_COUNT; count++)
		names[count] = shared_specs[count].spec.name;
	const struct option_spec *spec = job ? job->options : NULL;
	for (; spec && spec->name && count < MOST; spec++)
		names[count++] = spec->name;
	for (size_t at = 0; at < count; at++)
		if (*name && strncmp(names[at], name, strlen(name)) == 0)
			return names[at];
	return string_nearest(name, names);
}

static bool unknown_option(const struct command *command, const char *name, struct error *err)
{
	const struct job *job = command->job;
	const char *nearest = nearest_option(job, name);
	if (nearest)
		return error_set(err, ERROR_USAGE, "unknown option --%s; did you mean --%s?", name, nearest);
	if (job == NULL)
		return error_set(err, ERROR_USAGE, "unknown option --%s before the job; a job's own options "
				 "come after its name", name);
	return error_set(err, ERROR_USAGE, "unknown option --%s; 'crmaudit %s --help' lists them", name,
			 job->name);
}

static bool unknown_job(const struct job *const *jobs, const char *name, struct error *err)
{
	enum { MOST = 64 };
	const char *names[MOST + 1] = { NULL };
	for (size_t count = 0; jobs[count] && count < MOST; count++)
		names[count] = jobs[count]->name;
	const char *nearest = string_nearest(name, names);
	if (nearest)
		return error_set(err, ERROR_USAGE, "unknown job '%s'; did you mean '%s'?", name, nearest);
	return error_set(err, ERROR_USAGE, "unknown job '%s'; 'crmaudit --help' lists them", name);
}

/* An empty value is refused: it is what a script's unset variable becomes, and would
 * read as "all of them". */
static bool put_value(const struct option_spec *spec, void *into, const char *value, struct error *err)
{
	if (value == NULL || *value == '\0')
		return error_set(err, ERROR_USAGE, "--%s needs a value: --%s %s", spec->name, spec->name,
				 spec->argument);
	*(const char **)((char *)into + spec->offset) = value;
	return true;
}

static bool put_shared(struct cursor *cursor, const struct option_spec *spec, const char *value, struct error *err)
{
	struct command *command = cursor->command;
	if (!put_value(spec, &command->shared, value, err))
		return false;
	if (spec->offset == SHARED(config))
		command->configs[cursor->config_count++] = value;
	return true;
}

static char *take_next(struct cursor *cursor)
{
	return *cursor->next ? *cursor->next++ : NULL;
}

static bool take_long(struct cursor *cursor, const char *text, struct error *err)
{
	const char *equals = strchr(text, '=');
	scoped_free char *name = equals ? strndup(text, (size_t)(equals - text)) : string_new(text);
	void *into;
	const struct option_spec *spec = spec_by_name(cursor->command, name, &into);
	if (spec == NULL)
		return unknown_option(cursor->command, name, err);
	const char *value = spec->argument == NULL ? NULL : equals ? equals + 1 : take_next(cursor);
	if (spec->argument)
		return into == &cursor->command->shared ? put_shared(cursor, spec, value, err) : put_value(spec, into, value, err);
	if (equals)
		return error_set(err, ERROR_USAGE, "--%s takes no value", name);
	*(bool *)((char *)into + spec->offset) = true;
	return true;
}

/* Letters may stand together, "-vc FILE". */
static bool take_letters(struct cursor *cursor, const char *letters, struct error *err)
{
	struct shared_options *into = &cursor->command->shared;
	for (; *letters; letters++) {
		const struct shared_spec *one = shared_by_letter(*letters);
		if (one == NULL)
			return error_set(err, ERROR_USAGE, "unknown option -%c; 'crmaudit --help' lists them",
					 *letters);
		if (one->spec.argument)
			return put_shared(cursor, &one->spec, letters[1] ? letters + 1 : take_next(cursor), err);
		*(bool *)((char *)into + one->spec.offset) = true;
	}
	return true;
}

static bool take_job(struct cursor *cursor, const char *name, struct error *err)
{
	struct command *command = cursor->command;
	for (const struct job *const *job = cursor->jobs; *job; job++)
		if (strcmp((*job)->name, name) == 0)
			command->job = *job;
	if (command->job == NULL)
		return unknown_job(cursor->jobs, name, err);
	command->options = memory_new(1, command->job->options_size + 1);
	return true;
}

static bool take_word(struct cursor *cursor, char *word, struct error *err)
{
	struct command *command = cursor->command;
	if (command->job == NULL && strcmp(word, "help") == 0)
		return command->shared.help = true;
	if (command->job == NULL)
		return take_job(cursor, word, err);
	command->words[cursor->word_count++] = word;
	return true;
}

static bool take_all(struct cursor *cursor, struct error *err)
{
	bool words_only = false;
	for (char *arg = take_next(cursor); arg; arg = take_next(cursor)) {
		bool good = true;
		if (words_only || arg[0] != '-' || arg[1] == '\0')
			good = take_word(cursor, arg, err);
		else if (strcmp(arg, "--") == 0)
			words_only = true;
		else if (arg[1] == '-')
			good = take_long(cursor, arg + 2, err);
		else
			good = take_letters(cursor, arg + 1, err);
		if (!good)
			return false;
	}
	return true;
}

static bool check_words(const struct command *command, struct error *err)
{
	const struct job *job = command->job;
	size_t count = list_length(command->words);
	if (count < (size_t)job->least_words)
		return error_set(err, ERROR_USAGE, "needs %s, for example: %s",
				 job->arguments ? job->arguments : "an argument", job->example);
	if (count > (size_t)job->most_words)
		return error_set(err, ERROR_USAGE, "'%s' is one argument too many; 'crmaudit %s --help' has "
				 "the form", command->words[job->most_words], job->name);
	return true;
}

bool options_parse(const struct job *const *jobs, int argc, char **argv, struct command *command,
		   struct error *err)
{
	command->words = memory_new((size_t)argc + 1, sizeof *command->words);
	command->configs = memory_new((size_t)argc + 1, sizeof *command->configs);
	struct cursor cursor = { .jobs = jobs, .next = argc > 0 ? argv + 1 : argv, .command = command };
	if (!take_all(&cursor, err) ||
	    !option_choice("log-format", command->shared.log_format, "text, json", err))
		return false;
	const struct shared_options *shared = &command->shared;
	bool runs = command->job && !shared->help && !shared->man && !shared->version;
	if (runs && shared->redact && command->job->shows == SHOWS_NOTHING)
		return error_set(err, ERROR_USAGE, "--redact: this job has no form that can be shared; findings, explain and the reports have");
	return !runs || check_words(command, err);
}

/* Where the writing of a command line is. */
struct pen {
	char **list;
	size_t count;
};

static void put_word(struct pen *pen, char *word)
{
	pen->list = memory_grow(pen->list, pen->count + 2, sizeof *pen->list);
	pen->list[pen->count++] = word;
	pen->list[pen->count] = NULL;
}

static void put_option(struct pen *pen, const struct option_spec *spec, const void *from)
{
	const void *at = (const char *)from + spec->offset;
	const char *value = spec->argument ? *(const char *const *)at : NULL;
	if (value)
		put_word(pen, string_format("--%s=%s", spec->name, value));
	else if (!spec->argument && *(const bool *)at)
		put_word(pen, string_format("--%s", spec->name));
}

char **options_again(const struct command *command, const char *config, const char *log_name)
{
	struct pen pen = { 0 };
	struct shared_options shared = command->shared;
	shared.config = config;
	shared.log_name = log_name;
	shared.side_by_side = NULL;
	put_word(&pen, string_new("crmaudit"));
	for (const struct shared_spec *one = shared_specs; one < shared_specs + SHARED_COUNT; one++)
		put_option(&pen, &one->spec, &shared);
	put_word(&pen, string_new(command->job->name));
	for (const struct option_spec *spec = command->job->options; spec && spec->name; spec++)
		put_option(&pen, spec, command->options);
	put_word(&pen, string_new("--"));
	for (char *const *word = command->words; *word; word++)
		put_word(&pen, string_new(*word));
	return pen.list;
}

bool option_number(const char *name, const char *value, long least, long most, long fallback, long *ret,
		   struct error *err)
{
	char *end = NULL;
	errno = 0;
	long number = value ? strtol(value, &end, 10) : fallback;
	if (value && (end == value || *end || errno || number < least || number > most))
		return error_set(err, ERROR_USAGE, "--%s %s: must be a whole number from %ld to %ld", name,
				 value, least, most);
	*ret = number;
	return true;
}

bool option_choice(const char *name, const char *value, const char *commas, struct error *err)
{
	scoped_list char **choices = list_new(commas);
	for (char **choice = choices; value && *choice; choice++)
		if (strcmp(*choice, value) == 0)
			return true;
	if (value)
		return error_set(err, ERROR_USAGE, "--%s %s: must be one of %s", name, value, commas);
	return true;
}

static void print_option(char letter, const struct option_spec *spec, void *context)
{
	FILE *out = context;
	scoped_free char *name = string_format("--%s%s%s", spec->name, spec->argument ? " " : "",
					       spec->argument ? spec->argument : "");
	fprintf(out, "  %c%c%c %-26s %s\n", letter == ' ' ? ' ' : '-', letter, letter == ' ' ? ' ' : ',', name,
		spec->help);
}

void options_shared(void (*each)(char letter, const struct option_spec *spec, void *context), void *context)
{
	for (const struct shared_spec *one = shared_specs; one < shared_specs + SHARED_COUNT; one++)
		each(one->letter, &one->spec, context);
}

void options_usage(const struct job *const *jobs, FILE *out)
{
	fputs("usage: crmaudit [options] JOB [options of the job]\n\njobs\n", out);
	for (const struct job *const *job = jobs; *job; job++)
		fprintf(out, "  %-10s %s\n", (*job)->name, (*job)->summary);
	fputs("\noptions\n", out);
	options_shared(print_option, out);
	fputs("\n'crmaudit JOB --help' has the options of a job and an example.\n", out);
}

void options_help(const struct job *job, FILE *out)
{
	fprintf(out, "crmaudit %s: %s\n\nusage: crmaudit %s%s%s%s\n", job->name, job->summary, job->name,
		job->options ? " [options]" : "", job->arguments ? " " : "",
		job->arguments ? job->arguments : "");
	const struct option_spec *spec = job->options;
	if (spec && spec->name)
		fputs("\noptions\n", out);
	for (; spec && spec->name; spec++)
		print_option(' ', spec, out);
	fputs("\noptions of every job\n", out);
	options_shared(print_option, out);
	fprintf(out, "\nexample\n  %s\n", job->example);
}

const char *option_login_name(void)
{
	const struct passwd *entry = getpwuid(getuid());
	return entry ? entry->pw_name : "";
}
