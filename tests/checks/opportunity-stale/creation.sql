-- D1, no communication ever: counted from the creation, 29 days fine, 30 and 44 warn, 45
-- fail. Without a date of creation the age is unknown and warns; created after as of, it
-- has no age and is no finding. Old ones that were spoken of yesterday are fine.
SELECT given_user('005ann');
SELECT given_opportunity('006d29', created => '2026-06-01 09:00'), given_opportunity('006d30', created => '2026-05-31 09:00'),
       given_opportunity('006d44', created => '2026-05-17 09:00'), given_opportunity('006d45', created => '2026-05-16 09:00'),
       given_opportunity('006unknown'), given_opportunity('006future', created => '2026-07-20 09:00'),
       given_opportunity('006spoken', created => '2020-01-01 09:00');
SELECT given_task('005ann', NULL, '2026-06-29 09:00', what => '006spoken');
