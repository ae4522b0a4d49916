-- D1, the limits are those of this run, not what another one had: 40 days warn.
SELECT given_user('005ann'), given_opportunity('006deal', owner => '005ann', created => '2026-05-21 09:00');
INSERT INTO run_param (run_id, check_id, rep_id, params) VALUES (2, 'opportunity-stale', '005ann', '{"warn_days": 50, "fail_days": 60}');
