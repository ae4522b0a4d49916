-- F1 names the deal, and one without a name by its id.
SELECT given_deal('006deal'), given_deal('006none');
UPDATE opportunity_version SET name = CASE opportunity_id WHEN '006none' THEN '?' ELSE 'Deal' END, amount = 5;
