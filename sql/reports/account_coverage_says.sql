-- shared: rows says
SELECT count(*) AS rows,
       CASE WHEN count(*) = 0 THEN 'No rep owns an account; reps looked at: ' || (SELECT count(*) FROM rep) || '.'
            ELSE 'Every account of each rep, most touched in the last 30 days first. Accounts: ' || count(*)
                 || ', reps: ' || count(DISTINCT a.owner_id) || '.' END AS says
  FROM account_in_scope AS a
  JOIN rep AS r ON r.rep_id = a.owner_id
 WHERE NOT EXISTS (SELECT FROM catch_all_account AS c WHERE c.account_id = a.account_id)
