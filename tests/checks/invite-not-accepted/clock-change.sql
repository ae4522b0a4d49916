-- H1, 48 hours are 48 hours: as of Saturday 7 March 2026 at noon they end on Monday at 13:00 summer time.
SELECT given_as_of('2026-03-07 12:00');
SELECT given_invitation('00Ua', '005ann', '003cat', '2026-03-09 13:00:00', '003cat'), given_invitation('00Ub', '005ann', '003cat', '2026-03-09 13:00:01', '003cat');
