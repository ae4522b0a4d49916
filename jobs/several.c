#include "jobs/several.h"

#include "lib/base/log.h"
#include "lib/base/path.h"
#include "lib/base/settings.h"
#include "lib/base/text.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

extern char **environ;

enum { NOT_BEGUN = -1, KILLED = 256 };

/* One organisation's part. The texts after name are "" where the configuration cannot be
 * read: its own process tells of that. */
struct part {
	char *path;
	char *name;             /* the organisation's, else the file's */
	char *schema, *database, *folder, *metrics;
	pid_t pid;              /* 0: not under way */
	int said;               /* side by side its standard output, shown in one piece; else -1 */
	int status;             /* NOT_BEGUN; KILLED and the signal; an exit status */
};

struct several {
	const struct command *command;
	struct part *parts;
	size_t count, next, running, most;
	int ended_by;           /* the signal; 0 */
	sigset_t usual;         /* what was blocked before */
};

static void several_done(struct several *several)
{
	for (struct part *part = several->parts; part < several->parts + several->count; part++) {
		scope_fd(&part->said);
		char *const texts[] = { part->path, part->name, part->schema, part->database, part->folder, part->metrics };
		for (size_t at = 0; at < sizeof texts / sizeof texts[0]; at++)
			free(texts[at]);
	}
	free(several->parts);
}
#define scoped_several __attribute__((cleanup(several_done)))

