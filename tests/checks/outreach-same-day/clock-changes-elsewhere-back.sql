-- A3, the clocks are those of the rep's zone: in Berlin 25 October 2026 has 25 hours, in Los Angeles 24.
-- 00:30 and 23:30 there (24 October 15:30 and 25 October 15:30 for the org) are one day, though by the
-- winter's clock the first lies on the 24th; 24 October 23:30 and 00:30 (14:30 and 15:30) are two.
SELECT given_as_of('2026-11-15');
SELECT given_user('005kai', zone => 'Europe/Berlin'), given_contact('003one'), given_contact('003two');
SELECT given_task('005kai', '003one', at) FROM unnest('{2026-10-24 15:30, 2026-10-25 15:30}'::timestamp[]) AS at;
SELECT given_task('005kai', '003two', at) FROM unnest('{2026-10-24 14:30, 2026-10-24 15:30}'::timestamp[]) AS at;
