-- F1, what a won deal lacks: contract, dates, and the invoice from the 30th day after the close
-- date on (31 May to 30 June), not on the 29th. Open and lost deals are not asked.
SELECT given_object_fields('opportunity', 'effective_date', 'subscription_end', 'invoice_sent');
SELECT given_deal('006whole', closes => '2026-05-01'), given_deal('006bare', '001acme', '005ann', closes => '2026-05-31'), given_deal('006young', closes => '2026-06-01'),
       given_deal('006at', closes => '2026-05-31'), given_deal('006none', closes => NULL), given_deal('006open', won => false),
       given_opportunity('006lost', stage => 'Closed Lost', closes => '2026-01-01');
SELECT given_document('069' || deal, '006' || deal, 'Signed contract') FROM unnest('{whole,young,at,none}'::text[]) AS deal;
SELECT given_value('006' || deal, 'effective_date', '2026-06-01'), given_value('006' || deal, 'subscription_end', '2027-05-31') FROM unnest('{whole,young,at,none}'::text[]) AS deal;
SELECT given_value('006whole', 'invoice_sent', '2026-05-20');
