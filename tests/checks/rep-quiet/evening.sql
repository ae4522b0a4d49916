-- A12 tells dates of the org's zone: 23:30 on 20 May, which is the next day in UTC.
SELECT given_user('005ann');
SELECT given_contact('003bob');
SELECT given_task('005ann', '003bob', '2026-05-20 23:30');
