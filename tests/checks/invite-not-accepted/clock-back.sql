-- H1, and in autumn, as of Saturday 31 October, on Monday at 11:00.
SELECT given_as_of('2026-10-31 12:00');
SELECT given_invitation('00Ua', '005ann', '003cat', '2026-11-02 11:00:00', '003cat'), given_invitation('00Ub', '005ann', '003cat', '2026-11-02 11:00:01', '003cat');
