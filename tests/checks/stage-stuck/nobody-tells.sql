-- D5: where no history was loaded and it isn't known how long the store has looked, an old deal is
-- not said to be stuck: its creation says nothing of its stage. A change seen at as of is a change.
SELECT given_opportunity('006old', created => '2020-01-01 09:00'), given_opportunity('006now', stage => 'Talk');
SELECT given_deal_change('006now', '2026-05-01 03:00', 'Offer'), given_deal_change('006now', '2026-06-30 12:00', 'Talk');
SELECT given_opportunity('006stageless', stage => NULL);
SELECT given_opportunity('006found', stage => 'Talk'), given_deal_change('006found', '2026-05-01 03:00', 'Offer'), given_deal_change('006found', '2026-06-30 12:01', 'Talk');
