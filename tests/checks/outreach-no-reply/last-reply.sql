-- A4, of several replies the last one begins the run: five touches since the first, three
-- since the second.
SELECT given_user('005ann');
SELECT given_contact('003bob');
SELECT given_task('005ann', '003bob', day) FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-05 09:00', '1 day') AS day;
SELECT given_task('005ann', '003bob', '2026-06-02 12:00', subject => '[In] Hello'),
       given_task('005ann', '003bob', '2026-05-30 12:00', subject => '[In] Hello');
