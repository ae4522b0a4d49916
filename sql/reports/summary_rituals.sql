-- What this run wrote for a review's day, and what no run has; not in a rep's own workbook.
-- shared: title state words file
WITH told AS (
  SELECT r.title, CASE WHEN bool_or(d.due_on < d.written_on) THEN 'late' ELSE 'new' END AS state, 'rituals/' || r.name || '.xlsx' AS file,
         concat(r.rhythm, ', of ', string_agg(day_words(d.due_on), ', ' ORDER BY d.due_on), CASE WHEN bool_or(d.due_on < d.written_on) THEN ': missed, written now' END,
                '; ' || shown_text(nullif(array_to_string(r.responsible, ', '), ''))) AS words
    FROM ritual_done AS d
    JOIN ritual AS r USING (name)
   WHERE d.run_id = run_id()
   GROUP BY r.name, r.title, r.rhythm, r.responsible
  UNION ALL
  SELECT title, CASE WHEN bool_or(is_missed) THEN 'overdue' ELSE 'due' END, '',
         concat(rhythm, ', of ', string_agg(day_words(due_on), ', ' ORDER BY due_on), ': no night has written it',
                '; ' || shown_text(nullif(array_to_string(responsible, ', '), '')))
    FROM ritual_due
   GROUP BY name, title, rhythm, responsible
)
SELECT title, state, words, file FROM told WHERE scope_low() = '' ORDER BY title, state
