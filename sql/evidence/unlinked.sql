-- title: Activities of the rep in the window
SELECT a.at, a.day, a.what, a.who, a.activity_id AS id, a.aside IS NULL AND a.folded_into IS NULL AND l.is_unlinked AS counts,
       CASE WHEN a.aside IS NOT NULL THEN a.aside WHEN a.folded_into IS NOT NULL THEN 'folded into ' || a.folded_into
            WHEN l.is_unlinked THEN 'names no person and no account' ELSE CASE WHEN a.person_id IS NULL THEN 'names an account' ELSE 'names a person' END END AS remark
  FROM finding AS f
  JOIN activity_told AS a ON a.rep_id = f.rep_id AND a.at >= days_before(30)
 CROSS JOIN LATERAL (SELECT a.person_id IS NULL AND a.account_id IS NULL AS is_unlinked) AS l
 WHERE f.finding_id = $1
 ORDER BY l.is_unlinked DESC, a.at, a.activity_id, a.source
