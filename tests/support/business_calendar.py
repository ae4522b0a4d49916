#!/usr/bin/env python3
"""A business calendar in plain Python, written from the rule sheet alone: no SQL, no table of days, no shared code.

Everything here walks day by day, which is slow and plain to see. The readings it takes from the sheet ("Time", "D, E, G"):
business hours are [opening, closing), closing itself is outside; a deadline counted from outside starts at the next
opening; N business days later is the same wall clock; N business hours that end exactly at closing end at closing.
A wall clock that a zone skips is read with the offset before the change, one that comes twice means the second.

    business_calendar.py CASES SEED     prints random cases with what is expected, for tests/calendar.t
"""
import csv
import random
import sys
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


def nth_weekday(year, month, weekday, nth):
    """Counted by looking at each day of the month; nth -1 is the last."""
    days = [date(year, month, 1) + n * DAY for n in range(31)]
    days = [d for d in days if d.month == month and d.weekday() == weekday]
    return days[nth - 1] if nth > 0 else days[-1]


def federal_holidays(year):
    """The days in the law's own words (5 U.S.C. 6103), not yet shifted."""
    monday, thursday = 0, 3
    yield date(year, 1, 1)
    yield nth_weekday(year, 1, monday, 3)
    yield nth_weekday(year, 2, monday, 3)
    yield nth_weekday(year, 5, monday, -1)
    if year >= 2021:
        yield date(year, 6, 19)
    yield date(year, 7, 4)
    yield nth_weekday(year, 9, monday, 1)
    yield nth_weekday(year, 10, monday, 2)
    yield date(year, 11, 11)
    yield nth_weekday(year, 11, thursday, 4)
    yield date(year, 12, 25)


def observed(day):
    return day - DAY if day.weekday() == 5 else day + DAY if day.weekday() == 6 else day


class Calendar:
    def __init__(self, zone="America/Los_Angeles", opens="07:00", closes="16:00", weekdays=(1, 2, 3, 4, 5), federal=True,
                 more=()):
        self.zone_name, self.zone = zone, ZoneInfo(zone)
        self.opens_text, self.closes_text = opens, closes
        self.opens, self.closes = minutes(opens), minutes(closes)
        self.weekdays, self.federal, self.more = set(weekdays), federal, set(more)
        self.observed_by_year = {}

    def is_holiday(self, day):
        if day in self.more:
            return True
        if not self.federal:
            return False
        if day.year not in self.observed_by_year:
            self.observed_by_year[day.year] = {observed(d) for y in (day.year, day.year + 1) for d in federal_holidays(y)}
        return day in self.observed_by_year[day.year]

    def is_open(self, day):
        return day.isoweekday() in self.weekdays and not self.is_holiday(day)

    def instant(self, day, minute):
        return self.at(datetime.combine(day, time()) + timedelta(minutes=minute))

    def at(self, wall):
        first, second = (wall.replace(tzinfo=self.zone, fold=f) for f in (0, 1))
        exists = first.astimezone(timezone.utc).astimezone(self.zone).replace(tzinfo=None) == wall
        return (second if exists else first).astimezone(timezone.utc)

    def hours_of(self, day):
        return self.instant(day, self.opens), self.instant(day, self.closes)

    def day_of(self, instant):
        return instant.astimezone(self.zone).date()

    def opening(self, instant):
        day = self.day_of(instant)
        while True:
            if self.is_open(day):
                begins, ends = self.hours_of(day)
                if instant < ends:
                    return max(instant, begins)
            day += DAY

    def deadline_days(self, instant, count):
        start = self.opening(instant)
        if count == 0:
            return start
        day = self.day_of(start)
        while count:
            day += DAY
            count -= self.is_open(day)
        return self.at(datetime.combine(day, start.astimezone(self.zone).time()))

    def deadline_hours(self, instant, hours):
        now, left = self.opening(instant), timedelta(hours=hours)
        while left:
            end_of_day = self.hours_of(self.day_of(now))[1]
            if left <= end_of_day - now:
                return now + left
            left -= end_of_day - now
            now = self.opening(end_of_day)
        return now

    def days_between(self, first, second):
        if second < first:
            return -self.days_between(second, first)
        return sum(self.is_open(first + n * DAY) for n in range((second - first).days))

    def seconds_between(self, first, second):
        if second < first:
            return -self.seconds_between(second, first)
        total, day, last = timedelta(), self.day_of(first), self.day_of(second)
        while day <= last:
            if self.is_open(day):
                begins, ends = self.hours_of(day)
                total += max(min(ends, second) - max(begins, first), timedelta())
            day += DAY
        return total.total_seconds()


