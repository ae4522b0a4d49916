-- D3, of a deal whose next step is overdue, and was edited since the stage changed, only the first is told.
SELECT given_watched('opportunity', '2026-06-01 03:00'), given_opportunity('006deal'), given_value('006deal', 'next_step_due', '2026-06-28');
UPDATE opportunity_version SET next_step = 'Call';
SELECT given_field_change('006deal', '2026-06-10 09:00', 'StageName', 'Talk', 'Proposal'), given_field_change('006deal', '2026-06-09 09:00', 'NextStep', 'Write', 'Ask'), given_field_change('006deal', '2026-06-11 09:00', 'NextStep', 'Ask', 'Call');
