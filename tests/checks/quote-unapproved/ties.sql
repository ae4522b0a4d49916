-- F3, of two decisions at one instant the later by its id is the last word.
SELECT given_setting('quotes', 'approvers', 'cro@acme.example'), given_user('005cro', email => 'cro@acme.example');
SELECT given_opportunity('006' || n, '001acme', '005ann'), given_quote('0Q0' || n, '006' || n) FROM unnest('{yes,no}'::text[]) AS n;
INSERT INTO approval (approval_id, target_id, status, created_at)
SELECT '04g' || n, '0Q0' || n, 'Approved', given_instant('2026-06-01 10:00') FROM unnest('{yes,no}'::text[]) AS n;
INSERT INTO approval_step (step_id, approval_id, status, actor_id, created_at)
SELECT step, approval, status, '005cro', given_instant('2026-06-01 10:00')
  FROM (VALUES ('04h1', '04gyes', 'Rejected'), ('04h2', '04gyes', 'Approved'), ('04h3', '04gno', 'Approved'), ('04h4', '04gno', 'Rejected')) AS v (step, approval, status);
