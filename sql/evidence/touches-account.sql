-- title: Activities of the rep with the account
SELECT a.at, a.day, a.what, a.who, a.activity_id AS id,
       a.not_touch IS NULL AND a.at >= days_before(30) AND a.person_type IS DISTINCT FROM 'lead' AS counts,
       CASE WHEN a.not_touch IS NOT NULL THEN a.not_touch
            WHEN a.at < days_before(30) THEN 'before the window'
            WHEN a.person_type = 'lead' THEN 'to a lead'
            ELSE 'a touch' END AS remark
  FROM finding AS f
  JOIN activity_told AS a ON a.rep_id = f.rep_id AND a.account_id = f.account_id AND (a.at >= days_before(37) OR a.at IS NULL)
 WHERE f.finding_id = $1
 ORDER BY a.at, a.activity_id, a.source
