-- F4, where it is said who approves terms, nobody else's approval counts. What the table does not name is
-- not judged: no payment terms, no months.
SELECT given_setting('terms', 'most_discount', '10'), given_setting('terms', 'approvers', 'ceo@acme.example'), given_user('005ceo', email => 'ceo@acme.example');
SELECT given_opportunity('006' || n, NULL, '005ann'), given_value('006' || n, 'payment_terms', 'Net 60'), given_value('006' || n, 'term', '7'), given_quote('0Q0' || n, '006' || n, discount => 15) FROM unnest('{a,b}'::text[]) AS n;
SELECT given_decision('006a', '005ceo'), given_decision('006b', '005any');
