-- F6, open and 30 days old without an order form, by the dates of the org's zone: as of 30 June that is what
-- was created up to 31 May, to its last second (1 June 06:59:59 UTC); a second later is 29 days.
SELECT given_object_fields('opportunity', 'order_form'), given_account('001acme', name => 'Acme');
SELECT given_opportunity('006a', '001acme', '005ann', created => '2026-05-31 23:59:59'), given_opportunity('006b', '001acme', '005ann', created => '2026-06-01 00:00'),
       given_opportunity('006c', NULL, '005ann', created => '2026-05-30 09:00'), given_opportunity('006d', NULL, '005ann', 'Closed Won', created => '2026-01-01 09:00'),
       given_opportunity('006e', NULL, '005ann', 'Closed Lost', created => '2026-01-01 09:00'), given_opportunity('006f', NULL, '005ann'), given_opportunity('006g', NULL, '005ann', created => '2026-07-15 09:00');
UPDATE opportunity_version SET amount = 40, name = '?' WHERE opportunity_id = '006a';
