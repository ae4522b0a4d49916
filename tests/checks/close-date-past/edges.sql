-- D2, a close date before the as-of day fails: 29 June is past on 30 June, the day itself
-- and the day after are not, no date is none.
SELECT given_opportunity('006past', owner => '005ann', closes => '2026-06-29'), given_opportunity('006today', closes => '2026-06-30'),
       given_opportunity('006tomorrow', closes => '2026-07-01'), given_opportunity('006none', closes => NULL),
       given_opportunity('006old', closes => '2025-06-30');
