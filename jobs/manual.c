#include "jobs/manual.h"

#include "jobs/options.h"
#include "lib/base/settings_table.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

/* Words as they are: what roff would take for a request or an escape is not one. */
static void put(FILE *out, const char *words)
{
	if (*words == '.' || *words == '\'')
		fputs("\\&", out);
	for (; *words; words++)
		if (*words == '\\')
			fputs("\\e", out);
		else if (*words == '-')
			fputs("\\-", out);
		else
			fputc(*words, out);
}

/* A line of text, "A sentence: %s", in which only what is filled in may hold what roff reads. */
__attribute__((format(printf, 2, 3)))
static void line(FILE *out, const char *format, ...)
{
	char words[2048];
	va_list args;
	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);
	put(out, words);
	fputc('\n', out);
}

/* A term of a list; its words follow. */
static void term(FILE *out, const char *words)
{
	fputs(".TP\n\\fB", out);
	put(out, words);
	fputs("\\fR\n", out);
}

static void section(FILE *out, const char *title)
{
	fprintf(out, ".SH %s\n", title);
}

static void head(FILE *out, const char *name, int number, const char *about)
{
	fputs(".TH ", out);
	for (const char *c = name; *c; c++)
		fputc(toupper((unsigned char)*c), out);
	fprintf(out, " %d \"" CRMAUDIT_DATE "\" \"crmaudit " CRMAUDIT_VERSION "\"\n", number);
	section(out, "NAME");
	put(out, name);
	fputs(" \\- ", out);
	line(out, "%s", about);
}

static void option(char letter, const struct option_spec *spec, void *context)
{
	FILE *out = context;
	char words[128];
	char form[8] = "";
	if (letter != ' ')
		snprintf(form, sizeof form, "-%c, ", letter);
	snprintf(words, sizeof words, "%s--%s%s%s", form, spec->name, spec->argument ? " " : "",
		 spec->argument ? spec->argument : "");
	term(out, words);
	line(out, "%s", spec->help);
}

static void statuses(FILE *out)
{
	static const struct {
		const char *status, *means;
	} known[] = {
		{ "0", "done, findings or not" },
		{ "1, 2", "with --fail-on fail there are fails; with --fail-on warn fails (1) or warnings alone (2)" },
		{ "64", "wrong command line" },
		{ "65", "input that cannot be read" },
		{ "69", "CRM or database out of reach" },
		{ "70", "a bug of crmaudit" },
		{ "73", "an output cannot be created" },
		{ "74", "an output cannot be written to its end" },
		{ "75", "try later: another run is under way, or the run's share of the day's calls is spent" },
		{ "77", "login refused" },
		{ "78", "configuration" },
		{ "141", "who read standard output has closed it; all else is done" },
	};
	section(out, "EXIT STATUS");
	for (size_t at = 0; at < sizeof known / sizeof known[0]; at++) {
		term(out, known[at].status);
		line(out, "%s", known[at].means);
	}
}

static void places(FILE *out)
{
	section(out, "FILES");
	term(out, "/etc/crmaudit/crmaudit.ini");
	line(out, "the configuration, where neither --config nor CRMAUDIT_CONFIG names one and "
		  "$XDG_CONFIG_HOME/crmaudit/crmaudit.ini is not there; the units read /etc/crmaudit/NAME.ini");
	term(out, "/var/lib/crmaudit");
	line(out, "the private PostgreSQL of the units, and their reports");
	section(out, "ENVIRONMENT");
	term(out, "CRMAUDIT_CONFIG");
	line(out, "the configuration file");
	term(out, "CRMAUDIT_SECTION_KEY");
	line(out, "a secret, as in CRMAUDIT_SALESFORCE_ACCESS_TOKEN");
	term(out, "CREDENTIALS_DIRECTORY");
	line(out, "where a systemd credential named SECTION_KEY holds one, as in salesforce_private_key");
	term(out, "XDG_STATE_HOME");
	line(out, "the private PostgreSQL lives in its folder crmaudit; by default ~/.local/state, for root and the "
		  "service's account /var/lib");
	term(out, "PGHOST and what else libpq reads");
	line(out, "name a server in place of the private one");
}

