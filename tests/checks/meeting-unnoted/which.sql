-- H2, one rep's customer meetings of the last 30 days: they name a contact, or have one for a guest who did not decline. Not with
-- leads, colleagues, of unknown accounts, of others, or calls. A nameless account asks no name of a title.
SELECT given_scope('005ann'), given_account('001acme', name => 'Acme'), given_account('001none', name => '?'), given_contact('003cat', '001acme'), given_contact('003dan', '001none'), given_contact('003eve', '001none'), given_lead('00Qlea'), given_contact('003fay');
SELECT given_invitation('00Ua', '005ann', '003cat', '2026-05-31 12:00'), given_invitation('00Ub', '005ann', '003cat', '2026-05-31 11:59:59'), given_invitation('00Uc', '005ann', NULL, '2026-06-10 09:00', '005ben', '003cat'),
       given_invitation('00Ud', '005ann', NULL, '2026-06-10 09:00', '003cat Declined'), given_invitation('00Ue', '005ann', '00Qlea', '2026-06-10 09:00'), given_invitation('00Uf', '005ann', '003fay', '2026-06-10 09:00'),
       given_invitation('00Ug', '005ben', '003cat', '2026-06-10 09:00'), given_invitation('00Uh', '005ann', '003dan', '2026-06-11 09:00'), given_invitation('00Ui', '005ann', '003eve', '2026-06-12 09:00'),
       given_invitation('00Uj', '005ann', NULL, '2026-06-10 09:00', '005ben'), given_task('005ann', '003cat', '2026-06-10 09:00', 'Call'), given_invitation('00Uk', '005ann', NULL, '2026-06-10 09:00', '003fay', '003cat');
SELECT given_invitation('00Ul', '005ann', NULL, '2026-06-10 09:00', '005ben'), given_invitation('00Um', '005ann', '00Qlea', '2026-06-10 09:00', '00Qlea');
UPDATE event SET what_id = '001acme' WHERE event_id IN ('00Ul', '00Um');
UPDATE event SET subject = NULL WHERE event_id = '00Ua';
SELECT given_document('069a', '001none', 'Notes of 2026-06-11');
-- A lead for a guest makes no customer meeting.
SELECT given_invitation('00Un', '005ann', NULL, '2026-06-10 09:00', '00Qlea');
