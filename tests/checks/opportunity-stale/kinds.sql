-- D1, communication is any activity in either direction, meetings included: a reply, a
-- meeting, a call by somebody who is no rep, an open task. Kind "other" counts with a
-- person alone; an internal call does not count. A deleted contact is a person without a name.
SELECT given_user('005ann'), given_user('005cook', active => false);
SELECT given_account('001' || n), given_contact('003' || n, '001' || n, deleted => n = 'gone'),
       given_opportunity('006' || n, '001' || n, created => '2026-05-01 09:00')
  FROM unnest('{reply, meeting, cook, open, note, noteless, internal, gone, cancelled}'::text[]) AS n;
SELECT given_task('005ann', '003reply', '2026-06-29 09:00', subject => '[In] Hello'), given_meeting('005ann', '003meeting', '2026-06-29 09:00'),
       given_task('005cook', '003cook', '2026-06-29 09:00', subtype => 'Call'),
       given_task('005ann', '003open', '2026-06-29 09:00', status => 'Not Started'),
       given_task('005ann', '003note', '2026-06-29 09:00', subtype => 'Task', what => '006note'),
       given_task('005ann', NULL, '2026-06-29 09:00', subtype => 'Task', what => '006noteless'),
       given_task('005ann', '003internal', '2026-06-29 09:00', subtype => 'Call', call_type => 'Internal'),
       given_task('005ann', '003gone', '2026-06-29 09:00', subtype => 'Task', account => '001gone'),
       given_meeting('005ann', '003cancelled', '2026-06-29 09:00', subject => 'Cancelled: Demo');
