/* Dates, weekdays and hours as people write them, into the forms that SQL takes. False
 * where the text is none; ret is untouched then. */
#ifndef BASE_DAYS_H
#define BASE_DAYS_H

#include <stdbool.h>

/* 2026-07-03, or 7/3/2026 in the American order; as YYYY-MM-DD. */
bool days_date(const char *text, char ret[static 11]);

/* "Mon-Thu", "Mo, Tu, We", "Saturday Sunday", "Fri-Mon"; as "{1,2,3,4}", Monday being 1. */
bool days_weekdays(const char *text, char ret[static 16]);

/* "07:00-16:00"; the second may be 24:00 and is the later one. */
bool days_hours(const char *text, char ret_opens[static 6], char ret_closes[static 6]);

#endif
