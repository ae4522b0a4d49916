-- shared: rows says
SELECT count(*) AS rows,
       CASE WHEN count(*) = 0 THEN 'No rep was looked at.'
            ELSE 'The 30 days up to ' || as_of_day() || ', and in grey the 30 days before. A touch is a completed outbound e-mail, call,'
                 || ' LinkedIn message or SMS; reply rate is persons who replied of persons touched;'
                 || ' logged is working days with anything in the store, of all the rep''s working days. Reps: ' || count(*) || '.' END AS says
  FROM rep
