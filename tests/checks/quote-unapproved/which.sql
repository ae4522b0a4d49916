-- F3, of one rep's opportunities: quotes of other reps, deleted ones, those made after as of, on a
-- deleted opportunity or none are not told. A quote without a name goes by its number, else its id.
SELECT given_scope('005ann'), given_setting('quotes', 'approvers', '005cro'), given_account('001acme', name => 'Acme');
SELECT given_opportunity('006a', '001acme', '005ann'), given_opportunity('006b', '001acme', '005ben'), given_opportunity('006c', '001acme', '005ann', deleted => true);
UPDATE opportunity_version SET amount = 900 WHERE opportunity_id = '006a';
SELECT given_quote('0Q01', '006a', owner => '005ben'), given_quote('0Q02', '006b', owner => '005ann'), given_quote('0Q03', '006c'), given_quote('0Q04', NULL), given_quote('0Q05', '006a', deleted => true),
       given_quote('0Q06', '006a', at => '2026-06-30 12:00'), given_quote('0Q07', '006a', at => '2026-06-30 11:59:59'), given_quote('0Q08', '006a', at => NULL);
UPDATE quote SET name = ' ', number = '00017' WHERE quote_id = '0Q07';
UPDATE quote SET name = NULL WHERE quote_id = '0Q08';
-- Other accounts change nothing.
SELECT given_account('001other1'), given_account('001other2');
