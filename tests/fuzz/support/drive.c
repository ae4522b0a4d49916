/* Drives a target where there is no libFuzzer, with that one's words:
 *     NAME [-runs=N] [-seed=N] [-max_total_time=SECONDS] [-dict=FILE] [FILE or FOLDER]...
 * Each input as it is, then spoilt ones: the same for the same seed. Leaves what fails
 * in crash-NAME. */
#ifndef LIBFUZZER
#include "tests/fuzz/support/fuzz.h"

#include "lib/base/path.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 64 * 1024 };

struct drive {
	struct text *inputs, *words;
	size_t input_count, word_count;
	uint64_t runs, seed, state;
	long seconds;
};

/* For the handler of signals, and for LLVMFuzzerMutate(), which knows no context. */
static struct {
	char crash[256];
	const uint8_t *bytes;
	size_t length;
	struct drive *drive;
} at_work;

__attribute__((weak)) size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t room, unsigned seed);

/* Sanitizers' findings come as a signal too. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "abort_on_error=1:handle_abort=0:handle_segv=1:detect_stack_use_after_return=0";
}

const char *__ubsan_default_options(void);
const char *__ubsan_default_options(void)
{
	return "abort_on_error=1:print_stacktrace=1";
}

static void keep_input(int number)
{
	static const char words[] = "the input is kept in ";
	signal(number, SIG_DFL);
	int fd = open(at_work.crash, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	bool kept = fd >= 0 && write(fd, at_work.bytes, at_work.length) == (ssize_t)at_work.length;
	if (kept && write(2, words, sizeof words - 1) > 0 && write(2, at_work.crash, strlen(at_work.crash)) > 0)
		kept = write(2, "\n", 1) == 1;
	_exit(77);
}

static unsigned chance(struct drive *drive, size_t below)
{
	drive->state ^= drive->state << 13;
	drive->state ^= drive->state >> 7;
	drive->state ^= drive->state << 17;
	return (unsigned)((drive->state >> 11) % (below ? below : 1));
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Puts length bytes in the place of `gone` ones. */
static void replace(struct text *input, size_t at, size_t gone, const char *bytes, size_t length)
{
	scoped_text struct text tail = { 0 }, piece = { 0 };
	text_add(&piece, bytes, length);
	text_add(&tail, input->bytes + at + gone, input->length - at - gone);
	input->length = at;
	text_add(input, piece.bytes, piece.length);
	text_add(input, tail.bytes, tail.length);
}

static void spoil_once(struct drive *drive, struct text *input)
{
	size_t at = chance(drive, input->length + 1), rest = input->length - at;
	size_t span = least(1 + chance(drive, chance(drive, 2) ? 4 : 80), rest);
	const struct text *other = drive->input_count ? &drive->inputs[chance(drive, drive->input_count)] : input;
	size_t from = chance(drive, other->length), taken = least(1 + chance(drive, 120), other->length - from);
	const struct text *word = drive->word_count ? &drive->words[chance(drive, drive->word_count)] : NULL;
	static const char odd[] = "\"'\\,;:=<>()[]{}\n\r\t 0129-+.%@#/\x01\x7f\x80\xbf\xc3\xe2\xf0\xff";
	char byte = chance(drive, 3) ? odd[chance(drive, sizeof odd)] : (char)chance(drive, 256);
	switch (chance(drive, 8)) {
	case 0:
		if (rest > 0)
			input->bytes[at] ^= (char)(1 << chance(drive, 8));
		break;
	case 1:
		replace(input, at, 0, &byte, 1);
		break;
	case 2:
		replace(input, at, rest > 0, &byte, 1);
		break;
	case 3:
		replace(input, at, span, "", 0);
		break;
	case 4:
		replace(input, at, 0, input->bytes + at, span);
		break;
	case 5:
		replace(input, at, chance(drive, 2) ? span : 0, other->bytes + from, taken);
		break;
	case 6:
		if (word)
			replace(input, at, chance(drive, 2) ? least(word->length, rest) : 0, word->bytes, word->length);
		break;
	default:
		if (chance(drive, 4) == 0)
			replace(input, at, rest, "", 0);
	}
}

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t length, size_t room)
{
	scoped_text struct text input = { 0 };
	text_add(&input, (const char *)bytes, length);
	for (unsigned i = 1 + chance(at_work.drive, 5); i > 0; i--)
		spoil_once(at_work.drive, &input);
	memcpy(bytes, input.bytes, least(input.length, room));
	return least(input.length, room);
}

static void run(const uint8_t *bytes, size_t length)
{
	/* of exactly that size, so that a read behind its end is seen */
	uint8_t *copy = memory_new(length ? length : 1, 1);
	memcpy(copy, bytes, length);
	at_work.bytes = copy;
	at_work.length = length;
	LLVMFuzzerTestOneInput(copy, length);
	free(copy);
}

