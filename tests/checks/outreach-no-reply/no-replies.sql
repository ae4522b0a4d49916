-- A4, an internal call is neither touch nor reply, an open task no touch, and a reply at
-- the as-of instant is not there yet: 4 touches for Bob, 5 for Cleo.
SELECT given_user('005ann');
SELECT given_contact('003bob'), given_contact('003cleo');
SELECT given_task('005ann', '003bob', day) FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-04 09:00', '1 day') AS day;
SELECT given_task('005ann', '003bob', '2026-06-05 09:00', subtype => 'Call', call_type => 'Internal'),
       given_task('005ann', '003bob', '2026-06-05 10:00', status => 'Not Started'),
       given_task('005ann', '003bob', '2026-06-30 12:00');
SELECT given_task('005ann', '003cleo', day) FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-05 09:00', '1 day') AS day;
SELECT given_task('005ann', '003cleo', '2026-06-03 12:00', subtype => 'Call', call_type => 'Internal'),
       given_task('005ann', '003cleo', '2026-06-30 12:00', subject => '[In] Hello');
