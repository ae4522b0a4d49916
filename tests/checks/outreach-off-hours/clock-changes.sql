-- A10, the wall clock of the day: in Los Angeles 16:30 UTC is 08:30 on 7 March 2026 and 09:30
-- on the 8th; 15:30 UTC is 07:30 and 08:30.
SELECT given_as_of('2026-03-20 12:00');
SELECT given_user('005ann');
SELECT given_contact('003before'), given_contact('003after');
SELECT given_task('005ann', who, at::timestamptz AT TIME ZONE 'America/Los_Angeles')
  FROM (VALUES ('003before', '2026-03-07 15:30Z'), ('003after', '2026-03-08 15:30Z')) AS v (who, at);
