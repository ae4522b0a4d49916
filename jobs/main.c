/* The table of jobs, and the one place that prints an error and exits. */
#include "jobs/job.h"
#include "jobs/manual.h"
#include "jobs/open.h"
#include "jobs/options.h"
#include "jobs/several.h"
#include "lib/base/log.h"
#include "lib/store/schema.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

extern const struct job job_nightly, job_pull, job_check, job_report, job_send, job_rep, job_findings, job_explain, job_waive,
	job_coach, job_review, job_forget, job_status, job_doctor, job_db;

static const struct job *const jobs[] = {
	&job_nightly, &job_pull,  &job_check, &job_report, &job_send,   &job_rep,    &job_findings, &job_explain,
	&job_waive,   &job_coach, &job_review, &job_forget, &job_status, &job_doctor, &job_db,      NULL,
};

static void set_up_log(const struct shared_options *shared)
{
	bool json = shared->log_format && strcmp(shared->log_format, "json") == 0;
	log_setup(shared->verbose ? LOG_DEBUG : shared->quiet ? LOG_WARN : LOG_INFO, json ? LOG_JSON : LOG_TEXT);
	if (shared->log_name)
		log_name(shared->log_name);
}

static int report_error(const struct command *command, const struct error *err)
{
	const char *name = command->job ? command->job->name : NULL;
	const char *format = command->shared.log_format, *of = command->shared.log_name;
	log_progress_done();
	if (format && strcmp(format, "json") == 0)
		log_line(LOG_ERROR, "%s%s%s", name ? name : "", name ? ": " : "", err->text);
	else
		fprintf(stderr, "crmaudit: %s%s%s%s%s\n", of ? of : "", of ? ": " : "", name ? name : "", name ? ": " : "", err->text);
	return error_status(err->kind);
}

/* Who has the organisation's lock is known by it, to those who find it taken. */
static void name_connections(const char *job)
{
	char host[32] = "", name[128];
	gethostname(host, sizeof host - 1);
	snprintf(name, sizeof name, "crmaudit %s, process %d on %s", job, (int)getpid(), host);
	setenv("PGAPPNAME", name, 0);
}

/* Hands the job what it needs, in that order, and runs it. */
static bool run_job(const struct command *command, int *ret_status, struct error *err)
{
	const struct job *job = command->job;
	scoped_settings struct settings *settings = NULL;
	scoped_db struct db *db = NULL;
	name_connections(job->name);
	if (job->needs >= NEEDS_SETTINGS && !settings_read(command->shared.config, &settings, err))
		return false;
	bool redact = command->shared.redact ||
		      (job->shows == SHOWS_REPORTS && settings && strcmp(settings_get(settings, "report", "redact"), "yes") == 0);
	if (job->needs >= NEEDS_DATABASE && (!open_database(settings, &db, err) || (redact && !open_redacted(db, err)) ||
					     !roles_take(db, job->as, err)))
		return false;
	struct job_context context = {
		.settings = settings,
		.db = db,
		.config_path = command->shared.config,
		.redact = redact,
		.options = command->options,
		.words = command->words,
	};
	if (!job->run(&context, err))
		return false;
	*ret_status = context.status;
	return true;
}

static bool run_command(const struct command *command, int *ret_status, struct error *err)
{
	if (command->shared.version)
		printf("crmaudit %s, schema %d\n", CRMAUDIT_VERSION, schema_known());
	else if (command->job && command->shared.man)
		manual_job(command->job, stdout);
	else if (command->shared.man)
		manual_jobs(jobs, stdout);
	else if (command->job && command->shared.help)
		options_help(command->job, stdout);
	else if (command->job && several_asked(command))
		return several_run(command, ret_status, err);
	else if (command->job)
		return run_job(command, ret_status, err);
	else {
		options_usage(jobs, stdout);
		/* a crontab line that lost its job must not look like a good night */
		*ret_status = command->shared.help ? 0 : error_status(ERROR_USAGE);
	}
	return true;
}

/* What was printed counts once it has left: a full disk shows here. */
static bool flush_output(struct error *err)
{
	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	return error_set(err, ERROR_WRITE, "standard output: %s",
			 errno ? strerror(errno) : "could not be written to its end");
}

/* Such as head, which has all that it wants: no fault of ours. */
static bool reader_left(void)
{
	struct pollfd output = { .fd = STDOUT_FILENO };
	return poll(&output, 1, 0) == 1 && (output.revents & POLLERR);
}

/* A closed one would be the number of the next file or connection opened, and log
 * lines would go into that. Writing to a closed standard output stays an error. */
static void hold_standard_files(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == STDERR_FILENO ? O_WRONLY : O_RDONLY) < 0)
			_exit(EX_OSERR);
}

int main(int argc, char **argv)
{
	hold_standard_files();
	umask(077);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	scoped_command struct command command = { 0 };
	struct error err = { 0 };
	int status = 0;
	bool good = options_parse(jobs, argc, argv, &command, &err);
	set_up_log(&command.shared);
	good = good && run_command(&command, &status, &err);
	if (!good)
		status = report_error(&command, &err);
	if (!flush_output(&err) && good)
		status = reader_left() ? JOB_UNREAD : report_error(&command, &err);
	return status;
}
