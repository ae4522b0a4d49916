-- D8 by our versions, where the CRM's histories say nothing of the deal.
SELECT given_watched('opportunity', '2026-05-01 03:00'), given_opportunity('006deal', closes => '2026-06-30'), given_deal_change('006deal', '2026-06-15 03:00', closes => '2026-07-15');
