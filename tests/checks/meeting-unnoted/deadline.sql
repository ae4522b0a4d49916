-- H2, two business days after the meeting: of Friday 26 June 12:00 that is Tuesday 30 June at noon, as of; a
-- second later is not due. One in the night or at the weekend counts from the next opening.
SELECT given_account('001acme', name => 'Acme'), given_contact('003cat', '001acme');
SELECT given_invitation('00Ua', '005ann', '003cat', '2026-06-26 12:00:00'), given_invitation('00Ub', '005ann', '003cat', '2026-06-26 12:00:01'), given_invitation('00Uc', '005ann', '003cat', '2026-06-28 10:00'),
       given_invitation('00Ud', '005ann', '003cat', '2026-06-25 23:30'), given_invitation('00Ue', '005ann', '003cat', '2026-07-01 09:00');
