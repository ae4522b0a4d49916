-- F4, an approval of the deal excuses all, one of a quote that quote's discount. Anybody's will do while
-- nobody is named; a rejection will not.
SELECT given_setting('terms', 'payment', 'Net 30'), given_setting('terms', 'most_discount', '10');
SELECT given_opportunity('006' || n, NULL, '005ann'), given_value('006' || n, 'payment_terms', 'Net 60'), given_quote('0Q0' || n, '006' || n, discount => 15) FROM unnest('{a,b,c,d}'::text[]) AS n;
SELECT given_decision('006a', '005any'), given_decision('0Q0b', '005any'), given_decision('006c', '005any', 'Rejected');
