-- A row per opportunity, whichever of the two checks found it.
-- shared: rep label account stage amount close_date days_past silent_days last_on advice
WITH found AS (
  SELECT check_id, record_id, rep_id, rep, shown_record(record_type, record_id, account_id, label) AS label, severity, detail, account_id, (detail ->> 'days')::integer AS days
    FROM finding_shown
   WHERE check_id IN ('opportunity-stale', 'close-date-past') AND status <> 'waived'
), deal AS (
  SELECT coalesce(s.record_id, p.record_id) AS record_id, coalesce(s.rep, p.rep) AS rep, coalesce(s.label, p.label) AS label, coalesce(s.account_id, p.account_id) AS account_id,
         s.severity AS stale, s.days AS silent_days, p.days AS days_past, coalesce(s.detail, '{}') || coalesce(p.detail, '{}') AS detail,
         s.detail AS talk
    FROM (SELECT * FROM found WHERE check_id = 'opportunity-stale') AS s
    FULL JOIN (SELECT * FROM found WHERE check_id = 'close-date-past') AS p ON p.record_id = s.record_id AND p.rep_id = s.rep_id
)
SELECT d.rep, d.label, d.record_id, shown_record('account', d.account_id, NULL, d.detail ->> 'account') AS account,
       CASE WHEN redacted() THEN (SELECT o.stage FROM opportunity AS o WHERE o.opportunity_id = d.record_id) ELSE d.detail ->> 'stage' END AS stage,
       v.detail ->> 'amount' AS amount, v.detail ->> 'close_date' AS close_date, d.days_past, d.silent_days, v.detail ->> 'last_on' AS last_on,
       CASE WHEN d.talk IS NULL THEN ''
            WHEN d.talk ->> 'counted_from' = 'communication' THEN concat_ws(': ', d.talk ->> 'last_kind', d.talk ->> 'last_subject')
            WHEN d.talk ->> 'counted_from' = 'creation' THEN 'none ever; counted from its creation'
            ELSE 'none ever; age unknown' END AS last_what,
       CASE WHEN d.stale = 'fail' THEN 'Closed Lost: ' || d.silent_days || ' days without communication'
            WHEN d.days_past IS NOT NULL AND d.stale IS NOT NULL THEN 'Get in touch, and set a close date that holds'
            WHEN d.stale IS NOT NULL THEN 'Get in touch, or close it'
            ELSE 'Set a close date that holds, or close it' END AS advice
  FROM deal AS d
 CROSS JOIN LATERAL (SELECT CASE WHEN redacted() THEN shared_detail('opportunity-stale', d.detail) || shared_detail('close-date-past', d.detail)
                                 ELSE d.detail END AS detail) AS v
 ORDER BY coalesce(d.stale = 'fail', false) DESC, greatest(d.silent_days, d.days_past) DESC NULLS LAST, d.label, d.record_id
