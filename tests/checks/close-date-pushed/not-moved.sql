-- D4 counts moves: a change that names the same date twice, or a version in which something else changed, is none. Each of these was moved
-- twice, by 30 days each time; three times warn.
SELECT given_watched('opportunity', '2026-05-01 03:00');
SELECT given_opportunity('006' || n, closes => '2026-06-01') FROM unnest('{stage,field,version,thrice}'::text[]) AS n;
SELECT given_snapshot('006stage', '2026-05-02 09:00', 'Talk', '2026-04-01'), given_snapshot('006stage', '2026-05-03 09:00', 'Talk', '2026-05-01'), given_snapshot('006stage', '2026-05-04 09:00', 'Offer', '2026-05-01'), given_snapshot('006stage', '2026-05-05 09:00', 'Talk', '2026-05-31');
SELECT given_field_change('006field', at::timestamp, 'CloseDate', old, new)
  FROM (VALUES ('2026-05-02 09:00', '2026-04-01', '2026-05-01'), ('2026-05-03 09:00', '2026-05-01', '2026-05-01'), ('2026-05-04 09:00', '2026-05-01', '2026-05-31')) AS v (at, old, new);
SELECT given_deal_change('006version', '2026-05-02 03:00', closes => '2026-07-01'), given_deal_change('006version', '2026-05-03 03:00', step => 'Call'), given_deal_change('006version', '2026-05-04 03:00', closes => '2026-07-31');
SELECT given_deal_change('006thrice', '2026-05-02 03:00', closes => '2026-06-02'), given_deal_change('006thrice', '2026-05-03 03:00', closes => '2026-06-03'), given_deal_change('006thrice', '2026-05-04 03:00', closes => '2026-06-04');
-- Three times in our versions alone, of which the CRM's history knows nothing though it tells of the deal: not moved. One that was away
-- and back with an empty date between, or while it was deleted, moved not at all; empty between two dates it moved once.
SELECT given_opportunity('006' || n, closes => '2026-06-01') FROM unnest('{snap,bin,gap}'::text[]) AS n;
SELECT given_snapshot('006snap', '2026-05-02 09:00', 'Talk', '2026-06-01');
SELECT given_deal_change('006snap', ('2026-05-0' || n)::timestamp, closes => ('2026-06-0' || n)::date) FROM generate_series(2, 4) AS n;
SELECT given_deal_change('006bin', ('2026-05-0' || n)::timestamp, closes => CASE n % 2 WHEN 1 THEN '2026-06-01' ELSE '2026-05-01' END::date) FROM generate_series(2, 7) AS n;
UPDATE opportunity_version SET is_deleted = close_date = '2026-05-01' WHERE opportunity_id = '006bin';
SELECT given_deal_change('006gap', ('2026-05-0' || n)::timestamp, closes => ('2026-06-0' || n)::date) FROM generate_series(2, 5) AS n;
UPDATE opportunity_version SET close_date = NULL WHERE opportunity_id = '006gap' AND close_date = '2026-06-03';
