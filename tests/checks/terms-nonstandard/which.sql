-- F4, open and won deals of one rep, a won one fails; lost ones, those of others and deleted quotes are not
-- told. The term of the contract counts where the deal names none.
SELECT given_scope('005ann'), given_setting('terms', 'months', '12'), given_setting('terms', 'most_discount', '0'), given_account('001acme', name => 'Acme');
SELECT given_opportunity('006a', '001acme', '005ann', 'Closed Won'), given_opportunity('006b', '001acme', '005ann', 'Closed Lost'), given_opportunity('006c', '001acme', '005ben'),
       given_opportunity('006d', NULL, '005ann'), given_opportunity('006e', NULL, '005ann'), given_opportunity('006f', NULL, '005ann'), given_opportunity('006g', NULL, '005ann');
SELECT given_value('006a', 'term', '6'), given_value('006b', 'term', '6'), given_value('006c', 'term', '6'), given_value('006e', 'term', '12'), given_quote('0Q0f', '006f', discount => 5, deleted => true);
INSERT INTO contract (contract_id, term_months, is_deleted) VALUES ('800a', 24, false), ('800b', 24, true);
UPDATE opportunity_version SET contract_id = '800a' WHERE opportunity_id IN ('006d', '006e');
UPDATE opportunity_version SET contract_id = '800b' WHERE opportunity_id = '006f';
UPDATE opportunity_version SET amount = 800, name = '?' WHERE opportunity_id = '006a';
