-- title: Notes in the CRM
-- rule: B8
-- why: meeting notes belong in the shared folder, where everybody finds them
-- fix: move the notes to the meeting-notes folder and delete them here
-- needs: notes
-- evidence: notes
-- param: warn_at, integer, 1, notes on a record, handbook
-- column: notes, Notes, integer
-- column: last_note, Last note, instant
-- column: last_title, Title, text
WITH note_on AS (
  SELECT n.parent_id AS record_id, n.note_id, n.title, n.created_at
    FROM note AS n
   WHERE NOT n.is_deleted
  UNION ALL
  SELECT d.entity_id, d.document_id, d.title, d.document_created_at
    FROM document_link AS d
   WHERE NOT d.is_deleted AND d.file_type = 'SNOTE'
), record AS (
  SELECT 'account' AS record_type, a.account_id AS record_id, a.name, a.owner_id, a.account_id
    FROM account_in_scope AS a
  UNION ALL
  SELECT 'opportunity', o.opportunity_id, o.name, o.owner_id, o.account_id
    FROM opportunity_in_scope AS o
), counted AS (
  SELECT r.record_type, r.record_id, r.name, r.owner_id, r.account_id, count(*) AS notes, max(n.created_at) AS last_note,
         (array_agg(n.title ORDER BY n.created_at DESC NULLS LAST, n.note_id))[1] AS last_title
    FROM record AS r
    JOIN note_on AS n USING (record_id)
   WHERE n.created_at IS NULL OR n.created_at < as_of()
   GROUP BY r.record_type, r.record_id, r.name, r.owner_id, r.account_id
)
SELECT c.record_type, c.record_id, CASE WHEN is_blank(c.name) THEN c.record_id ELSE c.name END AS label,
       coalesce(c.owner_id, '') AS rep_id, c.account_id, 'warn' AS severity,
       format('%s kept in the CRM', counted(c.notes, 'note')) AS why, c.notes AS weight,
       c.notes, c.last_note, c.last_title
  FROM counted AS c
 CROSS JOIN LATERAL thresholds('notes-feature-used', c.owner_id) AS p
 WHERE c.notes >= (p.params ->> 'warn_at')::integer
 ORDER BY c.record_id
