/* Days as numbers since 1970, instants as seconds, and the zones of the reps. */
#ifndef DEMO_CALENDAR_H
#define DEMO_CALENDAR_H

#include <stdbool.h>

enum { DEMO_ZONES = 5, DEMO_DAY = 86400 };

const char *calendar_zone(int zone);

/* The offsets of every zone on every day around a date, looked up once: a
 * localtime() per row would switch TZ 40,000 times. */
struct calendar {
	int first_day;
	int days;
	int *offset;   /* seconds east of UTC at 18:00 UTC, zone after zone */
};

void calendar_init(struct calendar *calendar, int as_of_day);
void calendar_done(struct calendar *calendar);
/* The instant of a wall clock time in a zone, and the date of an instant there. */
long long calendar_instant(const struct calendar *calendar, int zone, int day, int second);
int calendar_day(const struct calendar *calendar, int zone, long long instant);
/* The working day at or before a day. */
int calendar_working_day(int day);

bool calendar_read_day(const char *text, int *ret);
/* "2026-06-30" (11 bytes) and "2026-06-30T18:00:00.000Z" (25 bytes). */
void calendar_write_day(int day, char *ret);
void calendar_write_instant(long long instant, char *ret);

#endif
