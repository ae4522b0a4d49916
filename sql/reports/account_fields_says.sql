-- shared: rows says
SELECT count(*) AS rows,
       CASE WHEN count(*) = 0 THEN 'No account lacks a field that the handbook asks for; reps looked at: ' || (SELECT count(*) FROM rep) || '.'
            ELSE 'Accounts that lack what the handbook expects to see on them: ' || count(*)
                 || '. The most gaps first within fails and warns.' END AS says
  FROM finding_shown
 WHERE check_id = 'account-missing-fields' AND status <> 'waived'
