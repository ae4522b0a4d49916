-- $1 the finding, $2 [org] record_url
-- shared: key title value words
SELECT t.key, t.title, to_jsonb(t.value) AS value, t.value AS words
  FROM finding AS f
  JOIN finding_life AS l ON l.finding_id = f.finding_id
  LEFT JOIN check_catalogue AS c ON c.check_id = f.check_id
  LEFT JOIN somebody AS s ON s.user_id = f.rep_id
  LEFT JOIN account AS a ON a.account_id = f.account_id
 CROSS JOIN LATERAL (VALUES
   (1, 'check', 'Check', f.check_id), (2, 'title', 'Title', c.title), (3, 'rule', 'Rule', c.rule), (4, 'reason', 'Why it matters', c.why),
   (5, 'fix', 'What to do', c.fix), (6, 'severity', 'Severity', f.severity), (7, 'why', 'Found', shown_why(f.check_id, f.detail, f.why)),
   (8, 'record_type', 'Record', CASE WHEN redacted() THEN record_kind(f.record_type) ELSE f.record_type END),
   (9, 'record_id', 'Id', f.record_id),
   (10, 'label', 'Name', shown_record(f.record_type, f.record_id, f.account_id, f.label)),
   (11, 'part', 'Part', nullif(f.part, '')),
   (12, 'link', 'Link', CASE WHEN f.record_id ~ '^[A-Za-z0-9]{15,18}$' THEN nullif(replace($2, '{id}', f.record_id), '') END),
   (13, 'rep_id', 'Rep''s id', nullif(f.rep_id, '')), (14, 'rep', 'Rep', coalesce(s.name, nullif(f.rep_id, ''), 'nobody')),
   (15, 'rep_email', 'E-mail', nullif(s.email, '')), (16, 'account_id', 'Account''s id', f.account_id),
   (17, 'account', 'Account', CASE WHEN f.account_id IS NOT NULL THEN shown_record('account', f.account_id, NULL, a.name) END),
   (18, 'state', 'State', concat_ws(': ', f.state, nullif(f.closed_why, ''))),
   (19, 'status', 'Status', CASE f.state WHEN 'open' THEN l.status END),
   (20, 'first_seen', 'First seen', f.first_seen::text), (21, 'last_seen', 'Last seen', f.last_seen::text),
   (22, 'resolved_on', 'Resolved', f.resolved_on::text), (23, 'reopened_on', 'Reopened', f.reopened_on::text),
   (24, 'reopened', 'Times reopened', nullif(f.reopened_times, 0)::text),
   (25, 'remark', 'Remark', nullif(l.remark, '')),
   (26, 'note', 'Note', CASE WHEN f.state = 'resolved' THEN format('found no longer since %s: what is below is what holds now', f.resolved_on)
                             WHEN f.last_seen < as_of_day() THEN format('not found again since %s: what is below is what holds now', f.last_seen) END)
   ) AS t (place, key, title, value)
 WHERE f.finding_id = $1
   AND NOT (redacted() AND t.key IN ('record_id', 'part', 'link', 'rep_email', 'account_id', 'remark'))
 ORDER BY t.place
