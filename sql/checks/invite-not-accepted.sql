-- title: Customer meeting that nobody has accepted
-- rule: H1
-- why: an invitation without an answer two days before is a meeting that may not take place
-- fix: ask the customer whether they come, by mail, chat or phone
-- needs: activity, event_relation
-- evidence: record starts_at subject who_id owner_id, guests
-- param: hours, integer, 48, hours before it starts, handbook
-- column: starts, Starts, instant
-- column: subject, Subject, text
-- column: invited, Invited, integer
-- column: declined, Declined, integer
-- column: account, Account, text
-- A customer meeting names a contact or lead, or has invited one. One that has no invitees
-- at all was arranged elsewhere: nothing is known of its answers, and nothing is told. One
-- that every customer declined fails.
WITH meeting AS (
  SELECT m.activity_id, m.rep_id, m.person_id, m.account_id, m.opportunity_id, m.at, m.subject
    FROM activity AS m
   CROSS JOIN LATERAL thresholds('invite-not-accepted', m.rep_id) AS p
   WHERE m.source = 'event' AND m.kind = 'meeting' AND m.folded_into IS NULL AND m.has_time
     AND m.rep_id BETWEEN scope_low() AND scope_high()
     AND m.at >= as_of() AND m.at <= as_of() + make_interval(hours => (p.params ->> 'hours')::integer)
), answered AS (
  SELECT m.activity_id, g.*
    FROM meeting AS m
   CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE r.person_id ~ '^00[3Q]') AS invited,
                              count(*) FILTER (WHERE r.person_id ~ '^00[3Q]' AND r.status = 'Accepted') AS accepted,
                              count(*) FILTER (WHERE r.person_id ~ '^00[3Q]' AND r.status = 'Declined') AS declined,
                              min(r.person_id) FILTER (WHERE r.person_id ~ '^00[3Q]') AS guest_id,
                              count(*) AS invitees
                         FROM event_relation AS r
                        WHERE r.event_id = m.activity_id AND NOT r.is_deleted AND r.is_invitee IS NOT FALSE
                          AND r.is_what IS NOT TRUE) AS g
)
SELECT 'event' AS record_type, m.activity_id AS record_id, coalesce(nullif(btrim(m.subject), ''), m.activity_id) AS label,
       m.rep_id, l.account_id, CASE WHEN g.invited > 0 AND g.declined = g.invited THEN 'fail' ELSE 'warn' END AS severity,
       format('starts on %s, and %s', to_char(m.at AT TIME ZONE org_zone(), 'FMDD Mon YYYY HH24:MI'),
              CASE WHEN g.invited = 0 THEN 'no customer is invited'
                   WHEN g.declined = g.invited THEN 'every customer declined'
                   ELSE format('none of %s accepted', counted(g.invited, 'customer')) END) AS why,
       g.invited AS weight, m.at AS starts, m.subject, g.invited, g.declined, a.name AS account
  FROM meeting AS m
  JOIN answered AS g USING (activity_id)
  LEFT JOIN contact AS c ON c.contact_id = coalesce(m.person_id, g.guest_id)
  LEFT JOIN opportunity AS o ON o.opportunity_id = m.opportunity_id
 CROSS JOIN LATERAL (SELECT coalesce(m.account_id, c.account_id, o.account_id) AS account_id) AS l
  LEFT JOIN account AS a ON a.account_id = l.account_id
 WHERE g.accepted = 0 AND g.invitees > 0 AND (g.invited > 0 OR m.person_id ~ '^00[3Q]')
 ORDER BY m.activity_id
