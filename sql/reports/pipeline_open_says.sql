-- shared: rows says
SELECT count(*) AS rows,
       CASE WHEN count(*) = 0 THEN 'No opportunity is open.'
            ELSE concat('Every open opportunity and what it needs, those that need most first: ', count(*), ', worth ',
                        to_char(coalesce(sum(amount), 0), 'FM999,999,999,999,990'), '; of them need something: ', count(*) FILTER (WHERE found > 0),
                        ', past their close date: ', count(*) FILTER (WHERE is_overdue), ', to be closed as lost: ', count(*) FILTER (WHERE is_lost), '.') END AS says
  FROM pipeline_deal
