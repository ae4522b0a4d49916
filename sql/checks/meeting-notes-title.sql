-- title: Meeting notes nobody will find
-- rule: B9
-- why: notes are looked for by the account's name and the date; without them in the title they are lost
-- fix: rename the file, such as "Acme 2026-05-01 meeting notes"
-- needs: account, document_link
-- evidence: record title document_created_at, files meetings notes_titles
-- column: account, Account, text
-- column: lacks, Lacks, text
-- column: created, Created, instant
-- [meetings] notes_titles says which words in a title mean meeting notes. Taking titles apart is
-- dear: those that hold a day and the account's name as it is written lack nothing.
WITH word AS MATERIALIZED (
  SELECT title_pattern('meetings', 'notes_titles') AS notes, legal_form_pattern() AS legal_forms
), doubted AS (
  SELECT d.document_id, d.title, d.document_created_at, a.account_id, a.name AS account, a.owner_id, a.key, a.notes
    FROM (SELECT s.account_id, s.name, s.owner_id, name_key(s.name, w.legal_forms) AS key, w.notes
            FROM account_in_scope AS s CROSS JOIN word AS w OFFSET 0) AS a
    JOIN document_link AS d ON d.entity_id = a.account_id
   WHERE NOT d.is_deleted AND coalesce(d.file_type, '') <> 'SNOTE'
     AND (d.document_created_at IS NULL OR d.document_created_at < as_of())
     AND NOT (a.key <> '' AND strpos(' ' || lower(d.title COLLATE "C") || ' ', ' ' || a.key || ' ') > 0 AND has_date(d.title))
  OFFSET 0
), titled AS MATERIALIZED (
  SELECT d.*, n.words
    FROM doubted AS d
   CROSS JOIN LATERAL (SELECT ' ' || name_words(d.title) || ' ' AS words OFFSET 0) AS n
   WHERE n.words ~ d.notes
), judged AS (
  SELECT t.*, concat_ws(' and ',
           CASE WHEN t.key <> '' AND strpos(t.words, ' ' || t.key || ' ') = 0 THEN 'the account''s name' END,
           CASE WHEN NOT has_date(t.title) THEN 'a date' END) AS lacks
    FROM titled AS t
)
SELECT 'document' AS record_type, j.document_id AS record_id, j.account_id AS part, j.title AS label,
       coalesce(j.owner_id, '') AS rep_id, j.account_id, 'warn' AS severity,
       format('meeting notes whose title lacks %s', j.lacks) AS why, 1 AS weight,
       j.account, j.lacks, j.document_created_at AS created
  FROM judged AS j
 WHERE j.lacks <> ''
 ORDER BY j.document_id, j.account_id
