-- B1, [accounts] customer_types names other types: Client and Partner, with their
-- "Partner - …", and Customer no longer.
SELECT given_setting('accounts', 'customer_types', 'Client, Partner');
SELECT given_account_fields(), given_fields('license_key');
SELECT given_whole_account('001client', type => 'client'), given_whole_account('001partner', type => 'Partner - Gold'),
       given_whole_account('001customer', type => 'Customer');
