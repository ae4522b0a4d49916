-- F1, one rep's run has that rep's deals alone, with that rep's limit. From 29 February 2028 to
-- 30 March are 30 days, to the day a limit of 30; from 1 March 29.
SELECT given_scope('005ann'), given_as_of('2028-03-30 12:00');
SELECT given_user('005ann', email => 'ann@acme.example'), given_user('005ben', email => 'ben@acme.example');
SELECT given_account('001acme', name => 'Acme'), given_object_fields('opportunity', 'invoice_sent');
SELECT given_deal('006a', '001acme', '005ann', closes => '2028-02-29'), given_deal('006b', '001acme', '005ann', closes => '2028-03-01'), given_deal('006c', '001acme', '005ben', closes => '2028-01-01');
SELECT given_document('069' || deal, '006' || deal, 'contract') FROM unnest('{a,b,c}'::text[]) AS deal;
UPDATE opportunity_version SET amount = 700, name = '?' WHERE opportunity_id = '006a';
