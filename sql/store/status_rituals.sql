-- Reviews with days before $1 that no run has written for.
SELECT r.name, r.title, r.rhythm, count(*) AS missed, min(d.due_on) AS since, string_agg(d.due_on::text, ', ' ORDER BY d.due_on) AS missed_days
  FROM ritual AS r
 CROSS JOIN LATERAL ritual_days(r.rhythm, r.on_day, greatest(r.since, $1::date - 366), $1::date - 1) AS d (due_on)
 WHERE NOT EXISTS (SELECT FROM ritual_done AS w WHERE w.name = r.name AND w.due_on = d.due_on)
 GROUP BY r.name, r.title, r.rhythm
 ORDER BY r.name
