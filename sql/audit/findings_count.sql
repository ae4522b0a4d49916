-- How many findings there are in all, and how many of them are waived. $1 to $4 as in
-- findings_list.sql.
SELECT count(*) AS total, count(*) FILTER (WHERE status = 'waived') AS waived
  FROM finding_life
 WHERE $1::text IN ('', check_id)
   AND $2::text IN ('', rep_id)
   AND $3::text IN ('', severity)
   AND $4::text IN ('all', state, status, CASE decision WHEN 'dispute' THEN 'disputed' WHEN 'accept' THEN 'accepted' WHEN 'fix' THEN 'promised' END)
