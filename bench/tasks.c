/* Task rows for the bench, each a pure function of its index: 26 fields, ids with check
 * suffix, descriptions of 20 to 400 characters in every other row. Writes to FOLDER
 *   full.csv              every row, as results of a bulk query
 *   bulk/N.csv            full.csv in pages of 50,000 rows
 *   rest/N.json           the same rows as answers of a query, 2000 a page
 *   delta/N.json          one row of a hundred: nine of ten changed, the tenth new
 * and their numbers to FOLDER/facts. */
#include "bench/row.h"
#include "bench/tasks.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { VALUE = 1024, NEWER = 1 };

static const struct { const char *name, *type; } columns[TASK_FIELDS] = TASK_COLUMNS;

/* "" is null. */
struct row {
	char value[TASK_FIELDS][VALUE];
};

/* In UTC, without the zone: the writer adds it. */
static void write_time(char *ret, const char *format, long long when)
{
	time_t seconds = (time_t)when;
	struct tm utc;
	gmtime_r(&seconds, &utc);
	strftime(ret, VALUE, format, &utc);
}

static void put_words(char *ret, uint64_t seed, size_t length)
{
	static const char *const words[] = { "call", "Größe", "quote", "\"renewal\"", "follow up,", "nächste", "pricing", "left a voicemail",
					     "budget", "Q3", "meeting\n", "intro", "to", "the", "team", "proposal" };
	size_t at = 0;
	for (uint64_t i = 0; at < length; i++) {
		const char *word = words[chance(seed, 100 + i) % 16];
		at += (size_t)snprintf(ret + at, VALUE - at, "%s%s", at ? " " : "", word);
	}
}

static const char *one_of(const char *const *list, size_t count, uint64_t number)
{
	return list[number % count];
}
#define ONE_OF(number, ...) one_of((const char *const[]){ __VA_ARGS__ }, \
				   sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *), number)

static void put_people(struct row *row, uint64_t index)
{
	write_id(row->value[0], "00T", index);
	if (chance(index, 1) % 10 < 9)
		write_id(row->value[1], chance(index, 1) % 10 < 7 ? "003" : "00Q", chance(index, 2) % 60000);
	if (chance(index, 3) % 10 < 4)
		write_id(row->value[2], chance(index, 3) % 10 < 3 ? "006" : "500", chance(index, 4) % 100000);
	if (chance(index, 5) % 10 < 7)
		write_id(row->value[3], "001", chance(index, 6) % 20000);
	write_id(row->value[4], "005", chance(index, 7) % 100);
	write_id(row->value[16], "005", chance(index, 7) % 100);
	write_id(row->value[18], "005", chance(index, 8) % 100);
}

static void put_kind(struct row *row, uint64_t index, int version)
{
	static const char *const subtypes[] = { "Call", "Email", "Task", "ListEmail", "Task" };
	const char *subtype = one_of(subtypes, 5, chance(index, 9));
	put_words(row->value[5], index + 1, 8 + chance(index, 10) % 30);
	for (char *end = strchr(row->value[5], '\n'); end; end = strchr(end, '\n'))
		*end = ' ';
	strcpy(row->value[6], version ? "Completed" : ONE_OF(chance(index, 11), "Completed", "Completed", "Completed", "Open", "Waiting"));
	strcpy(row->value[7], ONE_OF(chance(index, 12), "Normal", "High", "Normal", "Low"));
	strcpy(row->value[8], subtype);
	strcpy(row->value[9], ONE_OF(chance(index, 13), "Call", "Email", "LinkedIn", "Other"));
	if (*subtype == 'C') {
		strcpy(row->value[10], ONE_OF(chance(index, 14), "Outbound", "Outbound", "Inbound"));
		snprintf(row->value[11], VALUE, "%d", (int)(chance(index, 15) % 1800));
		strcpy(row->value[12], ONE_OF(chance(index, 16), "Connected", "No answer", "Left message"));
	}
}

static void put_times(struct row *row, uint64_t index, uint64_t rows, int version)
{
	static const char *const utc = "%Y-%m-%dT%H:%M:%S.000";
	const long long first = 1656633600, span = 3LL * 365 * DAY;   /* 2022-07-01, in order of their ids */
	long long created = first + (long long)((double)span * (double)index / (double)rows);
	long long done = created + (long long)(chance(index, 17) % (9 * DAY));
	bool closed = strcmp(row->value[6], "Completed") == 0;
	if (chance(index, 18) % 20)
		write_time(row->value[13], "%Y-%m-%d", done);
	if (closed)
		write_time(row->value[14], utc, done);
	write_time(row->value[15], utc, created);
	write_time(row->value[17], utc, version ? first + span + (long long)index % DAY : done);
	strcpy(row->value[19], row->value[17]);
	for (int flag = 20; flag <= 24; flag++)
		strcpy(row->value[flag], "false");
	strcpy(row->value[22], "true");   /* masters of a series: no activity is derived of them */
	strcpy(row->value[20], closed ? "true" : "false");
	strcpy(row->value[23], row->value[7][0] == 'H' ? "true" : "false");
	strcpy(row->value[24], chance(index, 19) % 100 ? "false" : "true");
}

static void make_row(struct row *row, uint64_t index, uint64_t rows, int version)
{
	for (int i = 0; i < TASK_FIELDS; i++)
		row->value[i][0] = '\0';
	put_people(row, index);
	put_kind(row, index, version);
	put_times(row, index, rows, version);
	if (chance(index, 20) % 100 < 55)
		put_words(row->value[25], index + 7, 20 + chance(index, 21) % 380);
}

static bool is_live(const struct row *row)
{
	return strcmp(row->value[24], "false") == 0;
}

static bool is(int column, const char *type)
{
	return strcmp(columns[column].type, type) == 0;
}

