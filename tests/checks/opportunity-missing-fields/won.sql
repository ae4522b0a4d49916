-- B2, once won further fields are asked for; the reseller only if sold through one. Of an open
-- one they aren't, and what isn't mapped isn't asked for at all.
SELECT given_object_fields('opportunity', 'hosts', 'payment_terms', 'billing_process', 'term', 'reseller', 'effective_date', 'subscription_end', 'invoice_sent', 'payment_received');
SELECT given_account('001acme', '005ann');
SELECT given_opportunity('006' || n, '001acme', '005ann', CASE n WHEN 'open' THEN 'Proposal' ELSE 'Closed Won' END) FROM unnest('{open,bare,whole,through,direct}'::text[]) AS n;
UPDATE opportunity_version SET amount = 5, next_step = 'Call';
UPDATE opportunity_version SET type = 'New', custom = '{"hosts": "0", "payment_terms": "net 30", "billing_process": "wire", "term": "12", "effective_date": "2026-01-01", "subscription_end": "2026-12-31", "invoice_sent": "2026-01-02", "payment_received": "2026-02-02"}'
 WHERE opportunity_id IN ('006whole', '006through', '006direct');
UPDATE opportunity_version SET custom = custom || '{"sold_through_reseller": "true"}' WHERE opportunity_id = '006through';
UPDATE opportunity_version SET custom = custom || '{"sold_through_reseller": "false"}' WHERE opportunity_id = '006direct';
