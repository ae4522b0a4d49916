-- title: Customer meeting without notes
-- rule: H2
-- why: what a customer said is gone a week later, unless somebody wrote it down
-- fix: write the notes and save them as "ACCOUNT DATE meeting notes" at the account
-- needs: activity, account, document_link, meeting-notes
-- evidence: window window_days, record starts_at subject who_id, guests, files meetings notes_titles, calendar held due
-- param: business_days, integer, 2, business days after the meeting, ours
-- param: window_days, integer, 30, days, ours
-- column: held, Held, instant
-- column: subject, Subject, text
-- column: due, Due, instant
-- column: account, Account, text
-- A customer meeting names a contact, or has one for a guest. Notes are a file on the
-- account, or on one of its opportunities, with the account's name and the day of the
-- meeting in its title; notes that came late are notes.
-- The widest window of all reps comes first, so that an index can serve it.
WITH recent AS MATERIALIZED (
  SELECT m.activity_id, m.rep_id, m.at, m.subject, m.account_id, m.person_type
    FROM activity_live AS m
   WHERE m.source = 'event' AND m.kind = 'meeting' AND m.rep_id BETWEEN scope_low() AND scope_high()
     AND m.at >= (SELECT days_before(max((params ->> 'window_days')::integer)) FROM run_param
                   WHERE run_id = run_id() AND check_id = 'meeting-unnoted')
), meeting AS MATERIALIZED (
  SELECT m.activity_id, m.rep_id, m.at, m.subject, coalesce(m.account_id, g.account_id) AS account_id,
         (m.at AT TIME ZONE org_zone())::date AS held_on, business_deadline_days(m.at, p.business_days) AS due
    FROM recent AS m
   CROSS JOIN LATERAL thresholds('meeting-unnoted', m.rep_id) AS limits
   CROSS JOIN LATERAL jsonb_to_record(limits.params) AS p (business_days integer, window_days integer)
    LEFT JOIN LATERAL (SELECT c.contact_id, c.account_id
                         FROM meeting_guest AS q
                         JOIN contact AS c ON c.contact_id = q.person_id
                        WHERE q.activity_id = m.activity_id
                        ORDER BY c.account_id IS NULL, c.contact_id
                        LIMIT 1) AS g ON true
   WHERE m.at >= days_before(p.window_days) AND (m.person_type = 'contact' OR g.contact_id IS NOT NULL)
), held AS MATERIALIZED (
  SELECT m.*, a.name AS account, name_key(a.name, f.pattern) AS key, f.notes_titles,
         m.account_id || array(SELECT o.opportunity_id FROM deals_of(m.account_id) AS o) AS places
    FROM meeting AS m
    JOIN account AS a ON a.account_id = m.account_id
   CROSS JOIN (SELECT legal_form_pattern() AS pattern, title_pattern('meetings', 'notes_titles') AS notes_titles OFFSET 0) AS f
   WHERE m.due <= as_of()
)
SELECT 'event' AS record_type, h.activity_id AS record_id, coalesce(nullif(btrim(h.subject), ''), h.activity_id) AS label,
       h.rep_id, h.account_id, 'warn' AS severity,
       format('meeting of %s with %s, and no notes of it', to_char(h.held_on, 'FMDD Mon YYYY'),
              CASE WHEN is_blank(h.account) THEN h.account_id ELSE h.account END) AS why,
       as_of_day() - h.held_on AS weight, h.at AS held, h.subject, h.due, h.account
  FROM held AS h
  LEFT JOIN LATERAL (SELECT true AS is_there
                       FROM document AS n
                      WHERE n.entity_id = ANY (h.places) AND title_says(n.title, h.notes_titles)
                        AND names_day(n.title, h.held_on)
                        AND (h.key = '' OR strpos(' ' || name_words(n.title) || ' ', ' ' || h.key || ' ') > 0)
                      LIMIT 1) AS notes ON true
 WHERE notes.is_there IS NULL
 ORDER BY h.activity_id
