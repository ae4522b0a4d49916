#include "tests/demo/calendar.h"

#include "lib/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAYS_BEFORE = 2000, DAYS_AFTER = 400 };

const char *calendar_zone(int zone)
{
	static const char *const names[DEMO_ZONES] = {
		"America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York",
		"Europe/London",
	};
	return names[zone];
}

void calendar_init(struct calendar *calendar, int as_of_day)
{
	calendar->first_day = as_of_day - DAYS_BEFORE;
	calendar->days = DAYS_BEFORE + DAYS_AFTER;
	calendar->offset = memory_new((size_t)calendar->days * DEMO_ZONES, sizeof *calendar->offset);
	for (int zone = 0; zone < DEMO_ZONES; zone++) {
		setenv("TZ", calendar_zone(zone), 1);
		tzset();
		for (int i = 0; i < calendar->days; i++) {
			time_t noon = (time_t)(calendar->first_day + i) * DEMO_DAY + 18 * 3600;
			struct tm tm;
			localtime_r(&noon, &tm);
			calendar->offset[zone * calendar->days + i] = (int)tm.tm_gmtoff;
		}
	}
	setenv("TZ", "UTC", 1);
	tzset();
}

void calendar_done(struct calendar *calendar)
{
	free(calendar->offset);
}

static int offset(const struct calendar *calendar, int zone, int day)
{
	return calendar->offset[zone * calendar->days + day - calendar->first_day];
}

long long calendar_instant(const struct calendar *calendar, int zone, int day, int second)
{
	return (long long)day * DEMO_DAY + second - offset(calendar, zone, day);
}

int calendar_day(const struct calendar *calendar, int zone, long long instant)
{
	int day = (int)(instant / DEMO_DAY);
	return (int)((instant + offset(calendar, zone, day)) / DEMO_DAY);
}

int calendar_working_day(int day)
{
	int weekday = (day + 4) % 7;   /* 0 is Sunday: 1970 began on a Thursday */
	return weekday == 0 ? day - 2 : weekday == 6 ? day - 1 : day;
}

bool calendar_read_day(const char *text, int *ret)
{
	struct tm tm = { 0 };
	const char *end = strptime(text, "%Y-%m-%d", &tm);
	if (end == NULL || *end)
		return false;
	*ret = (int)(timegm(&tm) / DEMO_DAY);
	return true;
}

static char *digits(char *at, int value, int count)
{
	for (int i = count; i-- > 0; value /= 10)
		at[i] = (char)('0' + value % 10);
	return at + count;
}

/* Howard Hinnant's civil_from_days: gmtime() would be half of the run time. */
void calendar_write_day(int day, char *ret)
{
	int z = day + 719468, era = z / 146097, doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	int month = mp < 10 ? mp + 3 : mp - 9;
	char *at = digits(ret, yoe + era * 400 + (month <= 2), 4);
	*at++ = '-';
	at = digits(at, month, 2);
	*at++ = '-';
	at = digits(at, doy - (153 * mp + 2) / 5 + 1, 2);
	*at = '\0';
}

void calendar_write_instant(long long instant, char *ret)
{
	int second = (int)(instant % DEMO_DAY);
	calendar_write_day((int)(instant / DEMO_DAY), ret);
	char *at = ret + 10;
	*at++ = 'T';
	at = digits(at, second / 3600, 2);
	*at++ = ':';
	at = digits(at, second / 60 % 60, 2);
	*at++ = ':';
	at = digits(at, second % 60, 2);
	memcpy(at, ".000Z", 6);
}
