-- D2 compares with the as-of day in the org's zone: at 23:30 on 30 June in Los Angeles it is
-- July in UTC, and 30 June is not past.
SELECT given_as_of('2026-06-30 23:30');
SELECT given_opportunity('006today', closes => '2026-06-30'), given_opportunity('006past', closes => '2026-06-29');
