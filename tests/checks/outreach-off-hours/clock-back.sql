-- A10, the wall clock of the day: in Los Angeles 15:30 UTC is 08:30 on 31 October 2026 and 07:30 on 1 November; 01:30 UTC of the next day 18:30 and 17:30.
SELECT given_as_of('2026-11-10 12:00'), given_user('005ann');
SELECT given_contact('003' || n), given_task('005ann', '003' || n, at::timestamptz AT TIME ZONE 'America/Los_Angeles')
  FROM (VALUES ('sat', '2026-10-31 15:30Z'), ('sun', '2026-11-01 15:30Z'), ('satnight', '2026-11-01 01:30Z'), ('sunnight', '2026-11-02 01:30Z')) AS v (n, at);
