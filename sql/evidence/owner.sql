-- title: Who owns the record
-- The owners that our versions of the record tell of, and what is known of each.
WITH owned AS (
  SELECT v.fields ->> 'owner_id' AS owner_id, v.valid_from, v.valid_to,
         lag(v.fields ->> 'owner_id', 1, '') OVER (ORDER BY v.valid_from) AS old
    FROM finding AS f
   CROSS JOIN record_versions(f.record_type, f.record_id) AS v
   WHERE f.finding_id = $1
)
SELECT nullif(o.valid_from, '-infinity') AS at, NULL AS day,
       CASE WHEN o.owner_id IS NULL THEN 'nobody' WHEN o.owner_id LIKE '00G%' THEN 'a queue'
            WHEN u.user_id IS NULL THEN 'somebody who is in no list of users'
            WHEN u.is_active IS FALSE THEN 'a deactivated user' ELSE 'an active user' END AS what,
       user_words(o.owner_id) AS who, o.owner_id AS id, NULL AS counts,
       concat_ws(', ', CASE WHEN o.valid_from > '-infinity' THEN 'since then by our versions' ELSE 'from our first version on' END,
                 'deactivated by ' || clock_words(nullif(d.since, '-infinity'), finding_zone($1)), 'no rep in this run' || x.words) AS remark
  FROM owned AS o
  LEFT JOIN crm_user AS u ON u.user_id = o.owner_id
  LEFT JOIN LATERAL (SELECT min(v.valid_from) AS since FROM crm_user_version AS v
                      WHERE v.user_id = u.user_id AND u.is_active IS FALSE AND v.is_active IS FALSE) AS d ON true
  LEFT JOIN LATERAL (SELECT '' AS words WHERE o.owner_id IS NOT NULL
                        AND NOT EXISTS (SELECT FROM run_rep AS r WHERE r.run_id = run_id() AND r.rep_id = o.owner_id)) AS x ON true
 WHERE o.owner_id IS DISTINCT FROM o.old
 ORDER BY o.valid_from
