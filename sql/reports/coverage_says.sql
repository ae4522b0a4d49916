-- shared: rows says
SELECT count(*) AS rows,
       CASE WHEN count(*) = 0 THEN 'Nothing has been pulled yet.'
            ELSE 'What the checks could see: rows at the source and here, and what was lost between. Last pulled '
                 || to_char(max(pulled_at) AT TIME ZONE org_zone(), 'YYYY-MM-DD HH24:MI') || '. Reps looked at: ' || (SELECT count(*) FROM rep) || '.' END AS says
  FROM source_state
