-- F2, a renewal is another opportunity of the account that closes after the deal, open or not, or
-- has no date; an earlier one, one of another account or type, or a deleted one is none. What is
-- no new business, not won, or on no account is not asked.
SELECT given_deal('006a', '001a', NULL, 'New Business'), given_deal('006ar', '001a', NULL, 'existing business', '2027-06-01', false),
       given_deal('006b', '001b', NULL, 'New Business'), given_deal('006br', '001b', NULL, 'Renewal', '2026-06-01', false),
       given_deal('006c', '001c', NULL, 'New Business'), given_deal('006cr', '001x', NULL, 'Renewal', '2027-06-01', false),
       given_deal('006d', '001d', NULL, 'New Business'), given_deal('006dr', '001d', NULL, 'Upsell', '2027-06-01', false),
       given_deal('006e', '001e', NULL, 'New Business'), given_deal('006er', '001e', NULL, 'Renewal', '2026-06-02'),
       given_deal('006f', '001f', NULL, 'New Business'), given_deal('006fr', '001f', NULL, 'Renewal', NULL, false),
       given_deal('006g', '001g', NULL, 'New Business'), given_deal('006gr', '001g', NULL, 'Renewal', '2027-06-01', false),
       given_deal('006h', '001h', NULL, 'Renewal'), given_deal('006i', '001i', NULL, 'New Business', won => false), given_deal('006j', NULL, NULL, 'New Business'),
       given_deal('006k', '001k', NULL, NULL);
UPDATE opportunity_version SET is_deleted = true WHERE opportunity_id = '006gr';
