-- Rows $1 to $2 of the bench's table, as a report's query gives them: dates are text in the form of lib/out/sheet.h
SELECT rep, account, opportunity, stage, check_title, severity, finding_id, record_id, day::text AS day,
       to_char(at, 'YYYY-MM-DD HH24:MI') AS at, days, amount, share, is_new, why
  FROM cells
 WHERE n BETWEEN $1::bigint AND $2::bigint
 ORDER BY n
