-- A row per ritual that is to be written, and which of its days were missed.
-- shared: name title rhythm missed missed_days
SELECT name, title, rhythm, count(*) FILTER (WHERE is_missed) AS missed,
       string_agg(due_on::text, ', ' ORDER BY due_on) FILTER (WHERE is_missed) AS missed_days
  FROM ritual_due
 GROUP BY name, title, rhythm
 ORDER BY name
