-- A3, the clocks are those of the rep's zone: in Berlin 29 March 2026 has 23 hours, in Los Angeles 24.
-- 00:30 and 23:30 there (28 March 16:30 and 29 March 14:30 for the org) are one day; 23:30 and
-- the 30th's 00:30 are two, though by the winter's clock both lie on the 29th.
SELECT given_as_of('2026-03-31');
SELECT given_user('005kai', zone => 'Europe/Berlin'), given_contact('003one'), given_contact('003two');
SELECT given_task('005kai', '003one', at) FROM unnest('{2026-03-28 16:30, 2026-03-29 14:30}'::timestamp[]) AS at;
SELECT given_task('005kai', '003two', at) FROM unnest('{2026-03-29 14:30, 2026-03-29 15:30}'::timestamp[]) AS at;
