-- title: Next step overdue
-- rule: D3
-- why: a deal whose next step is past or of an earlier stage has no plan
-- fix: do the step, then write down the next one and when it is due
-- needs: opportunity, next-step
-- evidence: record next_step next_step_due stage, history next_step stage
-- param: overdue_days, integer, 1, days past the due date, handbook
-- param: unedited_days, integer, 0, days since the stage changed, handbook
-- column: due_on, Due, date
-- column: days, Days over, integer
-- column: stage_since, Stage changed, instant
-- column: next_step, Next step, text
-- column: stage, Stage, text
-- column: amount, Amount, money
-- column: account, Account, text
-- A next step that is empty is told by B2.
WITH judged AS MATERIALIZED (
  SELECT o.*, d.due_on, as_of_day() - d.due_on AS days, s.since AS stage_since, s.told_by AS stage_told_by, e.told_by,
         d.due_on IS NOT NULL AND as_of_day() - d.due_on >= p.overdue_days AS is_overdue,
         e.was_edited IS FALSE AND as_of_day() - (s.since AT TIME ZONE org_zone())::date >= p.unedited_days AS is_unedited
    FROM open_deal AS o
   CROSS JOIN LATERAL thresholds('next-step-overdue', o.owner_id) AS limits
   CROSS JOIN LATERAL jsonb_to_record(limits.params) AS p (overdue_days integer, unedited_days integer)
   CROSS JOIN LATERAL (SELECT read_date(o.custom ->> 'next_step_due') AS due_on OFFSET 0) AS d
    LEFT JOIN LATERAL stage_standing(o.opportunity_id, o.stage, o.stage_changed_at, o.created_at) AS s
      ON s.is_change AND NOT is_blank(o.next_step)
    LEFT JOIN LATERAL next_step_edited(o.opportunity_id, s.since) AS e ON true
)
SELECT 'opportunity' AS record_type, j.opportunity_id AS record_id,
       CASE WHEN is_blank(j.name) THEN j.opportunity_id ELSE j.name END AS label, coalesce(j.owner_id, '') AS rep_id, j.account_id,
       'warn' AS severity,
       concat_ws('; ',
         CASE WHEN j.is_overdue THEN format('the next step was due %s ago', counted(j.days, 'day')) END,
         CASE WHEN j.is_unedited THEN format('the next step was not edited since the stage changed on %s (by %s, edits by %s)',
                                             day_words(j.stage_since), j.stage_told_by, j.told_by) END) AS why,
       greatest(j.days, 0) AS weight, j.due_on, CASE WHEN j.is_overdue THEN j.days END AS days,
       CASE WHEN j.is_unedited THEN j.stage_since END AS stage_since, j.next_step, j.stage, j.amount, a.name AS account
  FROM judged AS j
  LEFT JOIN account AS a ON a.account_id = j.account_id
 WHERE j.is_overdue OR j.is_unedited
 ORDER BY j.opportunity_id
