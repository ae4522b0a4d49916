-- A row per rep: the 30 days before as of, and the 30 before those.
-- shared: rep touches touches_before emails emails_before calls calls_before linkedin linkedin_before sms sms_before persons persons_before accounts accounts_before median median_before p90 p90_before most most_before burst burst_before replies replies_before reply_rate reply_rate_before meetings meetings_before days days_before working_days logged
WITH figure AS MATERIALIZED (
  SELECT * FROM rep_window
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
