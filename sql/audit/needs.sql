-- What a check needs and does not have, in words; no row when all is there.
-- $1 needs as a JSON list: a table, table.column, or `touch`, a touch in the window.
WITH need AS (
  SELECT need, split_part(need, '.', 1) AS thing, split_part(need, '.', 2) AS name
    FROM jsonb_array_elements_text($1::jsonb) AS need
), object AS (
  SELECT n.need, o.object, o.sobject
    FROM need AS n
    JOIN (VALUES ('activity', 'task', 'Task'), ('activity', 'event', 'Event'), ('account', 'account', 'Account'),
                 ('contact', 'contact', 'Contact'), ('lead', 'lead', 'Lead'),
                 ('opportunity', 'opportunity', 'Opportunity'), ('user', 'crm_user', 'User')) AS o (thing, object, sobject)
      ON o.thing = n.thing
), lack AS (
  SELECT need, 1 AS place,
         format('no rows of %s were loaded', string_agg(object.sobject, ' or ' ORDER BY object.sobject)) AS reason
    FROM object
    LEFT JOIN source_state AS s USING (object)
   GROUP BY need
  HAVING coalesce(sum(s.rows_here) FILTER (WHERE s.is_present), 0) = 0
  UNION ALL
  SELECT n.need, 2, format('%s.%s is not at the source, or hidden from the login', o.sobject, f.field)
    FROM need AS n
    JOIN object AS o USING (need)
    JOIN source_field AS f ON f.object = o.object AND f.name = n.name
   WHERE n.name <> '' AND NOT f.is_present
  UNION ALL
  SELECT need, 3, 'nobody is a rep: [reps] roles and emails match no active user'
    FROM need
   WHERE thing = 'touch' AND NOT EXISTS (SELECT FROM run_rep WHERE run_id = run_id())
     AND EXISTS (SELECT FROM setting_list('reps', 'roles') UNION ALL SELECT FROM setting_list('reps', 'emails'))
  UNION ALL
  SELECT need, 4, no_touch_words()
    FROM need
   WHERE thing = 'touch' AND NOT EXISTS (SELECT FROM touch AS t JOIN run_rep AS r ON r.run_id = run_id() AND r.rep_id = t.rep_id
                                            WHERE t.at >= days_before(30))
)
SELECT reason FROM lack ORDER BY place, need LIMIT 1
