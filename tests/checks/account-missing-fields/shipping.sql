-- B1, customers are asked for the shipping address too, its state by its own country: the
-- first is in Germany, the second in Canada, the third is no customer.
SELECT given_account_fields();
UPDATE source_field SET is_present = true WHERE object = 'account' AND name LIKE 'shipping%';
SELECT given_whole_account('001de', type => 'Customer'), given_whole_account('001ca', type => 'Customer'), given_whole_account('001prospect');
UPDATE account_version SET shipping_country = 'Germany', shipping_city = 'Ulm', shipping_street = 'Am Platz 1' WHERE account_id = '001de';
UPDATE account_version SET shipping_country = 'Canada', shipping_city = 'Ulm', shipping_street = 'Main', shipping_postal_code = 'X',
                           billing_country = 'Germany', billing_state = NULL
 WHERE account_id = '001ca';
