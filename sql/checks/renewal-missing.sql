-- title: Subscription ends without a renewal
-- rule: D7
-- why: a subscription that nobody renews ends
-- fix: open the renewal opportunity and talk to the customer
-- needs: account, opportunity, subscription-end
-- evidence: record subscription_end, deals, contracts, lists opportunities
-- param: warn_days, integer, 90, days before the end, ours
-- param: lapsed_days, integer, 0, days after the end, ours
-- column: ends_on, Subscription ends, date
-- column: days, Days left, integer
-- column: told_by, Told by, text
-- A renewal is of one of [opportunities] renewal_types, or says so by its name.
SELECT 'account' AS record_type, a.account_id AS record_id, CASE WHEN is_blank(a.name) THEN a.account_id ELSE a.name END AS label,
       coalesce(a.owner_id, '') AS rep_id, a.account_id, 'warn' AS severity,
       format('the subscription %s on %s (by %s), and no renewal is open',
              CASE WHEN e.ends_on < as_of_day() THEN 'ended' ELSE 'ends' END, day_words(e.ends_on), e.told_by) AS why,
       p.warn_days - (e.ends_on - as_of_day()) AS weight, e.ends_on, e.ends_on - as_of_day() AS days, e.told_by
  FROM account_in_scope AS a
 CROSS JOIN LATERAL subscription_end_of(a.account_id, a.custom ->> 'subscription_end') AS e
 CROSS JOIN LATERAL thresholds('renewal-missing', a.owner_id) AS limits
 CROSS JOIN LATERAL jsonb_to_record(limits.params) AS p (warn_days integer, lapsed_days integer)
 WHERE e.ends_on - as_of_day() <= p.warn_days AND as_of_day() - e.ends_on <= p.lapsed_days
   AND NOT EXISTS (SELECT FROM deals_of(a.account_id) AS o
                    WHERE NOT o.is_closed
                      AND (lower(btrim(o.type)) IN (SELECT named('opportunities', 'renewal_types')) OR o.name ~* '\mrenewal'))
 ORDER BY a.account_id
