-- D2, a run for one rep tells that owner's alone.
SELECT given_scope('005ben');
SELECT given_opportunity('006ann', owner => '005ann', closes => '2026-06-01'), given_opportunity('006ben', owner => '005ben', closes => '2026-06-01'),
       given_opportunity('006nobody', closes => '2026-06-01');
