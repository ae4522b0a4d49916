-- How many findings there are in all. $1 to $4 as in findings_list.sql.
SELECT count(*)
  FROM finding AS f
 WHERE $1::text IN ('', f.check_id)
   AND $2::text IN ('', f.rep_id)
   AND $3::text IN ('', f.severity)
   AND $4::text IN ('all', f.state)
