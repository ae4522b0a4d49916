/* What the generators of the bench share: chance without state, ids, and CSV as the
 * CRM exports it. */
#ifndef BENCH_ROW_H
#define BENCH_ROW_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { DAY = 24 * 60 * 60, NOBODY = -1 };

/* The same index and question, the same number. */
uint64_t chance(uint64_t index, uint64_t what);
/* Of a thousand, so many yes. */
bool chance_mille(uint64_t index, uint64_t what, unsigned mille);

/* 15 characters and the check suffix; ret holds 19. */
void write_id(char *ret, const char *prefix, uint64_t number);

void write_day(char ret[11], long long day);   /* since 1970 */

struct sheet {
	FILE *file;
	bool begun;
};

/* columns is the header line, names with commas. Ends the program when it cannot write. */
struct sheet sheet_new(const char *folder, const char *name, const char *columns);
void sheet_end(struct sheet *sheet);

void put_text(struct sheet *sheet, const char *text);
void put_format(struct sheet *sheet, const char *format, ...) __attribute__((format(printf, 2, 3)));
void put_number(struct sheet *sheet, long long number);
void put_flag(struct sheet *sheet, bool flag);
void put_id(struct sheet *sheet, const char *prefix, int64_t number);   /* NOBODY: empty */
void put_day(struct sheet *sheet, long long day);                       /* since 1970; 0: empty */
void put_time(struct sheet *sheet, long long when);                     /* since 1970; 0: empty */
void put_row_end(struct sheet *sheet);

#endif
