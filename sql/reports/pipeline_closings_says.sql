-- shared: rows says
SELECT count(*) AS rows,
       CASE WHEN count(*) = 0 THEN 'No opportunity is proposed to be closed.'
            ELSE format('Opportunities without communication for so long that the handbook says %s: %s, worth %s. Nothing is changed in the CRM: take out of'
                        ' rituals/closings.csv what stays open, and hand it to the CRM''s own loader.',
                        lost_stage(), count(*), to_char(coalesce(sum(amount), 0), 'FM999,999,999,999,990')) END AS says
  FROM pipeline_deal
 WHERE is_lost
