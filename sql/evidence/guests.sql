-- title: Who is invited
SELECT r.responded_at AS at, NULL AS day, coalesce(nullif(btrim(r.status), ''), 'no answer') AS what,
       coalesce(p.name, user_words(r.person_id)) AS who, r.person_id AS id,
       g.is_guest AS counts,
       CASE WHEN r.is_deleted THEN 'deleted' WHEN r.is_what IS TRUE THEN 'what it is about, no guest'
            WHEN r.is_invitee IS FALSE THEN 'not invited' WHEN r.person_id ~ '^00[3Q]' THEN 'customer' ELSE 'one of ours' END AS remark
  FROM finding AS f
  JOIN event_relation AS r ON r.event_id = f.record_id
  LEFT JOIN person AS p ON p.person_id = r.person_id
 CROSS JOIN LATERAL (SELECT NOT r.is_deleted AND r.is_invitee IS NOT FALSE AND r.is_what IS NOT TRUE AND r.person_id ~ '^00[3Q]' AS is_guest) AS g
 WHERE f.finding_id = $1
 ORDER BY g.is_guest DESC, r.relation_id
