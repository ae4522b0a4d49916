-- B6, where nothing was won revenue is 0 and there is no first close; a date that is stored
-- all the same disagrees. Figures that aren't mapped, and ends that no opportunity can have,
-- say nothing.
SELECT given_object_fields('account', 'deals_won', 'first_deal_close', 'cumulative_revenue', 'subscription_end');
SELECT given_account('001none', NULL, ' '), given_account('001fine', '005ann');
UPDATE account_version SET custom = '{"total_opportunities": "9", "deals_won": "0", "cumulative_revenue": "0", "subscription_end": "2020-01-01"}';
UPDATE account_version SET custom = custom || '{"first_deal_close": "2020-01-01"}' WHERE account_id = '001none';
