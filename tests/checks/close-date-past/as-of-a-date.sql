-- D2, --as-of 2026-06-30 is the end of that day, and that day is the as-of day.
SELECT given_as_of('2026-06-30');
SELECT given_opportunity('006today', closes => '2026-06-30'), given_opportunity('006past', closes => '2026-06-29');
