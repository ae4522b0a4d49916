-- Waivers whose last day has passed are over from this night on.
WITH over AS (
  UPDATE waiver AS w
     SET ended_on = as_of_day()
   WHERE w.ended_on IS NULL AND w.until < as_of_day() AND w.rep_id BETWEEN scope_low() AND scope_high()
  RETURNING w.*
)
INSERT INTO finding_event (finding_id, on_day, what, words)
SELECT f.finding_id, as_of_day(), 'waiver ended', format('of %s by %s', day_words(o.granted_on), o.granted_by)
  FROM over AS o
  JOIN finding AS f ON f.check_id = o.check_id AND f.record_id = o.record_id AND f.part = o.part AND f.rep_id = o.rep_id
ON CONFLICT (finding_id, on_day, what) DO UPDATE SET words = excluded.words