def minutes(clock):
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


# ---------------------------------------------------------------------------------------------------------------------
# Random cases
CALENDARS = [
    Calendar(),
    Calendar("Australia/Lord_Howe", "08:15", "17:45"),          # clocks change by half an hour
    Calendar("Asia/Kathmandu", "10:00", "17:00", (7, 1, 2, 3, 4, 5), federal=False, more=(date(2026, 11, 8),)),
    Calendar("Pacific/Chatham", "00:00", "24:00"),              # +12:45, +13:45
    Calendar("America/St_Johns", "00:00", "06:00", (1, 2, 3, 4, 5, 6, 7), federal=False),   # the changes lie inside
    Calendar("America/New_York", "01:30", "24:00", (6, 7), more=(date(2024, 3, 9), date(2024, 3, 10))),
    Calendar("Europe/Berlin", "02:30", "11:00", (5, 6, 7)),     # the opening is skipped and comes twice
]


def edges(calendar, chance):
    """An instant where mistakes live: openings, closings, midnights, year ends, changes of the clock."""
    day = date(1990, 4, 1) + chance.randrange(25500) * DAY      # up to 2059
    pick = chance.randrange(6)
    if pick == 0:
        day = date(day.year, 12, 27) + chance.randrange(9) * DAY
    if pick == 1:                                               # around the changes of spring and autumn
        day = date(max(day.year, 1991), *chance.choice([(3, 8), (10, 25), (4, 1), (9, 24)])) + chance.randrange(10) * DAY
    minute = chance.choice([calendar.opens, calendar.closes, 0, 60, 90, 120, 150, chance.randrange(1440)])
    shift = chance.choice([0, 0, 0, 1, -1, chance.randrange(10 ** 6), 10 ** 6, -10 ** 6])
    return calendar.instant(day, minute) + timedelta(microseconds=shift)


def case(calendar, chance):
    at, what = edges(calendar, chance), chance.randrange(6)
    if what == 0:
        return "opening", at, "", calendar.opening(at)
    if what == 1:
        count = chance.choice([0, 1, 1, 2, 5, chance.randrange(70)])
        return "days", at, count, calendar.deadline_days(at, count)
    if what == 2:
        hours = chance.choice([0, 1, 4, 9, 18, chance.randrange(1, 400) / 4])
        return "hours", at, hours, calendar.deadline_hours(at, hours)
    if what == 3:
        other = at + timedelta(seconds=chance.randrange(-30 * 86400, 30 * 86400))
        return "seconds", at, other.isoformat(), calendar.seconds_between(at, other)
    day = calendar.day_of(at)
    if what == 4:
        other = day + chance.randrange(-60, 60) * DAY
        return "between", day, other, calendar.days_between(day, other)
    return "open", day, "", calendar.is_open(day)


def cell(value):
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def main():
    cases, chance = int(sys.argv[1]), random.Random(int(sys.argv[2]))
    out = csv.writer(sys.stdout, lineterminator="\n")
    for number, calendar in enumerate(CALENDARS):
        out.writerow(["calendar", number, calendar.zone_name, calendar.opens_text, calendar.closes_text,
                      "{" + ",".join(map(str, sorted(calendar.weekdays))) + "}",
                      "us-federal" if calendar.federal else "none", ",".join(map(str, sorted(calendar.more)))])
        for _ in range(cases):
            what, first, second, expected = case(calendar, chance)
            out.writerow([what, number, cell(first), cell(second), cell(expected), "", "", ""])


if __name__ == "__main__":
    main()
