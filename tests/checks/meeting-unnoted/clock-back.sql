-- H2, two business days after a meeting is the same wall clock over the change of clocks of 1 November 2026: of Friday noon Tuesday noon, as of; a second later isn't due.
SELECT given_as_of('2026-11-03 12:00'), given_account('001acme', name => 'Acme'), given_contact('003al', '001acme');
SELECT given_invitation('00Uat', '005ann', '003al', '2026-10-30 12:00'), given_invitation('00Uafter', '005ann', '003al', '2026-10-30 12:00:01');
UPDATE event SET subject = event_id;
