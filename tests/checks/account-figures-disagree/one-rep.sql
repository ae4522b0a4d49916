-- B6, a run for one rep tells that rep's accounts; a field that the source lost says nothing.
SELECT given_scope('005ann'), given_object_fields('account', 'deals_won', 'total_opportunities');
UPDATE source_field SET is_present = false WHERE name = 'total_opportunities';
SELECT given_account('001ann', '005ann'), given_account('001ben', '005ben');
UPDATE account_version SET custom = '{"deals_won": "1", "total_opportunities": "5"}';
