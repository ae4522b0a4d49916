-- A row per rep: the 30 days before as of (span 0) and the 30 before those (span 1).
WITH live AS (
  SELECT a.rep_id, a.kind, a.direction, a.is_done, a.person_id, coalesce(a.person, 'no name (' || a.person_id || ')') AS person,
         a.account_id, a.activity_id, a.at, a.at AT TIME ZONE org_zone() AS local_at,
         CASE WHEN a.at >= days_before(30) THEN 0 ELSE 1 END AS span
    FROM activity_live AS a
   WHERE a.at >= days_before(60)
     AND a.rep_id BETWEEN scope_low() AND scope_high()
     AND NOT EXISTS (SELECT FROM catch_all_account AS c WHERE c.account_id = a.account_id)
), touched AS (
  SELECT l.rep_id, l.kind, l.person_id, l.person, l.account_id, l.activity_id, l.at, l.local_at, l.span
    FROM live AS l
    JOIN rep AS r ON r.rep_id = l.rep_id
   WHERE l.is_done AND l.direction = 'outbound' AND l.kind IN ('email', 'call', 'linkedin', 'sms')
     AND (l.person_id IS NOT NULL OR l.account_id IS NOT NULL)
), total AS (
  SELECT rep_id, span, count(*) AS touches,
         count(*) FILTER (WHERE kind = 'email') AS emails, count(*) FILTER (WHERE kind = 'call') AS calls,
         count(*) FILTER (WHERE kind = 'linkedin') AS linkedin, count(*) FILTER (WHERE kind = 'sms') AS sms,
         count(DISTINCT person_id) AS persons, count(DISTINCT account_id) AS accounts
    FROM touched
   GROUP BY rep_id, span
), pair AS (
  SELECT rep_id, span, person_id, count(*) AS touches
    FROM touched
   WHERE person_id IS NOT NULL
   GROUP BY rep_id, span, person_id
), spread AS (
  SELECT rep_id, span, percentile_cont(0.5) WITHIN GROUP (ORDER BY touches) AS median,
         percentile_cont(0.9) WITHIN GROUP (ORDER BY touches) AS p90, max(touches) AS most
    FROM pair
   GROUP BY rep_id, span
), burst AS (
  SELECT DISTINCT ON (rep_id, span) rep_id, span, touches, person
    FROM (SELECT rep_id, span, person_id, person, at,
                 count(*) OVER (PARTITION BY rep_id, span, person_id ORDER BY local_at
                                RANGE BETWEEN CURRENT ROW AND interval '6 days 23:59:59.999999' FOLLOWING) AS touches
            FROM touched
           WHERE person_id IS NOT NULL) AS week
   ORDER BY rep_id, span, touches DESC, at, person_id
), inbound AS (
  SELECT a.person_id, CASE WHEN a.at >= days_before(30) THEN 0 ELSE 1 END AS span, count(*) AS replies
    FROM activity_live AS a
   WHERE a.at >= days_before(60) AND a.direction = 'inbound' AND a.person_id IS NOT NULL
     AND NOT EXISTS (SELECT FROM catch_all_account AS c WHERE c.account_id = a.account_id)
   GROUP BY 1, 2
), reply AS (
  SELECT p.rep_id, p.span, sum(i.replies)::bigint AS replies, count(*) AS replied
    FROM pair AS p
    JOIN inbound AS i ON i.person_id = p.person_id AND i.span = p.span
   GROUP BY p.rep_id, p.span
), meeting AS (
  SELECT rep_id, span, count(*) AS meetings
    FROM live
   WHERE kind = 'meeting'
   GROUP BY rep_id, span
), active AS (
  SELECT rep_id, span, count(DISTINCT day) AS days
    FROM (SELECT rep_id, span, local_at::date AS day FROM touched
           UNION ALL
          SELECT rep_id, span, local_at::date FROM live WHERE kind = 'meeting') AS d
   GROUP BY rep_id, span
), figure AS (
  SELECT r.rep_id, r.name, s.span, coalesce(t.touches, 0) AS touches, coalesce(t.emails, 0) AS emails,
         coalesce(t.calls, 0) AS calls, coalesce(t.linkedin, 0) AS linkedin, coalesce(t.sms, 0) AS sms,
         coalesce(t.persons, 0) AS persons, coalesce(t.accounts, 0) AS accounts, p.median, p.p90, p.most,
         b.touches AS burst, b.person AS burst_person,
         coalesce(y.replies, 0) AS replies,
         CASE WHEN t.persons > 0 THEN coalesce(y.replied, 0)::numeric / t.persons END AS reply_rate,
         coalesce(m.meetings, 0) AS meetings, coalesce(a.days, 0) AS days
    FROM rep AS r
   CROSS JOIN (VALUES (0), (1)) AS s (span)
    LEFT JOIN total AS t ON t.rep_id = r.rep_id AND t.span = s.span
    LEFT JOIN spread AS p ON p.rep_id = r.rep_id AND p.span = s.span
    LEFT JOIN burst AS b ON b.rep_id = r.rep_id AND b.span = s.span
    LEFT JOIN reply AS y ON y.rep_id = r.rep_id AND y.span = s.span
    LEFT JOIN meeting AS m ON m.rep_id = r.rep_id AND m.span = s.span
    LEFT JOIN active AS a ON a.rep_id = r.rep_id AND a.span = s.span
)
SELECT n.rep_id, n.name AS rep, n.touches, o.touches AS touches_before, n.emails, o.emails AS emails_before,
       n.calls, o.calls AS calls_before, n.linkedin, o.linkedin AS linkedin_before, n.sms, o.sms AS sms_before,
       n.persons, o.persons AS persons_before, n.accounts, o.accounts AS accounts_before,
       n.median, o.median AS median_before, n.p90, o.p90 AS p90_before, n.most, o.most AS most_before,
       n.burst, o.burst AS burst_before, n.burst_person, o.burst_person AS burst_person_before,
       n.replies, o.replies AS replies_before, n.reply_rate, o.reply_rate AS reply_rate_before,
       n.meetings, o.meetings AS meetings_before, n.days, o.days AS days_before, c.working_days, c.share AS logged
  FROM figure AS n
  JOIN figure AS o ON o.rep_id = n.rep_id AND o.span = 1
  JOIN rep_coverage AS c ON c.rep_id = n.rep_id
 WHERE n.span = 0
 ORDER BY n.touches DESC, n.name, n.rep_id
