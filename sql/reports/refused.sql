-- Decisions of the last days that were not taken.
-- shared: decided_by decided_on sheet number
SELECT label, concat_ws(', ', nullif(decision, ''), nullif(on_day, '')) AS decided, note, decided_by, reason, decided_on,
       CASE subject WHEN 'finding' THEN 'Findings' ELSE 'Coaching flags' END AS sheet, nullif(number, 0) AS number
  FROM decision_refused
 ORDER BY decision_id DESC
