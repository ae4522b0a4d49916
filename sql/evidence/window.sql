-- title: Window
-- $2: a number of days, or the name of the parameter or detail that has it.
SELECT b.at, NULL AS day, b.what, NULL AS who, NULL AS id, NULL AS counts, b.remark
  FROM finding AS f
 CROSS JOIN LATERAL (SELECT CASE WHEN $2 ~ '^\d+$' THEN $2::integer
                                 ELSE coalesce(f.detail ->> $2, threshold(f.check_id, f.rep_id) ->> $2)::integer END AS days) AS w
 CROSS JOIN LATERAL (VALUES (1, days_before(w.days), 'from', format('%s by the calendar of %s', counted(w.days, 'day'), org_zone())),
                            (2, as_of(), 'up to, this instant not included', 'what is looked from')) AS b (nth, at, what, remark)
 WHERE f.finding_id = $1
 ORDER BY b.nth
