-- title: Touches of the rep on the account, and whose it was then
SELECT a.at, a.day, a.what, a.who, a.activity_id AS id,
       a.not_touch IS NULL AND a.at >= days_before(30) AND e.excuse IS NULL AS counts,
       CASE WHEN a.not_touch IS NOT NULL THEN a.not_touch
            WHEN a.at < days_before(30) THEN 'before the window'
            ELSE coalesce(e.excuse, 'the account belonged to ' || coalesce(user_words(v.owner_id), 'nobody') || ' then') END AS remark
  FROM finding AS f
  JOIN activity_told AS a ON a.rep_id = f.rep_id AND a.account_id = f.account_id AND (a.at >= days_before(37) OR a.at IS NULL)
  LEFT JOIN account_version AS v ON v.account_id = a.account_id AND v.valid_from <= a.at AND v.valid_to > a.at
 CROSS JOIN LATERAL (SELECT CASE
     WHEN EXISTS (SELECT FROM account_owner AS o
                   WHERE o.account_id = a.account_id AND o.owner_id = f.rep_id AND o.valid_from <= a.at AND o.valid_to > a.at) THEN 'the account was the rep''s own then'
     WHEN EXISTS (SELECT FROM account_team_member AS m
                   WHERE m.account_id = a.account_id AND m.user_id = f.rep_id AND NOT m.is_deleted) THEN 'on the account''s team'
     WHEN EXISTS (SELECT FROM opportunity AS o JOIN opportunity_team_member AS m ON m.opportunity_id = o.opportunity_id
                   WHERE o.account_id = a.account_id AND m.user_id = f.rep_id AND NOT m.is_deleted) THEN 'on the team of one of its deals'
     WHEN EXISTS (SELECT FROM opportunity_then AS o
                   WHERE o.account_id = a.account_id AND o.owner_id = f.rep_id AND NOT o.is_closed
                     AND o.valid_from <= a.at AND o.valid_to > a.at) THEN 'owned an open deal of the account then'
     END AS excuse) AS e
 WHERE f.finding_id = $1
 ORDER BY a.at, a.activity_id, a.source
