-- What else decides how far the figures can be trusted.
-- shared: what amount
WITH folded AS (
  SELECT count(*) AS amount FROM activity
   WHERE folded_into IS NOT NULL AND at < as_of() AND rep_id BETWEEN scope_low() AND scope_high()
     AND (team_id() = '' OR rep_id IN (SELECT t.rep_id FROM team_rep AS t))
), touched AS (
  SELECT count(*) FILTER (WHERE person_id IS NULL) AS nameless, count(*) AS amount
    FROM touch
   WHERE at >= days_before(30) AND rep_id BETWEEN scope_low() AND scope_high()
     AND (team_id() = '' OR rep_id IN (SELECT t.rep_id FROM team_rep AS t))
), quiet AS (
  SELECT count(*) AS amount, string_agg(r.name, ', ' ORDER BY r.name, r.rep_id) AS names
    FROM rep AS r
   WHERE NOT EXISTS (SELECT FROM touch AS t WHERE t.rep_id = r.rep_id AND t.at >= days_before(30))
), ownerless AS (
  SELECT count(DISTINCT owner_id) AS amount, min(owner_id) AS example
    FROM (SELECT owner_id FROM account_in_scope UNION SELECT owner_id FROM opportunity_in_scope) AS o
   WHERE owner_id IS NOT NULL AND EXISTS (SELECT FROM crm_user)
     AND NOT EXISTS (SELECT FROM crm_user_version AS u WHERE u.user_id = o.owner_id)
), field AS (
  SELECT count(*) FILTER (WHERE NOT is_present) AS absent,
         string_agg(object || '.' || name || ' = ' || field, ', ' ORDER BY object, name) FILTER (WHERE NOT is_present) AS absent_names
    FROM source_field
   WHERE is_custom
), empty AS (
  SELECT count(*) AS amount, string_agg(f.label, ', ' ORDER BY f.place) AS names
    FROM required_field AS f
    JOIN source_field AS s ON s.object = f.object AND s.name = f.name
   WHERE f.object = 'account' AND f.name <> 'parent_id'
     -- from one filled record to the next field: OFFSET 0 keeps it from reading all records for all fields
     AND NOT EXISTS (SELECT FROM account AS a
                      WHERE NOT is_blank(CASE WHEN s.is_custom THEN a.custom ->> f.name ELSE to_jsonb(a) ->> f.name END) OFFSET 0)
), lost AS (
  SELECT count(*) AS amount,
         string_agg(format('%s.%s since %s', object, field, day_of(gone_since)), ', ' ORDER BY object, field) AS names
    FROM lost_field
), drifted AS (
  SELECT count(*) AS amount,
         string_agg(concat_ws(' ', sobject || CASE WHEN field = '' THEN '' ELSE '.' || field END, what,
                              CASE WHEN what = 'retyped' THEN format('from %s to %s', old_type, new_type) END), ', ' ORDER BY sobject, field) AS names
    FROM drift
   WHERE found_at <= as_of() AND found_at > days_before(7)
), closed AS (
  SELECT count(*) AS amount FROM finding_in_scope
   WHERE state = 'resolved' AND closed_why <> '' AND resolved_on = as_of_day()
), fact AS (
  SELECT 1 AS place, 'Activities counted once though logged twice' AS what, amount, 'folded into the first of them' AS detail FROM folded
  UNION ALL
  SELECT 2, 'Touches in the last 30 days', amount,
         CASE WHEN amount = 0 THEN 'none at all: see [activity] touch_statuses, which says what counts as done' ELSE '' END FROM touched
  UNION ALL
  SELECT 3, 'Touches that name an account but no person', nameless, 'they count for accounts and totals, not per person' FROM touched
  UNION ALL
  SELECT 4, 'Reps without a touch in the last 30 days', amount, names FROM quiet
  UNION ALL
  SELECT 5, 'Owners who are not in the user list', amount, 'for example ' || example FROM ownerless
  UNION ALL
  SELECT 6, 'Mapped fields that the source lacks', absent, absent_names FROM field
  UNION ALL
  SELECT 7, 'Account fields asked for that are empty everywhere', amount, names FROM empty
  UNION ALL
  SELECT 8, 'Fields lost: hidden from the login or removed', amount, names || '; they are not asked for, and what was read of them last stays'
    FROM lost
  UNION ALL
  SELECT 9, 'Changes in the source''s fields in the last 7 days', amount, names FROM drifted
  UNION ALL
  SELECT 10, 'Findings closed as their record is gone', amount, 'deleted, purged or merged into another' FROM closed
)
SELECT what, amount, detail
  FROM fact
 ORDER BY place
