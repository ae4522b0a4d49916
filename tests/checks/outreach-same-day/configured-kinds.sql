-- A3, the configuration's kinds win over ours, per subtype, type and subject: tasks of type
-- Cold Call are calls, the subject "Send Quote" is nothing, a Cadence an e-mail.
SELECT given_setting('activity.type', 'Cold Call', 'call'), given_setting('activity.subject', 'Send Quote', 'other'),
       given_setting('activity.subtype', 'Cadence', 'email');
SELECT given_user('005ann');
SELECT given_contact('003call'), given_contact('003quote'), given_contact('003cadence');
SELECT given_task('005ann', '003call', at, subtype => 'Task', type => 'cold call'), given_task('005ann', '003quote', at, subtype => 'Task', subject => 'Send Quote'),
       given_task('005ann', '003cadence', at, subtype => 'Cadence')
  FROM unnest('{2026-06-05 09:00, 2026-06-05 12:00}'::timestamp[]) AS at;
