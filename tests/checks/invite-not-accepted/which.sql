-- H1, one rep's meetings, with that rep's hours; not calls, cancelled ones or what others have been invited to.
-- What the meeting is about is no guest; where the CRM does not tell who is an invitee, all are.
SELECT given_scope('005ann'), given_user('005ann', email => 'ann@acme.example'), given_parameter('invite-not-accepted', 'hours', '24', rep => 'ann@acme.example');
SELECT given_account('001acme', name => 'Acme'), given_contact('003cat', '001acme'), given_contact('003dan', '001best'), given_account('001best', name => 'Best'), given_opportunity('006deal', '001acme');
SELECT given_invitation('00Ua', '005ann', NULL, '2026-07-01 12:00', '003eve', '003dan'), given_invitation('00Ub', '005ann', '003cat', '2026-07-01 12:01', '003cat'), given_invitation('00Uc', '005ben', '003cat', '2026-07-01 09:00', '003cat'),
       given_invitation('00Ud', '005ann', '003cat', '2026-07-01 09:00', '003cat'), given_invitation('00Ue', '005ann', '003cat', '2026-07-01 09:00', '003cat'), given_invitation('00Uf', '005ann', NULL, '2026-07-01 09:00', '00Qlea'),
       given_invitation('00Ug', '005ann', NULL, '2026-07-01 09:00', '003xyz');
UPDATE event SET subject = 'Cancelled: Demo' WHERE event_id = '00Ud';
UPDATE event SET what_id = '006deal', subject = ' ' WHERE event_id = '00Uf';
UPDATE event_relation SET is_invitee = NULL, is_what = NULL WHERE event_id = '00Ue';
UPDATE event_relation SET is_what = true WHERE event_id = '00Ug';
-- A colleague's yes or no is no customer's. What was entered twice within ten minutes is one meeting.
SELECT given_invitation('00Uh', '005ann', NULL, '2026-07-01 09:00', '005ben Accepted', '003cat'), given_invitation('00Ui', '005ann', NULL, '2026-07-01 09:00', '005ben Declined', '003cat'),
       given_invitation('00Uj', '005ann', '003cat', '2026-07-01 10:00', '003cat'), given_invitation('00Uk', '005ann', '003cat', '2026-07-01 10:05', '003cat');
UPDATE event SET subject = 'Twice' WHERE event_id IN ('00Uj', '00Uk');
SELECT given_opportunity('006other', '001best');
