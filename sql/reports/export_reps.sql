-- The figures of the sheet Rep review.
-- shared: rep_id rep role manager_id manager touches touches_before emails emails_before calls calls_before linkedin linkedin_before sms sms_before persons persons_before accounts accounts_before median median_before p90 p90_before most most_before burst burst_before replies replies_before reply_rate reply_rate_before meetings meetings_before days days_before working_days logged
WITH figure AS MATERIALIZED (
  SELECT * FROM rep_window
)
SELECT r.rep_id, r.name AS rep, r.email AS rep_email, r.role, r.manager_id, r.manager, n.touches, o.touches AS touches_before, n.emails, o.emails AS emails_before,
       n.calls, o.calls AS calls_before, n.linkedin, o.linkedin AS linkedin_before, n.sms, o.sms AS sms_before,
       n.persons, o.persons AS persons_before, n.accounts, o.accounts AS accounts_before,
       n.median, o.median AS median_before, n.p90, o.p90 AS p90_before, n.most, o.most AS most_before,
       n.burst, o.burst AS burst_before, n.replies, o.replies AS replies_before, n.reply_rate, o.reply_rate AS reply_rate_before,
       n.meetings, o.meetings AS meetings_before, n.days, o.days AS days_before, c.working_days, c.share AS logged
  FROM rep AS r
  JOIN figure AS n ON n.rep_id = r.rep_id AND n.span = 0
  JOIN figure AS o ON o.rep_id = r.rep_id AND o.span = 1
  JOIN rep_coverage AS c ON c.rep_id = r.rep_id
 ORDER BY r.rep_id
