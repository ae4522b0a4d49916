-- shared: rows says
SELECT (SELECT count(*) FROM check_catalogue AS c
          LEFT JOIN parameter AS p ON p.check_id = c.check_id) AS rows,
       'Every check with its figures and whose they are: fixed by the sales handbook, ours (crmaudit''s own default), or your configuration''s. A figure for one rep'
       || ' wins over one for a role, and that over the one for all. Checks: ' || (SELECT count(*) FROM check_catalogue) || '.' AS says
