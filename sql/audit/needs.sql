-- What checks need and do not have, in words; no row for a check that has all.
-- $1 needs as a JSON object of lists, by check, or a list alone: a table, table.column, or `touch`, a touch in
-- the window. All checks are asked at once, for planning this costs more than running it.
-- An object that holds rows counts for its table, together with the others of it; one
-- that was there and is not, is too old or in doubt, spoils it. Of what an organisation
-- may well have none of, such as notes, an empty table is an answer.
WITH wanted AS (
  SELECT c.key AS check_id, n.need
    FROM (SELECT $1::jsonb AS list) AS g,
         jsonb_each(CASE jsonb_typeof(g.list) WHEN 'array' THEN jsonb_build_object('', g.list) ELSE g.list END) AS c, jsonb_array_elements_text(c.value) AS n (need)
), need AS (
  SELECT DISTINCT need, split_part(need, '.', 1) AS thing, split_part(need, '.', 2) AS name FROM wanted
), object AS (
  SELECT n.need, n.thing, o.object, o.sobject, o.may_be_empty
    FROM need AS n
    JOIN (VALUES ('activity', 'task', 'Task', false), ('activity', 'event', 'Event', false),
                 ('touch', 'task', 'Task', false),
                 ('account', 'account', 'Account', false), ('contact', 'contact', 'Contact', false),
                 ('lead', 'lead', 'Lead', false), ('opportunity', 'opportunity', 'Opportunity', false),
                 ('user', 'crm_user', 'User', false), ('case', 'support_case', 'Case', false),
                 ('lead_status', 'lead_status', 'LeadStatus', false),
                 ('opportunity_history', 'opportunity_history', 'OpportunityHistory', false),
                 ('opportunity_field_history', 'opportunity_field_history', 'OpportunityFieldHistory', false),
                 ('account_history', 'account_history', 'AccountHistory', false),
                 ('contact_history', 'contact_history', 'ContactHistory', false),
                 ('lead_history', 'lead_history', 'LeadHistory', false),
                 ('event_relation', 'event_relation', 'EventRelation', false),
                 ('email_message', 'email_message', 'EmailMessage', false),
                 ('email_relation', 'email_relation', 'EmailMessageRelation', false),
                 ('opportunity_contact_role', 'opportunity_contact_role', 'OpportunityContactRole', true),
                 ('opportunity_team_member', 'opportunity_team_member', 'OpportunityTeamMember', true),
                 ('account_team_member', 'account_team_member', 'AccountTeamMember', true),
                 ('campaign_member', 'campaign_member', 'CampaignMember', true),
                 ('quote', 'quote', 'Quote', true), ('contract', 'contract', 'Contract', true),
                 ('note', 'note', 'Note', true), ('document_link', 'document_link', 'ContentDocumentLink', true),
                 ('queue', 'queue', 'Group', true), ('approval', 'approval', 'ProcessInstance', true),
                 ('approval_step', 'approval_step', 'ProcessInstanceStep', true)) AS o (thing, object, sobject, may_be_empty)
      ON o.thing = n.thing
), lack AS (
  SELECT need, 0 AS place, format('the source refuses %s: %s', object.sobject, s.refused) AS reason
    FROM object
    JOIN source_state AS s USING (object)
   WHERE s.refused <> ''
  UNION ALL
  SELECT o.need, 0,
         format('%s was there until %s: hidden from the login or removed', o.sobject,
                (SELECT day_of(max(d.seen_at)) FROM described_field AS d WHERE d.object = o.object)) AS reason
    FROM object AS o
    JOIN object_standing AS s USING (object)
   WHERE s.is_lost AND o.object NOT IN (SELECT object FROM left_out)
  UNION ALL
  SELECT need, 1,
         format(CASE WHEN bool_and(left_out.object IS NOT NULL) THEN '%s is left out by [salesforce] skip'
                     ELSE 'no rows of %s were loaded' END, string_agg(object.sobject, ' or ' ORDER BY object.sobject))
    FROM object
    LEFT JOIN source_state AS s USING (object)
    LEFT JOIN left_out USING (object)
   WHERE thing <> 'touch'
   GROUP BY need
  HAVING coalesce(sum(s.rows_here + may_be_empty::integer) FILTER (WHERE s.is_present), 0) = 0
  UNION ALL
  SELECT o.need, 2, format('%s: %s', o.sobject, s.suspicion)
    FROM object AS o
    JOIN object_standing AS s USING (object)
   WHERE s.is_present AND s.suspicion <> ''
  UNION ALL
  SELECT o.need, 3, format('%s is stale: last pulled on %s', o.sobject, day_of(s.pulled_at))
    FROM object AS o
    JOIN source_state AS s USING (object)
   WHERE s.is_present AND as_of() - s.pulled_at > make_interval(days => setting_number('pull', 'stale_days'))
  UNION ALL
  SELECT n.need, 4,
         CASE WHEN l.name IS NULL THEN format('%s.%s is not at the source, or hidden from the login', o.sobject, f.field)
              ELSE format('%s.%s was there until %s: hidden from the login or removed', o.sobject, f.field,
                          day_of(l.last_seen)) END
    FROM need AS n
    JOIN object AS o USING (need)
    JOIN source_field AS f ON f.object = o.object AND f.name = n.name
    LEFT JOIN lost_field AS l ON l.object = f.object AND l.name = f.name
   WHERE n.name <> '' AND NOT f.is_present
  UNION ALL
  -- an activity is made of all that its record says
  SELECT o.need, 5, format('%s.%s was there until %s: hidden from the login or removed', o.sobject, l.field,
                           day_of(l.last_seen))
    FROM object AS o
    JOIN lost_field AS l USING (object)
   WHERE o.thing IN ('activity', 'touch') AND NOT l.is_custom AND l.name NOT IN ('stamp', 'is_deleted')
  UNION ALL
  SELECT n.need, 5, r.reason
    FROM need AS n
   CROSS JOIN LATERAL (SELECT need_lacking(n.need) AS reason) AS r
   WHERE r.reason IS NOT NULL AND n.need NOT IN (SELECT o.need FROM object AS o)
  UNION ALL
  SELECT need, 6, 'nobody is a rep: [reps] roles and emails match no active user'
    FROM need
   WHERE thing = 'touch' AND NOT EXISTS (SELECT FROM run_rep WHERE run_id = run_id())
     AND EXISTS (SELECT FROM setting_list('reps', 'roles') UNION ALL SELECT FROM setting_list('reps', 'emails'))
  UNION ALL
  SELECT need, 7, no_touch_words()
    FROM need
   WHERE thing = 'touch' AND NOT EXISTS (SELECT FROM touch AS t JOIN run_rep AS r ON r.run_id = run_id() AND r.rep_id = t.rep_id
                                            WHERE t.at >= days_before(30))
)
SELECT DISTINCT ON (w.check_id) l.reason, w.check_id
  FROM wanted AS w
  JOIN lack AS l USING (need)
 ORDER BY w.check_id, l.place, l.need, l.reason