static void csv_header(FILE *file)
{
	for (int i = 0; i < TASK_FIELDS; i++)
		fprintf(file, "%s\"%s\"", i ? "," : "", columns[i].name);
	fputc('\n', file);
}

static void csv_row(FILE *file, const struct row *row)
{
	for (int i = 0; i < TASK_FIELDS; i++) {
		const char *value = row->value[i];
		fputs(i ? ",\"" : "\"", file);
		for (; *value; value++) {
			if (*value == '"')
				fputc_unlocked('"', file);
			fputc_unlocked(*value, file);
		}
		if (is(i, "datetime") && *row->value[i])
			fputc_unlocked('Z', file);
		fputc_unlocked('"', file);
	}
	fputc_unlocked('\n', file);
}

static void json_text(FILE *file, const char *value, const char *tail)
{
	fputc_unlocked('"', file);
	for (; *value; value++) {
		if (*value == '\n')
			fputs("\\n", file);
		else if (*value == '"')
			fputs("\\\"", file);
		else
			fputc_unlocked(*value, file);
	}
	fprintf(file, "%s\"", tail);
}

static void json_row(FILE *file, const struct row *row)
{
	fprintf(file, "{\"attributes\":{\"type\":\"Task\",\"url\":\"/services/data/v64.0/sobjects/Task/%s\"}",
		row->value[0]);
	for (int i = 0; i < TASK_FIELDS; i++) {
		const char *value = row->value[i];
		fprintf(file, ",\"%s\":", columns[i].name);
		if (*value == '\0')
			fputs("null", file);
		else if (is(i, "int") || is(i, "boolean"))
			fputs(value, file);
		else
			json_text(file, value, is(i, "datetime") ? "+0000" : "");
	}
	fputc('}', file);
}

static FILE *open_file(const char *folder, const char *name)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "we");
	if (file == NULL) {
		fprintf(stderr, "tasks: %s: %s\n", path, strerror(errno));
		exit(1);
	}
	return file;
}

static void close_file(FILE *file)
{
	if (file && (ferror(file) || fclose(file) != 0)) {
		fprintf(stderr, "tasks: writing: %s\n", strerror(errno));
		exit(1);
	}
}

static void json_begin(FILE *file, const char *kind, uint64_t rows, uint64_t page)
{
	uint64_t next = (page + 1) * TASK_REST_PAGE;
	fprintf(file, "{\"totalSize\":%llu,\"done\":%s,", (unsigned long long)rows, next < rows ? "false" : "true");
	if (next < rows)
		fprintf(file, "\"nextRecordsUrl\":\"/services/data/v64.0/query/01g5e00000bench-%s-%llu\",", kind,
			(unsigned long long)(page + 1));
	fputs("\"records\":[", file);
}

/* Row number `at` of rows, into its page of JSON. */
static void put_json(FILE **file, const char *folder, const char *kind, const struct row *row, uint64_t at,
		     uint64_t rows)
{
	if (at % TASK_REST_PAGE == 0) {
		char name[64];
		snprintf(name, sizeof name, "%s/%llu.json", kind, (unsigned long long)(at / TASK_REST_PAGE));
		*file = open_file(folder, name);
		json_begin(*file, kind, rows, at / TASK_REST_PAGE);
	}
	json_row(*file, row);
	bool last = at + 1 == rows || (at + 1) % TASK_REST_PAGE == 0;
	fputs(last ? "]}" : ",", *file);
	if (last)
		close_file(*file);
}

/* Returns how many of them are not deleted. */
static uint64_t write_full(const char *folder, uint64_t rows)
{
	struct row *row = malloc(sizeof *row);
	FILE *full = open_file(folder, "full.csv"), *bulk = NULL, *rest = NULL;
	uint64_t live = 0;
	csv_header(full);
	for (uint64_t index = 0; index < rows; index++) {
		if (index % TASK_BULK_PAGE == 0) {
			char name[64];
			close_file(bulk);
			snprintf(name, sizeof name, "bulk/%llu.csv", (unsigned long long)(index / TASK_BULK_PAGE));
			csv_header(bulk = open_file(folder, name));
		}
		make_row(row, index, rows, 0);
		csv_row(full, row);
		csv_row(bulk, row);
		put_json(&rest, folder, "rest", row, index, rows);
		live += is_live(row);
	}
	close_file(bulk);
	close_file(full);
	free(row);
	return live;
}

/* Returns how many of the new ones are not deleted. */
static uint64_t write_delta(const char *folder, uint64_t rows)
{
	struct row *row = malloc(sizeof *row);
	FILE *file = NULL;
	uint64_t live = 0;
	for (uint64_t i = 0; i < rows / 100; i++) {
		make_row(row, i % 10 ? i * 100 : rows + i, rows, NEWER);
		put_json(&file, folder, "delta", row, i, rows / 100);
		live += i % 10 == 0 && is_live(row);
	}
	free(row);
	return live;
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fputs("usage: tasks ROWS FOLDER\n", stderr);
		return 64;
	}
	uint64_t rows = strtoull(argv[1], NULL, 10);
	mkdir(argv[2], 0755);
	for (size_t i = 0; i < 3; i++) {
		char path[4096];
		snprintf(path, sizeof path, "%s/%s", argv[2], (const char *const[]){ "rest", "delta", "bulk" }[i]);
		mkdir(path, 0755);
	}
	uint64_t live = write_full(argv[2], rows), new_live = write_delta(argv[2], rows);
	FILE *facts = open_file(argv[2], "facts");   /* last: a folder without it is half made */
	fprintf(facts, "%llu %llu %llu\n", (unsigned long long)rows, (unsigned long long)live,
		(unsigned long long)(live + new_live));
	close_file(facts);
	return 0;
}