static void run_spoilt(struct drive *drive, uint8_t *bytes)
{
	const struct text *input = drive->input_count ? &drive->inputs[chance(drive, drive->input_count)] : NULL;
	size_t length = input ? least(input->length, ROOM) : 0;
	if (length > 0)
		memcpy(bytes, input->bytes, length);
	length = LLVMFuzzerCustomMutator ? LLVMFuzzerCustomMutator(bytes, length, ROOM, chance(drive, 1u << 31))
					 : LLVMFuzzerMutate(bytes, length, ROOM);
	run(bytes, length);
}

static void add(struct text **list, size_t *count, struct text one)
{
	*list = memory_grow(*list, *count + 1, sizeof **list);
	(*list)[(*count)++] = one;
}

static void read_input(struct drive *drive, const char *path)
{
	struct text input = { 0 };
	char piece[4096];
	FILE *file = fopen(path, "re");
	truth(file != NULL, "%s can be read", path);
	text_add(&input, "", 0);
	for (size_t got; (got = fread(piece, 1, sizeof piece, file)) > 0;)
		text_add(&input, piece, got);
	fclose(file);
	add(&drive->inputs, &drive->input_count, input);
}

static void read_inputs(struct drive *drive, const char *path)
{
	struct dirent **names;
	int count = scandir(path, &names, NULL, alphasort);
	if (count < 0)
		return read_input(drive, path);
	for (int i = 0; i < count; i++) {
		char *inner = string_format("%s/%s", path, names[i]->d_name);
		if (*names[i]->d_name != '.')
			read_input(drive, inner);
		free(inner);
		free(names[i]);
	}
	free(names);
}

/* Lines of libFuzzer's form, name="text" or "text", with \\, \" and \xAB. */
static void read_words(struct drive *drive, const char *path)
{
	char line[512];
	FILE *file = fopen(path, "re");
	truth(file != NULL, "%s can be read", path);
	while (fgets(line, sizeof line, file)) {
		const char *at = *line == '#' ? NULL : strchr(line, '"'), *end = strrchr(line, '"');
		struct text word = { 0 };
		for (at = at ? at + 1 : end; at && at < end; at++) {
			bool hex = strncmp(at, "\\x", 2) == 0;
			at += *at == '\\';
			char digits[3] = { at[1], hex ? at[2] : '\0' };
			text_char(&word, hex ? (char)strtol(digits, NULL, 16) : *at);
			at += hex ? 2 : 0;
		}
		if (word.length > 0)
			add(&drive->words, &drive->word_count, word);
	}
	fclose(file);
}

static void read_arguments(struct drive *drive, char **arguments)
{
	for (; *arguments; arguments++) {
		const char *value = strchr(*arguments, '=');
		if (**arguments != '-')
			read_inputs(drive, *arguments);
		else if (strncmp(*arguments, "-runs=", 6) == 0)
			drive->runs = strtoull(value + 1, NULL, 10);
		else if (strncmp(*arguments, "-seed=", 6) == 0)
			drive->seed = strtoull(value + 1, NULL, 10);
		else if (strncmp(*arguments, "-max_total_time=", 16) == 0)
			drive->seconds = strtol(value + 1, NULL, 10);
		else if (strncmp(*arguments, "-dict=", 6) == 0)
			read_words(drive, value + 1);
	}
}

static void drive_done(struct drive *drive)
{
	for (size_t i = 0; i < drive->input_count; i++)
		text_done(&drive->inputs[i]);
	for (size_t i = 0; i < drive->word_count; i++)
		text_done(&drive->words[i]);
	free(drive->inputs);
	free(drive->words);
}

int main(int count, char **arguments)
{
	static uint8_t bytes[ROOM];
	struct drive drive = { .runs = UINT64_MAX, .seed = 1, .seconds = 3600 };
	(void)count;
	at_work.drive = &drive;
	snprintf(at_work.crash, sizeof at_work.crash, "crash-%s", path_name(arguments[0]));
	signal(SIGABRT, keep_input);
	read_arguments(&drive, arguments + 1);
	drive.state = (drive.seed * 0x9e3779b97f4a7c15u) | 1;
	time_t end = time(NULL) + drive.seconds;
	for (size_t i = 0; i < drive.input_count; i++)
		run((const uint8_t *)drive.inputs[i].bytes, drive.inputs[i].length);
	uint64_t done = 0;
	for (; done < drive.runs && time(NULL) < end; done++)
		run_spoilt(&drive, bytes);
	printf("%zu inputs and %lu spoilt ones from seed %lu: all that must hold does\n", drive.input_count,
	       (unsigned long)done, (unsigned long)drive.seed);
	drive_done(&drive);
}
#endif
