-- title: Notes on the record
SELECT n.created_at AS at, NULL AS day, n.title AS what, user_words(n.created_by) AS who, n.note_id AS id,
       NOT n.is_deleted AND (n.created_at IS NULL OR n.created_at < as_of()) AS counts,
       CASE WHEN n.is_deleted THEN 'deleted' WHEN n.created_at >= as_of() THEN 'after the instant that is looked from' ELSE n.sort END AS remark
  FROM finding AS f
  JOIN (SELECT n.note_id, n.parent_id, n.title, n.created_at, n.created_by, n.is_deleted, 'a note of the old kind' AS sort FROM note AS n
        UNION ALL
        SELECT d.document_id, d.entity_id, d.title, d.document_created_at, d.document_owner_id, d.is_deleted, 'a note of the new kind'
          FROM document_link AS d WHERE d.file_type = 'SNOTE') AS n ON n.parent_id = f.record_id
 WHERE f.finding_id = $1
 ORDER BY n.created_at, n.note_id
