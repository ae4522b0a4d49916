-- title: Close date moved later
SELECT m.at, NULL AS day, format('%s → %s', date_words(m.from_date), date_words(m.to_date)) AS what, NULL AS who, NULL AS id,
       coalesce(m.at = (f.detail ->> 'moved_at')::timestamptz, true) AS counts,
       format('%s later, by %s', counted(m.to_date - m.from_date, 'day'), m.told_by) AS remark
  FROM finding AS f
 CROSS JOIN close_date_moves(f.record_id) AS m
 WHERE f.finding_id = $1
 ORDER BY m.at, m.from_date
