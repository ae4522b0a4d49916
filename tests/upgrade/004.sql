INSERT INTO finding (check_id, record_type, record_id, part, rep_id, account_id, label, severity, why, weight, detail, state,
                     first_seen, last_seen, resolved_on, reopened_on, reopened_times) VALUES
  ('opportunity-stale', 'opportunity', '006000000000901AAA', '', '005000000000901AAA', '001000000000901AAA', 'Olden renewal',
   'fail', 'nothing since March', 3, '{"days": 40}', 'open', '2026-04-01', '2026-04-30', NULL, NULL, 0),
  ('opportunity-stale', 'opportunity', '006000000000902AAA', '', '005000000000901AAA', NULL, 'Olden more seats',
   'warn', 'nothing since April', 1, '{}', 'open', '2026-03-02', '2026-04-30', NULL, '2026-04-20', 2),
  ('outreach-person', 'contact', '003000000000901AAA', 'touches', '005000000000901AAA', NULL, 'Someone',
   'warn', 'too many', 1, '{}', 'resolved', '2026-03-02', '2026-04-03', '2026-04-04', NULL, 0);
INSERT INTO run_param VALUES
  (1, 'opportunity-stale', '', '{"warn_over": 14}'), (1, 'opportunity-stale', '005000000000901AAA', '{"warn_over": 21}'),
  (2, 'opportunity-stale', '', '{"warn_over": 30}');
INSERT INTO coaching_flag (rep_id, state, raised_on, state_on, last_seen, fails, warns, reasons, examples, dismissed_because) VALUES
  ('005000000000901AAA', 'open', '2026-04-20', '2026-04-20', '2026-04-30', 3, 1, '[{"check": "outreach-person", "words": "too many"}]', '[]', NULL),
  ('005000000000901AAA', 'dismissed', '2026-02-01', '2026-02-05', '2026-02-05', 1, 0, '[]', '[]', 'on leave');
