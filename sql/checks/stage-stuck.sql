-- title: Opportunity stuck in its stage
-- rule: D5
-- why: a deal that stays in one stage is not being sold
-- fix: do what the stage asks for and move it on, or close it
-- needs: opportunity, stage-history
-- evidence: record stage stage_changed_at created_at, history stage, lists opportunities opportunities.stage_days
-- param: warn_over, integer, 30, days in one stage, ours
-- param: first_stage_over, integer, 60, days in the first stage, later version
-- column: days, Days, integer
-- column: limit_days, Limit, integer
-- column: since, In the stage since, instant
-- column: told_by, Told by, text
-- column: stage, Stage, text
-- column: amount, Amount, money
-- column: close_date, Close date, date
-- column: account, Account, text
-- [opportunities.stage_days] gives a stage a limit of its own, for all reps.
WITH judged AS (
  SELECT o.*, s.since, s.told_by, as_of_day() - (s.since AT TIME ZONE org_zone())::date AS days,
         coalesce((SELECT t.value::integer FROM setting AS t
                    WHERE t.section = 'opportunities.stage_days' AND lower(t.name) = lower(btrim(o.stage))),
                  CASE WHEN lower(btrim(o.stage)) IN (SELECT f.stage FROM first_stage AS f) THEN p.first_stage_over ELSE p.warn_over END)
           AS limit_days
    FROM open_deal AS o
   CROSS JOIN LATERAL thresholds('stage-stuck', o.owner_id) AS limits
   CROSS JOIN LATERAL jsonb_to_record(limits.params) AS p (warn_over integer, first_stage_over integer)
   CROSS JOIN LATERAL stage_standing(o.opportunity_id, o.stage, o.stage_changed_at, o.created_at) AS s
)
SELECT 'opportunity' AS record_type, j.opportunity_id AS record_id,
       CASE WHEN is_blank(j.name) THEN j.opportunity_id ELSE j.name END AS label, coalesce(j.owner_id, '') AS rep_id, j.account_id,
       'warn' AS severity,
       format('in stage %s for %s, since %s (by %s); limit %s', btrim(j.stage), counted(j.days, 'day'), day_words(j.since), j.told_by,
              j.limit_days) AS why,
       j.days - j.limit_days AS weight, j.days, j.limit_days, j.since, j.told_by, j.stage, j.amount, j.close_date, a.name AS account
  FROM judged AS j
  LEFT JOIN account AS a ON a.account_id = j.account_id
 WHERE j.days > j.limit_days
 ORDER BY j.opportunity_id
