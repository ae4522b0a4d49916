#include "lib/base/log.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <jansson.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static struct {
	enum log_level least;
	enum log_format format;
	pthread_mutex_t mutex;   /* for all that stands below it, and for the line being written */
	bool in_progress;
	double shown;
	char organisation[64], job[32];
	bool is_named;           /* in text too */
	const char *stage;
	long long run;           /* 0: none has begun */
} state = { .least = LOG_INFO, .mutex = PTHREAD_MUTEX_INITIALIZER };

/* Objects that are read side by side take turns on the one line. */
static _Thread_local struct {
	char what[64];
	double began;
} progress;

static const char *const level_names[] = { "debug", "info", "warn", "error" };

void log_setup(enum log_level least, enum log_format format)
{
	state.least = least;
	state.format = format;
}

static void instant(char *text, size_t room)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	struct tm utc;
	gmtime_r(&now.tv_sec, &utc);
	strftime(text, room, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

/* Words may quote foreign data: no line of theirs may pass for one of ours. */
static void make_plain(char *words, bool ascii)
{
	for (unsigned char *c = (unsigned char *)words; *c; c++)
		if (*c < ' ' || *c == 0x7f)
			*c = ' ';
		else if (ascii && *c >= 0x80)
			*c = '?';
}

void log_name(const char *organisation)
{
	snprintf(state.organisation, sizeof state.organisation, "%s", organisation);
	make_plain(state.organisation, false);
	state.is_named = true;
}

void log_run(const char *organisation, const char *job, const char *run)
{
	pthread_mutex_lock(&state.mutex);
	snprintf(state.organisation, sizeof state.organisation, "%s", organisation);
	snprintf(state.job, sizeof state.job, "%s", job);
	state.run = atoll(run);
	pthread_mutex_unlock(&state.mutex);
}

void log_stage(const char *stage)
{
	pthread_mutex_lock(&state.mutex);
	state.stage = stage;
	pthread_mutex_unlock(&state.mutex);
}

const char *log_stage_now(void)
{
	return state.stage ? state.stage : "";
}

static json_t *line_new(enum log_level level, const char *when, json_t *message)
{
	json_t *line = json_pack("{s:s, s:s}", "time", when, "level", level_names[level]);
	if (*state.organisation)
		json_object_set_new(line, "organisation", json_string(state.organisation));
	if (state.run)
		json_object_update_new(line, json_pack("{s:s, s:I}", "job", state.job, "run", (json_int_t)state.run));
	if (state.run && state.stage)
		json_object_set_new(line, "stage", json_string(state.stage));
	json_object_set(line, "message", message);
	return line;
}

static void print_json(enum log_level level, const char *when, char *words)
{
	json_auto_t *message = json_string(words);
	if (message == NULL) {   /* bytes that are not UTF-8 */
		make_plain(words, true);
		message = json_string(words);
	}
	json_auto_t *line = line_new(level, when, message);
	scoped_free char *text = json_dumps(line, JSON_COMPACT);
	fprintf(stderr, "%s\n", text);
}

static void erase_progress(void)
{
	if (state.in_progress)
		fputs("\r\033[K", stderr);
	state.in_progress = false;
}

void log_line(enum log_level level, const char *format, ...)
{
	if (level < state.least)
		return;
	char words[2048];
	va_list args;
	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);
	make_plain(words, false);
	char when[32];
	instant(when, sizeof when);
	pthread_mutex_lock(&state.mutex);
	erase_progress();
	if (state.format == LOG_JSON)
		print_json(level, when, words);
	else
		fprintf(stderr, "%s %-5s %s%s%s\n", when, level_names[level], state.is_named ? state.organisation : "",
			state.is_named ? ": " : "", words);
	pthread_mutex_unlock(&state.mutex);
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void print_progress(const char *what, long long rows, long long expected, double rate)
{
	if (expected > 0)
		fprintf(stderr, "\r\033[K%s %lld of %lld rows, %.0f/s", what, rows, expected, rate);
	else
		fprintf(stderr, "\r\033[K%s %lld rows, %.0f/s", what, rows, rate);
}

void log_progress(const char *what, long long rows, long long expected)
{
	if (state.least > LOG_INFO || state.format == LOG_JSON || !isatty(STDERR_FILENO))
		return;
	double now = seconds();
	if (strcmp(what, progress.what) != 0) {
		snprintf(progress.what, sizeof progress.what, "%s", what);
		progress.began = now;
	}
	pthread_mutex_lock(&state.mutex);
	if (now - state.shown >= 0.25) {
		state.shown = now;
		state.in_progress = true;
		print_progress(what, rows, expected, now > progress.began ? (double)rows / (now - progress.began) : 0);
	}
	pthread_mutex_unlock(&state.mutex);
}

void log_progress_done(void)
{
	pthread_mutex_lock(&state.mutex);
	erase_progress();
	pthread_mutex_unlock(&state.mutex);
}
