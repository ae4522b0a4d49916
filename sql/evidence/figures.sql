-- title: Figures on the account, and by its opportunities
SELECT NULL AS at, NULL AS day, format('%s: %s, by the records %s', g.label, coalesce(nullif(btrim(a.custom ->> g.name), ''), '(empty)'), g.actual) AS what,
       NULL AS who, s.field AS id,
       NOT is_blank(a.custom ->> g.name) AND s.is_present IS TRUE AND strpos(f.detail ->> 'disagree', g.label || ' is ') > 0 AS counts,
       CASE WHEN s.is_present IS NOT TRUE THEN 'not mapped' WHEN is_blank(a.custom ->> g.name) THEN 'an empty figure is no disagreement'
            WHEN strpos(f.detail ->> 'disagree', g.label || ' is ') > 0 THEN 'differs' ELSE 'agrees' END AS remark
  FROM finding AS f
  JOIN account AS a ON a.account_id = f.record_id
 CROSS JOIN LATERAL (SELECT count(*) AS opportunities, count(*) FILTER (WHERE o.is_won) AS won,
                            min(o.close_date) FILTER (WHERE o.is_won) AS first_close,
                            coalesce(sum(o.amount) FILTER (WHERE o.is_won), 0) AS revenue,
                            max(read_date(o.custom ->> 'subscription_end')) FILTER (WHERE o.is_won) AS last_end
                       FROM opportunity AS o WHERE o.account_id = a.account_id) AS r
 CROSS JOIN LATERAL (VALUES (1, 'total_opportunities', 'total opportunities', r.opportunities::text), (2, 'deals_won', 'deals won', r.won::text),
                            (3, 'first_deal_close', 'first deal''s close date', coalesce(r.first_close::text, 'none')),
                            (4, 'cumulative_revenue', 'cumulative revenue', r.revenue::text),
                            (5, 'subscription_end', 'latest subscription end', coalesce(r.last_end::text, 'none'))) AS g (nth, name, label, actual)
  LEFT JOIN source_field AS s ON s.object = 'account' AND s.name = g.name
 WHERE f.finding_id = $1
 ORDER BY g.nth
