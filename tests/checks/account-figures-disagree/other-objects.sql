-- B6 compares figures that are mapped for accounts; what a deal's field of that name says of it is nothing.
SELECT given_object_fields('account', 'total_opportunities', 'deals_won'), given_object_fields('opportunity', 'deals_won'), given_account('001acme', '005ann');
UPDATE source_field SET is_present = false WHERE object = 'account' AND name = 'deals_won';
UPDATE account_version SET custom = '{"total_opportunities": "4", "deals_won": "4"}';
