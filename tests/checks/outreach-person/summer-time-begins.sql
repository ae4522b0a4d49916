-- A1, wall-clock days where clocks go forward on 8 March 2026. The window begins on 18
-- February 12:00 though 11:30 is less than 720 hours back; 7 days after 5 March 12:00 are
-- over on 12 March 12:00, after 167 hours.
SELECT given_as_of('2026-03-20 12:00');
SELECT given_user('005ann');
SELECT given_contact('003in'), given_contact('003early'), given_contact('003week'), given_contact('003over');
SELECT given_task('005ann', '003in', at)
  FROM unnest('{2026-02-18 12:00, 2026-02-19 09:00, 2026-02-20 09:00, 2026-02-21 09:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003early', at)
  FROM unnest('{2026-02-18 11:30, 2026-02-19 09:00, 2026-02-20 09:00, 2026-02-21 09:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003week', at)
  FROM unnest('{2026-03-05 12:00, 2026-03-06 09:00, 2026-03-07 09:00, 2026-03-12 11:59:59}'::timestamp[]) AS at;
SELECT given_task('005ann', '003over', at)
  FROM unnest('{2026-03-05 12:00, 2026-03-06 09:00, 2026-03-07 09:00, 2026-03-12 12:00}'::timestamp[]) AS at;
