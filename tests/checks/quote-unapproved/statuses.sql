-- F3, quotes that the customer has seen by their status; those that are drafts, in review or approved
-- and not yet sent need no approval by now. An approving status is an approval.
SELECT given_setting('quotes', 'approvers', 'cro@acme.example'), given_setting('quotes', 'approved_statuses', 'Approved and sent');
SELECT given_user('005cro', email => 'CRO@acme.example'), given_opportunity('006deal', '001acme', '005ann');
SELECT given_quote('0Q0' || n, '006deal', status)
  FROM (VALUES (1, 'Presented'), (2, 'sent'), (3, ' Accepted '), (4, 'Draft'), (5, 'In Review'), (6, 'Approved'), (7, NULL), (8, 'approved and sent'), (9, 'Present')) AS v (n, status);