static bool is_folder(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool several_asked(const struct command *command)
{
	return command->configs[0] && (command->configs[1] || is_folder(command->configs[0]));
}

/* The same folder or file by another way is the same: links are followed as far as it is there. */
static char *real(char *path)
{
	char *found = *path ? realpath(path, NULL) : NULL;
	if (found == NULL)
		return path;
	free(path);
	return found;
}

static void add(struct several *several, const char *path)
{
	scoped_settings struct settings *settings = NULL;
	struct error unused;
	bool good = settings_read(path, &settings, &unused);
	const char *file = path_name(path), *end = strrchr(file, '.');
	several->parts = memory_grow(several->parts, several->count + 1, sizeof *several->parts);
	several->parts[several->count++] = (struct part){
		.path = string_new(path),
		.name = good ? string_new(settings_get(settings, "org", "name"))
			     : string_format("%.*s", (int)(end && end > file ? end - file : (long)strlen(file)), file),
		.schema = good ? settings_schema(settings) : string_new(""),
		.database = good ? string_new(settings_get(settings, "database", "conninfo")) : string_new(""),
		.folder = good ? real(settings_file(settings, "report", "folder")) : string_new(""),
		.metrics = good ? real(settings_file(settings, "metrics", "file")) : string_new(""),
		.said = -1,
		.status = NOT_BEGUN,
	};
}

static int is_configuration(const struct dirent *entry)
{
	const char *end = strrchr(entry->d_name, '.');
	return *entry->d_name != '.' && end && strcmp(end, ".ini") == 0;
}

static bool add_folder(struct several *several, const char *folder, struct error *err)
{
	struct dirent **names;
	int found = scandir(folder, &names, is_configuration, alphasort);
	if (found < 0)
		return error_set(err, ERROR_CONFIG, "%s: %s", folder, strerror(errno));
	for (int at = 0; at < found; at++) {
		scoped_free struct dirent *entry = names[at];
		scoped_free char *path = string_format("%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/", entry->d_name);
		add(several, path);
	}
	free(names);
	return found > 0 || error_set(err, ERROR_CONFIG, "%s has no configuration: a NAME.ini for each organisation", folder);
}

static bool add_all(struct several *several, struct error *err)
{
	for (const char **path = several->command->configs; *path; path++) {
		if (!is_folder(*path))
			add(several, *path);
		else if (!add_folder(several, *path, err))
			return false;
	}
	return true;
}

static bool is_same(const char *a, const char *b)
{
	return *a && strcmp(a, b) == 0;
}

/* What two have in common that each must have alone, or NULL. New. */
static char *shared_thing(const struct part *a, const struct part *b)
{
	if (is_same(a->schema, b->schema) && strcmp(a->database, b->database) == 0)
		return string_format("[org] name '%s' and '%s' are both the schema %s of one database; give one another name", a->name,
				     b->name, a->schema);
	if (is_same(a->folder, b->folder))
		return string_format("both have the [report] folder %s; give each its own", a->folder);
	if (is_same(a->metrics, b->metrics))
		return string_format("both have the [metrics] file %s; give each its own", a->metrics);
	return NULL;
}

/* Which of them is right only the operator knows, so neither is run. */
static void refuse_shared(struct several *several)
{
	for (size_t left = 0; left < several->count; left++)
		for (size_t right = left + 1; right < several->count; right++) {
			struct part *a = &several->parts[left], *b = &several->parts[right];
			scoped_free char *thing = shared_thing(a, b);
			if (thing == NULL)
				continue;
			log_line(LOG_ERROR, "%s and %s: %s", a->path, b->path, thing);
			a->status = b->status = EX_CONFIG;
		}
}

static bool takes_several(const struct command *command, struct error *err)
{
	const struct job *job = command->job;
	const char *word = job->several;
	if (word == NULL || (*word && (command->words[0] == NULL || strcmp(command->words[0], word) != 0)))
		return error_set(err, ERROR_USAGE, "takes one organisation at a time: name one configuration with -c%s%s",
				 word ? "; several are for db " : "", word ? word : "");
	for (const struct option_spec *spec = job->options; spec && spec->name; spec++)
		if (strcmp(spec->name, "out") == 0 && *(const char *const *)((const char *)command->options + spec->offset))
			return error_set(err, ERROR_USAGE, "--out is one folder, and each organisation wants its own: leave it out, or "
					 "name one configuration");
	return true;
}

/* Signals are at their usual for it: this process blocks what it waits for. */
static int spawn(const struct several *several, struct part *part)
{
	scoped_list char **arguments = options_again(several->command, part->path, part->name);
	posix_spawn_file_actions_t files;
	posix_spawnattr_t usual;
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&usual);
	posix_spawnattr_setflags(&usual, POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setsigmask(&usual, &several->usual);
	if (part->said >= 0)
		posix_spawn_file_actions_adddup2(&files, part->said, STDOUT_FILENO);
	int why = posix_spawn(&part->pid, "/proc/self/exe", &files, &usual, arguments, environ);
	posix_spawnattr_destroy(&usual);
	posix_spawn_file_actions_destroy(&files);
	return why;
}

static void start(struct several *several, struct part *part)
{
	if (several->most > 1)
		part->said = memfd_create("standard output", MFD_CLOEXEC);
	fflush(stdout);
	int why = spawn(several, part);
	if (why == 0) {
		several->running++;
		return;
	}
	part->pid = 0;
	part->status = EX_OSERR;
	log_line(LOG_ERROR, "%s: no process for it: %s", part->name, strerror(why));
}

static void show(struct part *part)
{
	char bytes[16384];
	ssize_t length;
	if (part->said < 0 || lseek(part->said, 0, SEEK_SET) < 0)
		return;
	while ((length = read(part->said, bytes, sizeof bytes)) > 0)
		fwrite(bytes, 1, (size_t)length, stdout);
	close(part->said);
	part->said = -1;
}

static void reap(struct several *several)
{
	int how;
	for (pid_t pid; (pid = waitpid(-1, &how, WNOHANG)) > 0;)
		for (struct part *part = several->parts; part < several->parts + several->count; part++) {
			if (part->pid != pid)
				continue;
			part->pid = 0;
			part->status = WIFSIGNALED(how) ? KILLED + WTERMSIG(how) : WEXITSTATUS(how);
			several->running--;
			show(part);
		}
}

static void hand_on(struct several *several, int signal)
{
	several->ended_by = signal;
	for (struct part *part = several->parts; part < several->parts + several->count; part++)
		if (part->pid > 0)
			kill(part->pid, signal);
}

static void start_more(struct several *several)
{
	for (; several->next < several->count && several->running < several->most && !several->ended_by; several->next++)
		if (several->parts[several->next].status == NOT_BEGUN)
			start(several, &several->parts[several->next]);
}

static void run_parts(struct several *several)
{
	sigset_t awaited;
	sigemptyset(&awaited);
	static const int signals[] = { SIGCHLD, SIGTERM, SIGINT, SIGHUP };
	for (size_t at = 0; at < sizeof signals / sizeof signals[0]; at++)
		sigaddset(&awaited, signals[at]);
	signal(SIGCHLD, SIG_DFL);   /* where it came ignored, children would end unseen */
	sigprocmask(SIG_BLOCK, &awaited, &several->usual);
	for (start_more(several); several->running > 0; start_more(several)) {
		int came = sigwaitinfo(&awaited, NULL);
		if (came == SIGCHLD)
			reap(several);
		else if (came > 0)
			hand_on(several, came);
	}
}

/* The more serious come first: what a person has to mend before what mends itself. 75 is
 * last, so that a schedule that takes it for good hides nothing else by it. */
static int seriousness(int status)
{
	static const int order[] = { EX_SOFTWARE, EX_CONFIG, EX_NOPERM, EX_UNAVAILABLE, EX_IOERR, EX_CANTCREAT,
				     EX_DATAERR, EX_USAGE, 1, 2, JOB_UNREAD, EX_TEMPFAIL, 0 };
	enum { COUNT = sizeof order / sizeof order[0] };
	for (int at = 0; at < COUNT; at++)
		if (order[at] == status)
			return COUNT - at;
	return COUNT + 1;
}

static int worst(const struct several *several)
{
	int found = 0;
	for (const struct part *part = several->parts; part < several->parts + several->count; part++) {
		int status = part->status == NOT_BEGUN || part->status >= KILLED ? EX_SOFTWARE : part->status;
		if (seriousness(status) > seriousness(found))
			found = status;
	}
	return found;
}

static void put_result(struct text *words, const struct part *part)
{
	text_format(words, "%s%s ", words->length ? ", " : "", part->name);
	if (part->status == NOT_BEGUN)
		text_put(words, "not begun");
	else if (part->status >= KILLED)
		text_format(words, "killed by signal %d", part->status - KILLED);
	else if (part->status)
		text_format(words, "ended with %d", part->status);
	else
		text_put(words, "good");
}

/* Those that are not good stand first: a long line is cut. */
static void tell(const struct several *several, int status)
{
	struct text words = { 0 };
	size_t good = 0;
	for (int round = 0; round < 2; round++)
		for (const struct part *part = several->parts; part < several->parts + several->count; part++)
			if ((part->status == 0) == (round == 1)) {
				put_result(&words, part);
				good += part->status == 0;
			}
	log_line(status ? LOG_ERROR : LOG_INFO, "%s: %zu of %zu organisations good: %s", several->command->job->name, good,
		 several->count, words.bytes);
	text_done(&words);
}

bool several_run(const struct command *command, int *ret_status, struct error *err)
{
	long most;
	scoped_several struct several several = { .command = command };
	if (!takes_several(command, err) ||
	    !option_number("side-by-side", command->shared.side_by_side, 1, 64, 1, &most, err) || !add_all(&several, err))
		return false;
	several.most = (size_t)most;
	refuse_shared(&several);
	run_parts(&several);
	*ret_status = worst(&several);
	tell(&several, *ret_status);
	sigprocmask(SIG_SETMASK, &several.usual, NULL);
	if (several.ended_by) {
		fflush(stdout);
		raise(several.ended_by);
	}
	return true;
}
