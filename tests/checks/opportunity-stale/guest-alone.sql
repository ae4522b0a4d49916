-- D1, a meeting with a guest of the account speaks for its deals; another meeting, with a guest of nobody's, does not.
SELECT given_account('001acme'), given_contact('003al', '001acme'), given_contact('003bo'), given_opportunity('006deal', '001acme', created => '2026-01-01 09:00');
SELECT given_invitation('00Ua', '005ann', NULL, '2026-05-01 09:00', '003al'), given_invitation('00Ub', '005ann', NULL, '2026-06-28 09:00', '003bo');
