-- F2, deals of the last 365 days, one rep's alone, with that rep's days. As of the end of 30 June the window
-- begins with 1 July 2025; the deadline across the autumn's clock change is at 07:00 all the same.
SELECT given_as_of('2026-06-30'), given_scope('005ann'), given_user('005ann', email => 'ann@acme.example'), given_account('001a', name => 'Acme');
SELECT given_parameter('renewal-not-created', 'business_days', '2', rep => 'ann@acme.example');
SELECT given_deal('006a', '001a', '005ann', 'New Business', '2025-07-01'), given_deal('006b', '001b', '005ann', 'New Business', '2025-06-30'), given_deal('006c', '001a', '005ben', 'New Business', '2026-01-05'),
       given_deal('006d', '001d', '005ann', 'New Business', '2025-10-31'), given_deal('006e', '001e', '005ann', 'New Business', '2026-06-26'), given_deal('006f', '001f', '005ann', 'New Business', '2026-06-29');
UPDATE opportunity_version SET amount = 500, name = ' ' WHERE opportunity_id = '006a';
