-- title: Its life
-- What happened to the finding, and when limits of its check changed.
SELECT NULL AS at, e.day, e.what, NULL AS who, NULL AS id, NULL AS counts, e.words AS remark
  FROM finding AS f
 CROSS JOIN LATERAL (SELECT v.on_day AS day, event_place(v.what) AS place, v.what, nullif(v.words, '') AS words
                       FROM finding_event AS v
                      WHERE v.finding_id = f.finding_id
                     UNION ALL
                     SELECT t.changed_on, 0, 'limit changed', format('%s: %s → %s, for %s', t.name, t.old, t.new,
                                                                     CASE t.rep_id WHEN '' THEN 'everybody' ELSE 'the rep' END)
                       FROM threshold_change AS t
                      WHERE t.check_id = f.check_id AND t.rep_id IN ('', f.rep_id)) AS e
 WHERE f.finding_id = $1
 ORDER BY e.day, e.place, e.words
