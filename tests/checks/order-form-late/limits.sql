-- F6, one rep's run with that rep's limit. From 29 February 2028 to 30 March are 30 days, over the clock
-- change of 12 March too; from 1 March 29. As of a date that date is the day.
SELECT given_scope('005ann'), given_as_of('2028-03-30'), given_object_fields('opportunity', 'order_form'), given_user('005ann', email => 'ann@acme.example');
SELECT given_parameter('order-form-late', 'warn_days', '1'), given_parameter('order-form-late', 'warn_days', '30', rep => 'ann@acme.example');
SELECT given_opportunity('006a', NULL, '005ann', created => '2028-02-29 23:59'), given_opportunity('006b', NULL, '005ann', created => '2028-03-01 00:00'), given_opportunity('006c', NULL, '005ben', created => '2028-01-01 00:00');
