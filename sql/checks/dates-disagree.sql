-- title: Dates of a deal that cannot be
-- rule: F5
-- why: invoices and renewals go by these dates; one that is wrong is a wrong invoice
-- fix: correct the dates by the signed contract
-- needs: opportunity, effective-date
-- evidence: record effective_date subscription_end term close_date late_close_reason
-- param: tolerance_days, integer, 1, days around effective date and term, ours
-- column: effective_on, Effective, date
-- column: ends_on, Subscription end, date
-- column: close_date, Close date, date
-- column: term, Term, text
-- column: account, Account, text
-- Open and won deals. A subscription of 12 months from 1 May ends on 30 April or 1 May;
-- a day of tolerance takes both. A reason for a late signature is the mapped field
-- late_close_reason.
WITH deal AS MATERIALIZED (
  SELECT o.*, read_date(o.custom ->> 'effective_date') AS effective_on, read_date(o.custom ->> 'subscription_end') AS ends_on,
         o.custom ->> 'term' AS term, (p.params ->> 'tolerance_days')::integer AS tolerance
    FROM opportunity_in_scope AS o
   CROSS JOIN LATERAL thresholds('dates-disagree', o.owner_id) AS p
   WHERE NOT o.is_closed OR o.is_won
), due AS (
  SELECT d.*, t.months,
         CASE WHEN t.months = trunc(t.months) THEN (d.effective_on + make_interval(months => t.months::integer))::date END AS expected_end
    FROM deal AS d
   CROSS JOIN LATERAL (SELECT term_months(d.term) AS months OFFSET 0) AS t
   WHERE d.effective_on IS NOT NULL
), judged AS (
  SELECT d.*, coalesce(d.effective_on > d.ends_on, false) AS is_reversed,
         coalesce(d.close_date > d.effective_on AND is_blank(d.custom ->> 'late_close_reason'), false) AS is_late,
         coalesce(abs(d.ends_on - d.expected_end) > d.tolerance AND d.effective_on <= d.ends_on, false) AS is_odd
    FROM due AS d
)
SELECT 'opportunity' AS record_type, d.opportunity_id AS record_id,
       CASE WHEN is_blank(d.name) THEN d.opportunity_id ELSE d.name END AS label, d.owner_id AS rep_id, d.account_id,
       CASE WHEN d.is_reversed THEN 'fail' ELSE 'warn' END AS severity,
       concat_ws('; ',
         CASE WHEN d.is_reversed THEN format('effective on %s, after its end on %s', d.effective_on, d.ends_on) END,
         CASE WHEN d.is_late THEN format('closed on %s, after it took effect on %s', d.close_date, d.effective_on) END,
         CASE WHEN d.is_odd THEN format('ends on %s, by its term of %s on %s', d.ends_on, months_words(d.months), d.expected_end) END) AS why,
       d.is_reversed::integer + d.is_late::integer + d.is_odd::integer AS weight,
       d.effective_on, d.ends_on, d.close_date, d.term, a.name AS account
  FROM judged AS d
  LEFT JOIN account AS a ON a.account_id = d.account_id
 WHERE d.is_reversed OR d.is_late OR d.is_odd
 ORDER BY d.opportunity_id
