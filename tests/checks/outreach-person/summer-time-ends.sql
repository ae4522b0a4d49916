-- A1, wall-clock days where clocks go back on 1 November 2026. The window begins on 11
-- October 12:00, so 12:30 is in it though more than 720 hours back; 7 days after 30
-- October 12:00 are over on 6 November 12:00, after 169 hours.
SELECT given_as_of('2026-11-10 12:00');
SELECT given_user('005ann');
SELECT given_contact('003in'), given_contact('003early'), given_contact('003week'), given_contact('003over');
SELECT given_task('005ann', '003in', at)
  FROM unnest('{2026-10-11 12:30, 2026-10-12 09:00, 2026-10-13 09:00, 2026-10-14 09:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003early', at)
  FROM unnest('{2026-10-11 11:59:59, 2026-10-12 09:00, 2026-10-13 09:00, 2026-10-14 09:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003week', at)
  FROM unnest('{2026-10-30 12:00, 2026-10-31 09:00, 2026-11-01 09:00, 2026-11-06 11:30}'::timestamp[]) AS at;
SELECT given_task('005ann', '003over', at)
  FROM unnest('{2026-10-30 12:00, 2026-10-31 09:00, 2026-11-01 09:00, 2026-11-06 12:00}'::timestamp[]) AS at;
