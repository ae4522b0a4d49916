-- title: Touches of the rep on the account, and the tickets open then
SELECT a.at, a.day, a.what, a.who, a.activity_id AS id,
       a.not_touch IS NULL AND a.at >= days_before(30) AND k.words IS NOT NULL AS counts,
       CASE WHEN a.not_touch IS NOT NULL THEN a.not_touch
            WHEN a.at < days_before(30) THEN 'before the window'
            ELSE coalesce(k.words, 'no such ticket was open then') END AS remark
  FROM finding AS f
  JOIN activity_told AS a ON a.rep_id = f.rep_id AND a.account_id = f.account_id AND (a.at >= days_before(37) OR a.at IS NULL)
 CROSS JOIN LATERAL (SELECT string_agg(format('%s ticket %s', t.priority, t.number), ', ' ORDER BY t.priority, t.created_at, t.number) || ' open' AS words
                       FROM open_ticket AS t
                      WHERE t.account_id = a.account_id AND (t.created_at <= a.at OR t.created_at IS NULL)) AS k
 WHERE f.finding_id = $1
 ORDER BY a.at, a.activity_id, a.source
