-- D1, a meeting about another account's deal does not speak for its guest's account, nor a case's e-mail that names
-- one deal for the account's other. A fax in a case that names a lead does speak: kind other counts where it names a person.
SELECT given_account('001' || n), given_opportunity('006' || n, '001' || n, created => '2026-05-01 09:00') FROM unnest('{guest,elsewhere,mail,fax}'::text[]) AS n;
SELECT given_contact('003guest', '001guest'), given_invitation('00Ua', '005ann', NULL, '2026-06-28 09:00', '003guest');
UPDATE event SET what_id = '006elsewhere' WHERE event_id = '00Ua';
SELECT given_case('500mail', '001mail'), given_case('500fax', '001fax'), given_lead('00Qlee'), given_opportunity('006two', '001mail', created => '2026-05-01 09:00');
INSERT INTO email_message (message_id, related_to_id, case_id, is_incoming, sent_at) VALUES ('02sa', '006mail', '500mail', true, given_instant('2026-06-28 09:00'));
SELECT given_task('005ann', '00Qlee', '2026-06-28 09:00', NULL, 'Fax', what => '500fax');
