-- title: Customer meeting without notes
-- rule: H2
-- why: what a customer said is gone a week later, unless somebody wrote it down
-- fix: write the notes and save them as "ACCOUNT DATE meeting notes" at the account
-- needs: activity, account, document_link, meeting-notes
-- param: business_days, integer, 2, business days after the meeting, ours
-- param: window_days, integer, 30, days, ours
-- column: held, Held, instant
-- column: subject, Subject, text
-- column: due, Due, instant
-- column: account, Account, text
-- A customer meeting names a contact, or has one for a guest. Notes are a file on the
-- account, or on one of its opportunities, with the account's name and the day of the
-- meeting in its title; notes that came late are notes.
WITH meeting AS (
  SELECT m.*, coalesce(m.account_id, g.account_id) AS held_with, (m.at AT TIME ZONE org_zone())::date AS held_on
    FROM activity_live AS m
    LEFT JOIN LATERAL (SELECT c.account_id
                         FROM meeting_guest AS q
                         JOIN contact AS c ON c.contact_id = q.person_id
                        WHERE q.activity_id = m.activity_id
                        ORDER BY c.account_id IS NULL, c.contact_id
                        LIMIT 1) AS g ON true
   CROSS JOIN LATERAL (SELECT threshold('meeting-unnoted', m.rep_id) AS params) AS p
   WHERE m.source = 'event' AND m.kind = 'meeting' AND m.rep_id BETWEEN scope_low() AND scope_high()
     AND m.at >= days_before((p.params ->> 'window_days')::integer)
     AND (m.person_type = 'contact' OR EXISTS (SELECT FROM meeting_guest AS q WHERE q.activity_id = m.activity_id AND q.person_id LIKE '003%'))
), due AS (
  SELECT m.*, a.name AS account, name_key(a.name, f.pattern) AS key,
         business_deadline_days(m.at, (p.params ->> 'business_days')::integer) AS due
    FROM meeting AS m
    JOIN account AS a ON a.account_id = m.held_with
   CROSS JOIN (SELECT legal_form_pattern() AS pattern) AS f
   CROSS JOIN LATERAL (SELECT threshold('meeting-unnoted', m.rep_id) AS params) AS p
)
SELECT 'event' AS record_type, d.activity_id AS record_id, coalesce(nullif(btrim(d.subject), ''), d.activity_id) AS label,
       d.rep_id, d.held_with AS account_id, 'warn' AS severity,
       format('meeting of %s with %s, and no notes of it', to_char(d.held_on, 'FMDD Mon YYYY'),
              CASE WHEN is_blank(d.account) THEN d.held_with ELSE d.account END) AS why,
       as_of_day() - d.held_on AS weight, d.at AS held, d.subject, d.due, d.account
  FROM due AS d
 WHERE d.due <= as_of()
   AND NOT EXISTS (SELECT FROM document AS n
                    WHERE (n.entity_id = d.held_with
                           OR n.entity_id IN (SELECT o.opportunity_id FROM opportunity AS o WHERE o.account_id = d.held_with))
                      AND title_means(n.title, 'meetings', 'notes_titles') AND names_day(n.title, d.held_on)
                      AND (d.key = '' OR strpos(' ' || name_words(n.title) || ' ', ' ' || d.key || ' ') > 0))
 ORDER BY d.activity_id