void manual_jobs(const struct job *const *jobs, FILE *out)
{
	head(out, "crmaudit", 1, "nightly audit of a sales team's CRM and activity data");
	section(out, "SYNOPSIS");
	fputs(".B crmaudit\n[options]\n.I JOB\n[options of the job]\n", out);
	section(out, "DESCRIPTION");
	line(out, "Pulls CRM and activity data into PostgreSQL, runs SQL checks over it, keeps a ledger of what they "
		  "found, and writes workbooks that managers open. Nothing is written to the CRM.");
	section(out, "JOBS");
	for (; *jobs; jobs++) {
		fprintf(out, ".TP\n.BR crmaudit\\-%s (1)\n", (*jobs)->name);
		line(out, "%s", (*jobs)->summary);
	}
	section(out, "OPTIONS");
	options_shared(option, out);
	section(out, "SEVERAL ORGANISATIONS");
	line(out, "With more than one --config, or a folder, whose files NAME.ini are one organisation each, nightly, pull, check, "
		  "report, send, status, doctor and \"db upgrade\" run for each in a process of its own, one after another or "
		  "--side-by-side. One that fails stops no other. The last log line has them all; the exit status is the most "
		  "serious of theirs, from serious to less: 70, 78, 77, 69, 74, 73, 65, 64, 1, 2, 141, 75, 0. Two that share a schema, "
		  "a report folder or a metrics file are not run.");
	statuses(out);
	places(out);
	section(out, "SEE ALSO");
	fputs(".BR crmaudit.ini (5),\n.BR crmaudit\\-checks (7)\n", out);
}

static void synopsis(const struct job *job, FILE *out)
{
	section(out, "SYNOPSIS");
	fprintf(out, ".B crmaudit %s\n", job->name);
	if (job->options)
		fputs("[options]\n", out);
	if (job->arguments)
		line(out, "%s", job->arguments);
}

void manual_job(const struct job *job, FILE *out)
{
	char name[64];
	snprintf(name, sizeof name, "crmaudit-%s", job->name);
	head(out, name, 1, job->summary);
	synopsis(job, out);
	section(out, "OPTIONS");
	for (const struct option_spec *spec = job->options; spec && spec->name; spec++)
		option(' ', spec, out);
	fputs(".SS Options of every job\n", out);
	options_shared(option, out);
	section(out, "EXAMPLES");
	fputs(".EX\n", out);
	line(out, "%s", job->example);
	fputs(".EE\n", out);
	section(out, "SEE ALSO");
	fputs(".BR crmaudit (1),\n.BR crmaudit.ini (5)\n", out);
}

static void setting(const struct setting_row *row, FILE *out)
{
	char words[128];
	snprintf(words, sizeof words, "%s =", row->key);
	term(out, words);
	line(out, "%s", row->about);
	if (row->type == SETTING_CHOICE)
		line(out, "(one of %s)", row->words);
	if (row->type == SETTING_NUMBER)
		line(out, "(%ld to %ld)", row->least, row->most);
	if (*row->fallback)
		line(out, "[%s]", row->fallback);
}

void manual_settings(FILE *out)
{
	const char *last = "";
	head(out, "crmaudit.ini", 5, "configuration of crmaudit");
	section(out, "DESCRIPTION");
	line(out, "One file is one organisation: sections in brackets, \"key = value\", and comments behind a "
		  "semicolon. Unknown sections and keys are mistakes. Paths are relative to the file. "
		  "Defaults stand in brackets. \"crmaudit doctor --show-config\" prints what holds.");
	line(out, "Secrets are never in it: KEY_file names a file of mode 0600, KEY_command a command that prints it, which no shell reads; "
		  "else it is the systemd credential SECTION_KEY, or CRMAUDIT_SECTION_KEY in the environment.");
	section(out, "SETTINGS");
	for (const struct setting_row *row = setting_rows; row->section; row++) {
		if (strcmp(last, row->section) != 0) {
			fputs(".SS ", out);
			fprintf(out, "[%s]\n", row->section);
		}
		last = row->section;
		setting(row, out);
	}
	section(out, "SEE ALSO");
	fputs(".BR crmaudit (1),\n.BR crmaudit\\-checks (7)\n", out);
}

static void param(const struct check_param *one, FILE *out)
{
	fputs(".RS\n", out);
	term(out, one->name);
	line(out, "[%s] %s (%s)", one->value, one->unit, one->origin);
	fputs(".RE\n", out);
}

void manual_checks(const struct catalogue *catalogue, FILE *out)
{
	head(out, "crmaudit-checks", 7, "the checks of crmaudit");
	section(out, "DESCRIPTION");
	line(out, "Each check with its rule, why it matters, how to fix what it finds, and its thresholds, which "
		  "[check.ID] of the configuration sets; in brackets the defaults.");
	section(out, "CHECKS");
	for (const struct check *check = catalogue->checks; check < catalogue->checks + catalogue->count; check++) {
		term(out, check->id);
		line(out, "%s: %s%s.", check->rule, check->title, check->is_off ? "; off until switched on" : "");
		line(out, "Why: %s.", check->why);
		line(out, "Fix: %s.", check->fix);
		for (size_t at = 0; at < check->params_count; at++)
			param(&check->params[at], out);
	}
	section(out, "SEE ALSO");
	fputs(".BR crmaudit (1),\n.BR crmaudit.ini (5)\n", out);
}
