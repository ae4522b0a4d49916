-- title: What happened with the person, and the owner's answers
-- An answer without a time of day is one to what came on the same day. Of A11 the answer of any
-- owner since then is one.
SELECT a.at, a.day, a.what, a.who, a.activity_id AS id, j.answers OR j.is_late_reply AS counts,
       CASE WHEN j.answers THEN 'the owner''s answer' WHEN a.aside IS NOT NULL THEN a.aside
            WHEN a.folded_into IS NOT NULL THEN a.not_touch
            WHEN j.is_late_reply THEN 'wrote after the status said that it is over'
            WHEN a.direction = 'inbound' THEN 'the person wrote'
            WHEN NOT o.is_owner THEN 'not by the owner'
            WHEN a.kind <> 'meeting' AND a.not_touch IS NOT NULL THEN a.not_touch
            WHEN s.since IS NULL THEN 'by the owner'
            ELSE 'before it' END AS remark
  FROM finding AS f
 CROSS JOIN LATERAL (SELECT (f.detail ->> 'since')::timestamptz AS since, (f.detail ->> 'replied_at')::timestamptz AS replied_at) AS s
  JOIN activity_told AS a ON a.person_id = f.record_id AND (a.at >= coalesce(s.since, s.replied_at, days_before(30)) - interval '7 days' OR a.at IS NULL)
 CROSS JOIN LATERAL (SELECT coalesce(a.rep_id = f.rep_id, false)
                            OR (f.check_id = 'follow-up-missed'
                                AND EXISTS (SELECT FROM person_owner AS p
                                             WHERE p.person_id = a.person_id AND p.owner_id = a.rep_id AND p.valid_to > s.since
                                               AND p.valid_from < as_of())) AS is_owner) AS o
 CROSS JOIN LATERAL (SELECT o.is_owner AND a.aside IS NULL AND a.folded_into IS NULL
                            AND (a.not_touch IS NULL OR a.kind = 'meeting') AND s.since IS NOT NULL
                            AND (a.at > s.since OR (NOT a.has_time AND (a.at AT TIME ZONE org_zone())::date
                                                                     = (s.since AT TIME ZONE org_zone())::date)) AS answers,
                            a.direction = 'inbound' AND a.aside IS NULL AND a.folded_into IS NULL
                            AND coalesce(a.at = s.replied_at, false) AS is_late_reply) AS j
 WHERE f.finding_id = $1
 ORDER BY a.at, a.activity_id, a.source
