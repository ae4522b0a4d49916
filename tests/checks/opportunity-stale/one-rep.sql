-- D1, a run for one rep tells that owner's alone, by anybody's communication.
SELECT given_scope('005ben');
SELECT given_user('005ann'), given_user('005ben');
SELECT given_opportunity('006ann', owner => '005ann'), given_opportunity('006ben', owner => '005ben'),
       given_opportunity('006spoken', owner => '005ben');
SELECT given_task('005ann', NULL, '2026-06-29 09:00', what => '006spoken');
