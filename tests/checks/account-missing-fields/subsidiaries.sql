-- B1, a parent is asked of accounts whose name says subsidiary, as a word of its own.
SELECT given_account_fields();
SELECT given_whole_account('001sub', name => 'Acme Subsidiary GmbH'), given_whole_account('001case', name => 'SUBSIDIARY of Acme'),
       given_whole_account('001part', name => 'Subsidiaryville'), given_whole_account('001child', name => 'Acme (subsidiary)'),
       given_whole_account('001acme');
UPDATE account_version SET parent_id = '001acme' WHERE account_id = '001child';
