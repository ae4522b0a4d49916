INSERT INTO waiver (check_id, record_id, part, rep_id, severity, reason, granted_by, granted_on, until, ended_on, withdrawn_on,
                    withdrawn_by, withdrawn_why, source) VALUES
  ('opportunity-stale', '006000000000902AAA', '', '005000000000901AAA', 'warn', 'the customer asked for it', 'ops', '2026-04-21',
   '2026-12-31', NULL, NULL, '', '', 'job'),
  ('outreach-person', '003000000000901AAA', 'touches', '005000000000901AAA', 'warn', 'a campaign', 'ops', '2026-03-03',
   '2026-03-31', '2026-03-20', '2026-03-20', 'ops', 'it is over', 'workbook');
