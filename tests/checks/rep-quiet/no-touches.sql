-- A12, meetings, replies, open tasks, internal calls, notes and what names neither person
-- nor account are no touches. A touch that names an account alone is one: Bea is not quiet.
SELECT given_setting('reps', 'emails', 'Ann@example.com, bea@example.com');
SELECT given_user('005ann', email => 'ann@example.com'), given_user('005bea', email => 'bea@example.com');
SELECT given_account('001acme'), given_contact('003bob');
SELECT given_meeting('005ann', '003bob', '2026-06-10 09:00');
SELECT given_task('005ann', '003bob', '2026-06-11 09:00', subject => 'Inbound call'),
       given_task('005ann', '003bob', '2026-06-12 09:00', status => 'Waiting'),
       given_task('005ann', '003bob', '2026-06-13 09:00', subtype => 'Call', call_type => 'Internal'),
       given_task('005ann', '003bob', '2026-06-14 09:00', subtype => 'Task'),
       given_task('005ann', NULL, '2026-06-15 09:00');
SELECT given_task('005bea', NULL, '2026-06-10 09:00', what => '001acme');
