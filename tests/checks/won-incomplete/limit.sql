-- F1, the days until the invoice are a setting, for one rep others.
SELECT given_user('005ann', email => 'ann@acme.example'), given_object_fields('opportunity', 'invoice_sent');
SELECT given_parameter('won-incomplete', 'invoice_days', '10'), given_parameter('won-incomplete', 'invoice_days', '3', rep => 'ann@acme.example');
SELECT given_deal('006a', owner => '005ann', closes => '2026-06-27'), given_deal('006b', owner => '005ben', closes => '2026-06-20'), given_deal('006c', owner => '005ben', closes => '2026-06-21'), given_deal('006d', owner => '005ann', closes => '2026-06-28');
SELECT given_document('069' || deal, '006' || deal, 'contract') FROM unnest('{a,b,c,d}'::text[]) AS deal;
