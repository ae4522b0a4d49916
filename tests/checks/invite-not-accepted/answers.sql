-- H1, one customer who accepts is enough, a colleague is none. All declined fails. Without any invitee the
-- answers are unknown: nobody listed, or the contact attached and not invited. Invitees without a
-- customer among them mean that the contact was forgotten.
SELECT given_invitation('00Ua', '005ann', '003cat', '2026-07-01 09:00', '003cat Accepted', '00Qlea'), given_invitation('00Ub', '005ann', '003cat', '2026-07-01 09:00', '003cat', '005ben Accepted'),
       given_invitation('00Uc', '005ann', '003cat', '2026-07-01 09:00', '003cat Declined', '00Qlea Declined', '005ann Accepted'), given_invitation('00Ud', '005ann', '003cat', '2026-07-01 09:00', '003cat Declined', '00Qlea'),
       given_invitation('00Ue', '005ann', '003cat', '2026-07-01 09:00'), given_invitation('00Uf', '005ann', '003cat', '2026-07-01 09:00', '*003cat'),
       given_invitation('00Ug', '005ann', '003cat', '2026-07-01 09:00', '*003cat', '005ben Accepted'), given_invitation('00Uh', '005ann', NULL, '2026-07-01 09:00', '005ben'),
       given_invitation('00Ui', '005ann', NULL, '2026-07-01 09:00', '005ben Accepted', '00Qlea New'), given_invitation('00Uj', '005ann', '003cat', '2026-07-01 09:00', '003cat Accepted', '003dan Declined'),
       given_invitation('00Uk', '005ann', '003cat', '2026-07-01 09:00', '003cat', '003dan Accepted');
UPDATE event_relation SET is_deleted = true WHERE event_id = '00Uk' AND person_id = '003dan';
