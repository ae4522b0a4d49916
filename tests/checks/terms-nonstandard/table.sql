-- F4, terms out of the standard table: payment terms in other words, a term of another length, a
-- discount above the most. At the most is standard, and so are the same words in another form.
SELECT given_setting('terms', 'payment', 'Net 30, Due on receipt'), given_setting('terms', 'months', '12, 3 years'), given_setting('terms', 'most_discount', '20');
SELECT given_opportunity('006' || n, '001acme', '005ann') FROM unnest('{a,b,c,d,e,f,g,h,i,j,k,l,m}'::text[]) AS n;
SELECT given_value('006a', 'payment_terms', 'NET-30'), given_value('006b', 'payment_terms', 'Net 60'), given_value('006c', 'payment_terms', '?'),
       given_value('006d', 'term', '1 year'), given_value('006e', 'term', '13'), given_value('006f', 'term', '11 months'), given_value('006g', 'term', 'until cancelled'), given_value('006h', 'term', '36');
SELECT given_quote('0Q0i', '006i', discount => 20), given_quote('0Q0j', '006j', discount => 20.01), given_quote('0Q0k', '006k', 'Draft', 50), given_quote('0Q0l', '006l', 'Draft', 50),
       given_quote('0Q0m', '006m', discount => 25), given_quote('0Q0n', '006m', discount => 30.50), given_value('006m', 'payment_terms', 'Net 90'), given_value('006m', 'term', '24');
UPDATE quote SET is_syncing = true WHERE quote_id = '0Q0l';
UPDATE opportunity_version SET amount = 800 WHERE opportunity_id = '006m';
SELECT given_account('001acme', name => 'Acme');
