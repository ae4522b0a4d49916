#include "lib/base/settings.h"

#include "lib/base/path.h"
#include "lib/base/settings_table.h"
#include "lib/base/text.h"
#include "lib/base/words.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

enum { SECRET_ROOM = 65536 };

/* Everything up to end of file, NUL ended; -1 with errno when it cannot be read
 * or is too long. Not stdio, whose buffer would keep a copy. */
static ssize_t read_secret(int fd, char bytes[SECRET_ROOM])
{
	size_t length = 0;
	ssize_t got;
	while ((got = read(fd, bytes + length, SECRET_ROOM - length)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		length += (size_t)got;
		if (length == SECRET_ROOM) {
			errno = EFBIG;
			return -1;
		}
	}
	bytes[length] = '\0';
	return (ssize_t)length;
}

/* The secret without the line end that editors and echo leave behind it; NULL when
 * there is none. New. */
static char *secret_new(char *bytes)
{
	size_t length = strlen(bytes);
	while (length > 0 && isspace((unsigned char)bytes[length - 1]))
		bytes[--length] = '\0';
	return length > 0 ? string_new(bytes) : NULL;
}

void secret_free(char *secret)
{
	if (secret)
		explicit_bzero(secret, strlen(secret));
	free(secret);
}

/* The setting that says where the secret is. */
struct place {
	const struct settings *settings;
	const char *section;
	const char *key;
};

static bool is_set(const struct place *place)
{
	return setting_row(place->section, place->key) &&
	       *settings_get(place->settings, place->section, place->key);
}

__attribute__((format(printf, 3, 4)))
static bool fail_secret(const struct place *place, struct error *err, const char *format, ...)
{
	char words[700];
	va_list args;
	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);
	return error_set(err, ERROR_CONFIG, "%s:%d: %s %s", settings_path(place->settings),
			 settings_line(place->settings, place->section, place->key), place->key, words);
}

static bool secret_from_file(const struct place *place, char **ret, struct error *err)
{
	scoped_free char *path = settings_file(place->settings, place->section, place->key);
	scoped_fd int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat info;
	if (fd < 0 || fstat(fd, &info) != 0)
		return fail_secret(place, err, "%s: %s", path, strerror(errno));
	if ((info.st_mode & (S_IRWXG | S_IRWXO)) && !path_is_credential(path))
		return fail_secret(place, err, "%s is open to other users (mode %04o); chmod 600 %s", path,
				   info.st_mode & 07777, path);
	char bytes[SECRET_ROOM];
	ssize_t length = read_secret(fd, bytes);
	if (length < 0)
		return fail_secret(place, err, "%s: %s", path, strerror(errno));
	char *secret = secret_new(bytes);
	explicit_bzero(bytes, sizeof bytes);
	if (!secret)
		return fail_secret(place, err, "%s is empty", path);
	*ret = secret;
	return true;
}

/* Its standard error goes nowhere: what a command says of a secret may hold it. */
static bool start_command(char *const *words, int output, pid_t *ret)
{
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	errno = posix_spawnp(ret, words[0], &actions, NULL, words, environ);
	posix_spawn_file_actions_destroy(&actions);
	return errno == 0;
}

/* What the command prints, into bytes; its wait status, -1 where it did not start. */
static int run_command(char *const *words, char bytes[SECRET_ROOM])
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	scoped_fd int from = ends[0];
	pid_t child;
	bool started = start_command(words, ends[1], &child);
	close(ends[1]);
	if (!started)
		return -1;
	ssize_t length = read_secret(from, bytes);
	if (length < 0)
		kill(child, SIGKILL);
	int status = -1;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

static bool secret_from_command(const struct place *place, char **ret, struct error *err)
{
	char bytes[SECRET_ROOM];
	const char *problem = NULL;
	scoped_list char **words = words_split(settings_get(place->settings, place->section, place->key), &problem);
	if (words == NULL)
		return fail_secret(place, err, "%s", problem);
	int status = run_command(words, bytes);
	if (status == 0)
		bytes[strcspn(bytes, "\r\n")] = '\0';
	char *secret = status == 0 ? secret_new(bytes) : NULL;
	explicit_bzero(bytes, sizeof bytes);
	if (status == -1)
		return fail_secret(place, err, "could not be started: %s", strerror(errno));
	if (WIFSIGNALED(status))
		return fail_secret(place, err, "was ended by signal %d; run it by hand to see why",
				   WTERMSIG(status));
	if (status != 0)
		return fail_secret(place, err, "ended with status %d; run it by hand to see why",
				   WEXITSTATUS(status));
	if (!secret)
		return fail_secret(place, err, "printed nothing; its first line must be the secret");
	*ret = secret;
	return true;
}

/* New, or NULL. */
static char *credential_path(const char *section, const char *key)
{
	const char *folder = getenv("CREDENTIALS_DIRECTORY");
	scoped_free char *path = folder && *folder ? string_format("%s/%s_%s", folder, section, key) : NULL;
	return path && access(path, F_OK) == 0 ? steal(path) : NULL;
}

static bool secret_from_credential(const char *path, char **ret, struct error *err)
{
	scoped_fd int fd = open(path, O_RDONLY | O_CLOEXEC);
	char bytes[SECRET_ROOM];
	ssize_t length = fd < 0 ? -1 : read_secret(fd, bytes);
	if (length < 0)
		return error_set(err, ERROR_CONFIG, "credential %s: %s", path, strerror(errno));
	char *secret = secret_new(bytes);
	explicit_bzero(bytes, sizeof bytes);
	if (!secret)
		return error_set(err, ERROR_CONFIG, "credential %s is empty", path);
	*ret = secret;
	return true;
}

static char *variable_name(const char *section, const char *key)
{
	char *name = string_format("CRMAUDIT_%s_%s", section, key);
	for (char *c = name; *c; c++)
		*c = isalnum((unsigned char)*c) ? (char)toupper((unsigned char)*c) : '_';
	return name;
}

bool settings_secret(const struct settings *settings, const char *section, const char *key, char **ret,
		     struct error *err)
{
	scoped_free char *file = string_format("%s_file", key);
	struct place place = { settings, section, file };
	if (is_set(&place))
		return secret_from_file(&place, ret, err);
	scoped_free char *command = string_format("%s_command", key);
	place.key = command;
	if (is_set(&place))
		return secret_from_command(&place, ret, err);
	scoped_free char *credential = credential_path(section, key);
	if (credential)
		return secret_from_credential(credential, ret, err);
	scoped_free char *variable = variable_name(section, key);
	const char *value = getenv(variable);
	*ret = value && *value ? string_new(value) : NULL;
	return true;
}

char *settings_secret_file(const struct settings *settings, const char *section, const char *key)
{
	scoped_free char *file = string_format("%s_file", key);
	scoped_free char *credential = credential_path(section, key);
	if (is_set(&(struct place){ settings, section, file }) || credential == NULL)
		return settings_file(settings, section, file);
	return steal(credential);
}

char *settings_secret_source(const struct settings *settings, const char *section, const char *key)
{
	scoped_free char *file = string_format("%s_file", key);
	if (is_set(&(struct place){ settings, section, file }))
		return steal(file);
	scoped_free char *command = string_format("%s_command", key);
	if (is_set(&(struct place){ settings, section, command }))
		return steal(command);
	scoped_free char *credential = credential_path(section, key);
	if (credential)
		return string_format("the credential %s", credential);
	scoped_free char *variable = variable_name(section, key);
	const char *value = getenv(variable);
	return value && *value ? string_format("the environment, %s", variable) : NULL;
}
