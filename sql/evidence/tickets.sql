-- title: Tickets of the account
SELECT k.created_at AS at, NULL AS day, format('ticket %s, priority %s, status %s', coalesce(k.number, k.case_id), coalesce(k.priority, 'none'),
                                               coalesce(k.status, 'none')) AS what,
       user_words(k.owner_id) AS who, k.case_id AS id, o.priority IS NOT NULL AS counts,
       CASE WHEN k.is_deleted THEN 'deleted' WHEN o.priority IS NOT NULL THEN 'open, and ' || o.priority || ' by [tickets]'
            WHEN k.created_at >= as_of() THEN 'after the instant that is looked from'
            WHEN coalesce(k.is_closed, lower(btrim(k.status)) = 'closed', false) THEN 'closed'
            ELSE 'of no priority that [tickets] names' END AS remark
  FROM finding AS f
  JOIN support_case AS k ON k.account_id = f.account_id
  LEFT JOIN LATERAL (SELECT min(t.priority) AS priority FROM open_ticket AS t WHERE t.case_id = k.case_id) AS o ON true
 WHERE f.finding_id = $1
 ORDER BY k.created_at, k.case_id
