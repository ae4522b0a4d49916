-- A11, days are the org's: 21:00 on 22 June is the 23rd in UTC. A touch dated the 22nd answers
-- it; unanswered it is told of the 22nd, 8 days before as of, due two days after the 23rd's opening.
SELECT given_calendar(), given_user('005ann');
SELECT given_contact('003answered'), given_contact('003not');
UPDATE contact_version SET owner_id = '005ann';
SELECT given_task('005ann', who, '2026-06-22 21:00', subject => '[In] Hello') FROM unnest('{003answered,003not}'::text[]) AS who;
SELECT given_dated_task('005ann', '003answered', '2026-06-22');
