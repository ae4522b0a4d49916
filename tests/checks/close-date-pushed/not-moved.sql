-- D4 counts moves: a change that names the same date twice, or a version in which something else changed, is none. Each of these was moved
-- twice, by 30 days each time; three times warn.
SELECT given_watched('opportunity', '2026-05-01 03:00');
SELECT given_opportunity('006' || n, closes => '2026-06-01') FROM unnest('{stage,field,version,thrice}'::text[]) AS n;
SELECT given_snapshot('006stage', '2026-05-02 09:00', 'Talk', '2026-04-01'), given_snapshot('006stage', '2026-05-03 09:00', 'Talk', '2026-05-01'), given_snapshot('006stage', '2026-05-04 09:00', 'Offer', '2026-05-01'), given_snapshot('006stage', '2026-05-05 09:00', 'Talk', '2026-05-31');
SELECT given_field_change('006field', at::timestamp, 'CloseDate', old, new)
  FROM (VALUES ('2026-05-02 09:00', '2026-04-01', '2026-05-01'), ('2026-05-03 09:00', '2026-05-01', '2026-05-01'), ('2026-05-04 09:00', '2026-05-01', '2026-05-31')) AS v (at, old, new);
SELECT given_deal_change('006version', '2026-05-02 03:00', closes => '2026-07-01'), given_deal_change('006version', '2026-05-03 03:00', step => 'Call'), given_deal_change('006version', '2026-05-04 03:00', closes => '2026-07-31');
SELECT given_deal_change('006thrice', '2026-05-02 03:00', closes => '2026-06-02'), given_deal_change('006thrice', '2026-05-03 03:00', closes => '2026-06-03'), given_deal_change('006thrice', '2026-05-04 03:00', closes => '2026-06-04');
