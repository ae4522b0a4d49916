-- F4, a quote is out too by a status that approves it, which is no word on the terms; by another that is
-- not in the list it is not.
SELECT given_setting('terms', 'most_discount', '20'), given_setting('quotes', 'approved_statuses', 'Countersigned');
SELECT given_opportunity('006' || n, NULL, '005ann') FROM unnest('{a,b,c}'::text[]) AS n;
SELECT given_quote('0Q0a', '006a', ' countersigned', 30), given_quote('0Q0b', '006b', 'Countersigning', 30), given_quote('0Q0c', '006c', 'Countersigned', 20);
