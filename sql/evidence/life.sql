-- title: Its life
-- What happened to the finding, and when limits of its check changed.
SELECT NULL AS at, e.day, e.what, e.who AS who, NULL AS id, NULL AS counts, e.words AS remark
  FROM finding AS f
 CROSS JOIN LATERAL (SELECT v.on_day AS day, event_place(v.what) AS place, v.what, nullif(v.words, '') AS words, NULL AS who
                       FROM finding_event AS v
                      WHERE v.finding_id = f.finding_id
                     UNION ALL
                     SELECT t.changed_on, 0, 'limit changed', format('%s: %s → %s, for %s', t.name, t.old, t.new,
                                                                     CASE t.rep_id WHEN '' THEN 'everybody' ELSE 'the rep' END), NULL
                       FROM threshold_change AS t
                      WHERE t.check_id = f.check_id AND t.rep_id IN ('', f.rep_id)
                     UNION ALL
                     SELECT d.decided_on, 99, CASE WHEN d.state = 'rejected' THEN 'decision not taken' WHEN d.decision <> '' THEN 'decided: ' || d.decision
                                                   WHEN d.note <> '' THEN 'note' ELSE 'decision taken back' END,
                            concat_ws(': ', CASE WHEN d.state = 'rejected' THEN concat_ws('; ', nullif(d.decision, ''), d.reason) END, nullif(d.note, '')), d.decided_by
                       FROM review_decision AS d
                      WHERE d.subject = 'finding' AND d.number = f.finding_id) AS e
 WHERE f.finding_id = $1
 ORDER BY e.day, e.place, e.words
