#include "lib/base/days.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* timegm() takes a 30 February for 2 March. */
static bool exists(unsigned year, unsigned month, unsigned day)
{
	if (year < 1900 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	struct tm date = { .tm_year = (int)year - 1900, .tm_mon = (int)month - 1, .tm_mday = (int)day };
	timegm(&date);
	return date.tm_mday == (int)day;
}

bool days_date(const char *text, char ret[static 11])
{
	unsigned year, month, day;
	int length = 0;
	if (text[strspn(text, "0123456789-/")] != '\0')
		return false;
	bool iso = sscanf(text, "%4u-%2u-%2u%n", &year, &month, &day, &length) == 3 && length == 10;
	if (!iso && sscanf(text, "%2u/%2u/%4u%n", &month, &day, &year, &length) != 3)
		return false;
	if (text[length] != '\0' || !exists(year, month, day))
		return false;
	snprintf(ret, 11, "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
	return true;
}

/* 1 to 7 from "Mo", "Mon", "Monday"; 0 for what is no weekday. */
static int weekday(const char *word)
{
	static const char *const names[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };
	size_t length = strlen(word);
	for (int day = 0; day < 7; day++)
		if (length >= 2 && length <= strlen(names[day]) && strncasecmp(word, names[day], length) == 0)
			return day + 1;
	return 0;
}

/* A weekday, or a span of them that may go over Sunday. */
static bool add_span(char *word, bool days[static 8])
{
	char *dash = strchr(word, '-');
	if (dash)
		*dash = '\0';
	int from = weekday(string_trim(word));
	int to = dash ? weekday(string_trim(dash + 1)) : from;
	if (from == 0 || to == 0)
		return false;
	for (int day = from; day != to; day = day % 7 + 1)
		days[day] = true;
	days[to] = true;
	return true;
}

/* Commas between days, none around dashes. */
static char *comma_list(const char *text)
{
	struct text list = { 0 };
	for (const char *c = text; *c; c++) {
		const char *next = c + strspn(c, " \t");
		bool blank = next > c;
		bool by_dash = blank && (*next == '-' || (list.length && list.bytes[list.length - 1] == '-'));
		if (!by_dash)
			text_char(&list, blank || strchr(";/", *c) ? ',' : *c);
		c = blank ? next - 1 : c;
	}
	return text_give(&list);
}

bool days_weekdays(const char *text, char ret[static 16])
{
	bool days[8] = { false };
	scoped_free char *commas = comma_list(text);
	scoped_list char **words = list_new(commas);
	for (char **word = words; *word; word++)
		if (!add_span(*word, days))
			return false;
	if (*words == NULL)
		return false;
	size_t length = 0;
	for (int day = 1; day <= 7; day++)
		if (days[day])
			length += (size_t)sprintf(ret + length, "%c%d", length ? ',' : '{', day);
	strcpy(ret + length, "}");
	return true;
}

bool days_hours(const char *text, char ret_opens[static 6], char ret_closes[static 6])
{
	unsigned from, from_minute, to, to_minute;
	int length = 0;
	if (text[strspn(text, "0123456789: -")] != '\0' ||
	    sscanf(text, "%2u:%2u - %2u:%2u%n", &from, &from_minute, &to, &to_minute, &length) != 4 || text[length] != '\0')
		return false;
	bool on_the_clock = from < 24 && from_minute < 60 && to <= 24 && to_minute < 60;
	if (!on_the_clock || from * 60 + from_minute >= to * 60 + to_minute || to * 60 + to_minute > 24 * 60)
		return false;
	snprintf(ret_opens, 6, "%02u:%02u", from % 100, from_minute % 100);
	snprintf(ret_closes, 6, "%02u:%02u", to % 100, to_minute % 100);
	return true;
}
