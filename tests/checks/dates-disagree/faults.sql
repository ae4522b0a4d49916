-- F5, the effective date after the end, the close date after the effective date without a reason, the end not
-- effective date + term. The same day is after nothing; a lost deal is not asked, an empty date says nothing.
SELECT given_scope('005ann'), given_account('001acme', name => 'Acme');
SELECT given_opportunity('006' || n, '001acme', owner, stage, closes => closes::date), given_value('006' || n, 'effective_date', effective), given_value('006' || n, 'subscription_end', ends), given_value('006' || n, 'late_close_reason', reason)
  FROM (VALUES ('a', '005ann', 'Proposal', '2026-05-01', '2026-05-02', '2026-05-01', NULL), ('b', '005ann', 'Closed Won', '2026-05-01', '2026-05-01', '2026-05-01', NULL),
               ('c', '005ann', 'Closed Won', '2026-05-02', '2026-05-01', NULL, NULL), ('d', '005ann', 'Closed Won', '2026-05-02', '2026-05-01', NULL, 'customer signed late'),
               ('e', '005ann', 'Closed Lost', '2026-05-02', '2026-05-01', '2026-04-01', NULL), ('f', '005ben', 'Proposal', '2026-05-02', '2026-05-01', NULL, NULL),
               ('g', '005ann', 'Closed Won', '2026-06-01', '2026-05-02T00:00:00.000Z', '2026-05-01', '?'), ('h', '005ann', 'Proposal', '2026-06-01', '', '2026-05-01', NULL)) AS v (n, owner, stage, closes, effective, ends, reason);
UPDATE opportunity_version SET name = '?' WHERE opportunity_id = '006c';
-- Other accounts change nothing.
SELECT given_account('001other1'), given_account('001other2');
