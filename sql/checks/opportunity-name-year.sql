-- title: Opportunity without a year in its name
-- rule: B5
-- why: renewals look alike from year to year; the year in the name tells them apart
-- fix: put the year into the name, such as "Acme 2026 renewal"
-- needs: opportunity.name
-- evidence: record name stage
-- column: stage, Stage, text
-- column: close_date, Close date, date
-- column: account, Account, text
-- An amount of 20xx is no year, and a missing name is for B2.
SELECT 'opportunity' AS record_type, o.opportunity_id AS record_id, o.name AS label, coalesce(o.owner_id, '') AS rep_id,
       o.account_id, 'warn' AS severity, 'its name has no year' AS why, 1 AS weight, o.stage, o.close_date, a.name AS account
  FROM opportunity_in_scope AS o
  LEFT JOIN account AS a ON a.account_id = o.account_id
 WHERE (NOT o.is_closed OR o.is_won)
   AND NOT is_blank(o.name)
   AND o.name !~ '(^|[^0-9\s$€£¥₹₩₽₺₴฿₪]|(^|[^$€£¥₹₩₽₺₴฿₪])\s)20[0-9][0-9]([^0-9]|$)'
 ORDER BY o.opportunity_id
