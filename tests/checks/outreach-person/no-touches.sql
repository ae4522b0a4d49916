-- A1, touches are completed and outbound, e-mails, calls, LinkedIn messages and SMS. Bob
-- got one of each, four in all. Cleo got three e-mails; nothing else that is hers is one.
SELECT given_user('005ann');
SELECT given_contact('003bob'), given_contact('003cleo');
SELECT given_task('005ann', '003bob', '2026-06-01 09:00', subtype => 'ListEmail');
SELECT given_task('005ann', '003bob', '2026-06-01 10:00', subtype => 'Call');
SELECT given_task('005ann', '003bob', '2026-06-01 11:00', subtype => 'LinkedIn');
SELECT given_task('005ann', '003bob', '2026-06-01 12:00', subtype => 'Task', type => 'SMS');
SELECT given_task('005ann', '003cleo', at)
  FROM unnest('{2026-06-01 09:00, 2026-06-02 09:00, 2026-06-03 09:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003cleo', '2026-06-01 12:00', subject => '[In] Hello');
SELECT given_task('005ann', '003cleo', '2026-06-01 13:00', subject => 'Inbound mail');
SELECT given_task('005ann', '003cleo', '2026-06-01 14:00', subject => 'Email received: Hello');
SELECT given_task('005ann', '003cleo', '2026-06-01 15:00', subtype => 'Call', call_type => 'Inbound');
SELECT given_task('005ann', '003cleo', '2026-06-01 16:00', subtype => 'Call', call_type => 'Internal');
SELECT given_task('005ann', '003cleo', '2026-06-01 17:00', status => 'Not Started');
SELECT given_task('005ann', '003cleo', '2026-06-01 18:00', subtype => 'Cadence', subject => 'Email');
SELECT given_task('005ann', '003cleo', '2026-06-01 19:00', subtype => 'Task', type => 'Prep', subject => 'Read the file');
SELECT given_task('005ann', '003cleo', '2026-06-01 20:00', subtype => 'Task', type => 'Meeting');
SELECT given_meeting('005ann', '003cleo', '2026-06-02 12:00', subject => 'Call');
