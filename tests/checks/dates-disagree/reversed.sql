-- F5, of a deal that is effective after its end its term is not judged besides.
SELECT given_opportunity('006deal', closes => '2026-01-01'), given_value('006deal', 'effective_date', '2026-06-01'), given_value('006deal', 'subscription_end', '2026-05-01'), given_value('006deal', 'term', '12');
