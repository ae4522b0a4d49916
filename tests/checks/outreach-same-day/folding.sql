-- A3 counts what folds once: same subject within 10 minutes. Exactly 10 minutes fold, 10
-- minutes and a second do not; no chains, so of 09:00, 09:06 and 09:12 the third is a
-- second touch. A subject differs or it does not after Re:, Fwd:, Email:, tags, case and
-- punctuation are dropped.
SELECT given_user('005ann');
SELECT given_contact('003ten'), given_contact('003eleven'), given_contact('003chain'), given_contact('003other'), given_contact('003same');
SELECT given_task('005ann', '003ten', at) FROM unnest('{2026-06-05 09:00, 2026-06-05 09:10}'::timestamp[]) AS at;
SELECT given_task('005ann', '003eleven', at) FROM unnest('{2026-06-05 09:00, 2026-06-05 09:10:01}'::timestamp[]) AS at;
SELECT given_task('005ann', '003chain', at) FROM unnest('{2026-06-05 09:00, 2026-06-05 09:06, 2026-06-05 09:12}'::timestamp[]) AS at;
SELECT given_task('005ann', '003other', '2026-06-05 09:00', subject => 'Hello'),
       given_task('005ann', '003other', '2026-06-05 09:01', subject => 'Hello again');
SELECT given_task('005ann', '003same', '2026-06-05 09:00', subject => 'Your visit, Monday'),
       given_task('005ann', '003same', '2026-06-05 09:01', subject => 'Email: [Outreach] Re: FWD: your visit monday!');
