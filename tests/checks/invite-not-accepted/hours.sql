-- H1, customer meetings that start from as of on up to 48 hours later; not a second before or after. A
-- meeting without a time of day begins at no hour and is not told.
SELECT given_invitation('00Ua', '005ann', '003cat', '2026-06-30 12:00:00', '003cat', '005ann Accepted'), given_invitation('00Ub', '005ann', '003cat', '2026-06-30 11:59:59', '003cat'),
       given_invitation('00Uc', '005ann', '003cat', '2026-07-02 12:00:00', '003cat'), given_invitation('00Ud', '005ann', '003cat', '2026-07-02 12:00:01', '003cat'),
       given_invitation('00Ue', '005ann', '003cat', '2026-07-01 00:00:00', '003cat');
UPDATE event SET is_all_day = true WHERE event_id = '00Ue';
