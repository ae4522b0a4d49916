-- A3 tells the kind: subtype before type before subject, case-blind and exact. Each pair
-- is two of one kind by different ways; Dot's "Call back" and "Calls" are no calls.
SELECT given_user('005ann');
SELECT given_contact('003bob'), given_contact('003cleo'), given_contact('003dot');
SELECT given_task('005ann', '003bob', '2026-06-05 09:00', subtype => 'email', type => 'Call', subject => 'Call');
SELECT given_task('005ann', '003bob', '2026-06-05 10:00', subtype => 'Task', type => 'EMAIL', subject => 'Call');
SELECT given_task('005ann', '003bob', '2026-06-05 11:00', subtype => 'Task', subject => 'send quote');
SELECT given_task('005ann', '003cleo', '2026-06-05 09:00', subtype => NULL, type => 'call', subject => 'Email');
SELECT given_task('005ann', '003cleo', '2026-06-05 10:00', subtype => NULL, subject => 'CALL');
SELECT given_task('005ann', '003dot', '2026-06-05 09:00', subtype => 'Call', subject => 'Hello');
SELECT given_task('005ann', '003dot', '2026-06-05 10:00', subtype => 'Task', subject => 'Call back');
SELECT given_task('005ann', '003dot', '2026-06-05 11:00', subtype => 'Task', subject => 'Calls');
