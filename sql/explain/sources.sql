-- How fresh is what the check and its evidence look at. $1 the finding, $2 needs and words of
-- evidence as a JSON list
-- shared: object rows_here pulled_at pulled
WITH wanted AS (
  SELECT coalesce(m.object, t.thing) AS object
    FROM jsonb_array_elements_text($2::jsonb) AS t (thing)
    LEFT JOIN (VALUES ('user', 'crm_user'), ('case', 'support_case'), ('activity', 'task'), ('activity', 'event'), ('activity', 'email_message'),
                      ('communication', 'task'), ('communication', 'event'), ('communication', 'email_message'),
                      ('answers', 'task'), ('answers', 'event'), ('answers', 'email_message'), ('deals', 'opportunity'),
                      ('moves', 'opportunity_history'), ('moves', 'opportunity_field_history'),
                      ('tickets', 'support_case'), ('files', 'document_link'),
                      ('notes', 'note'), ('notes', 'document_link'), ('quotes', 'quote'), ('contracts', 'contract'),
                      ('approvals', 'approval'), ('approvals', 'approval_step'), ('guests', 'event_relation')) AS m (thing, object)
      ON m.thing = t.thing
  UNION
  SELECT record_object(f.record_type) FROM finding AS f WHERE f.finding_id = $1
  UNION
  SELECT h.object
    FROM finding AS f
   CROSS JOIN unnest(CASE f.record_type WHEN 'opportunity' THEN '{opportunity_history,opportunity_field_history}'
                                        ELSE ARRAY[f.record_type || '_history'] END) AS h (object)
   WHERE f.finding_id = $1 AND $2::jsonb ? 'history'
)
SELECT s.sobject AS object, s.rows_here, s.pulled_at, clock_words(s.pulled_at, finding_zone($1)) AS pulled,
       concat_ws('; ', nullif(s.suspicion, ''), nullif(s.mismatch, ''), 'hidden or removed: ' || s.lost_fields,
                 CASE WHEN NOT s.is_present THEN 'not at the source' END) AS remark
  FROM wanted AS w
  JOIN object_standing AS s USING (object)
 ORDER BY s.sobject
