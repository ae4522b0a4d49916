-- A1 tells dates of the org's zone: 23:30 on 1 June, which is the next day in UTC.
SELECT given_user('005ann');
SELECT given_contact('003bob');
SELECT given_task('005ann', '003bob', day) FROM generate_series('2026-06-01 23:30'::timestamp, '2026-06-04 23:30', '1 day') AS day;
