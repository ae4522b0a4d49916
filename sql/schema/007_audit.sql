-- What single checks lean on.

-- "1 day", "2 days"
CREATE FUNCTION counted(amount bigint, one text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN amount || ' ' || one || CASE WHEN amount = 1 THEN '' ELSE 's' END;

-- Which limit a figure is over, in words; nothing when it is within both.
CREATE FUNCTION over_words(figure bigint, warn_over integer, fail_over integer) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE WHEN figure > fail_over THEN ' (limit ' || fail_over || ')'
            WHEN figure > warn_over THEN ' (limit ' || warn_over || ')' ELSE '' END;

-- An activity in words: "an e-mail"
CREATE FUNCTION kind_words(kind text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE kind WHEN 'email' THEN 'an e-mail' WHEN 'call' THEN 'a call' WHEN 'linkedin' THEN 'a LinkedIn message'
                 WHEN 'sms' THEN 'an SMS' WHEN 'meeting' THEN 'a meeting' ELSE 'an activity' END;

-- Countries whose addresses have a state, by code or usual names.
CREATE FUNCTION country_has_states(country text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(lower(regexp_replace(country, '[.\s]+', '', 'g')) IN (
    'au', 'aus', 'australia', 'br', 'bra', 'brazil', 'brasil', 'ca', 'can', 'canada',
    'cn', 'chn', 'china', 'ie', 'irl', 'ireland', 'in', 'ind', 'india', 'it', 'ita', 'italy', 'italia',
    'mx', 'mex', 'mexico', 'méxico', 'us', 'usa', 'unitedstates', 'unitedstatesofamerica', 'theunitedstates'), false)
$$;

-- The one table of severities: which fields a record must have. [required.account]
-- of the configuration overrides it.
CREATE TABLE required_field_default (
  object text NOT NULL,
  name text NOT NULL,
  label text NOT NULL,
  place integer NOT NULL,
  of_customers boolean NOT NULL,
  severity text NOT NULL,
  CONSTRAINT required_field_default_pk PRIMARY KEY (object, name)
);
INSERT INTO required_field_default (object, name, label, place, of_customers, severity)
SELECT 'account', name, label, place, of_customers, severity
  FROM (VALUES
    (1, 'name', 'name', false, 'fail'),
    (2, 'billing_street', 'billing street', false, 'warn'),
    (3, 'billing_city', 'billing city', false, 'warn'),
    (4, 'billing_state', 'billing state', false, 'warn'),
    (5, 'billing_postal_code', 'billing postal code', false, 'warn'),
    (6, 'billing_country', 'billing country', false, 'warn'),
    (7, 'parent_id', 'parent account', false, 'warn'),
    (8, 'linkedin_company_url', 'LinkedIn company URL', false, 'warn'),
    (9, 'ciso_employees', 'CISO employees (#)', false, 'warn'),
    (10, 'employees', 'employees (#)', false, 'warn'),
    (11, 'industry', 'industry', false, 'warn'),
    (12, 'rating', 'rating', false, 'warn'),
    (13, 'sales_navigator_url', 'LinkedIn Sales Navigator URL', false, 'warn'),
    (14, 'invoice_sent', 'invoice sent (latest)', true, 'warn'),
    (15, 'payment_received', 'payment received (latest)', true, 'warn'),
    (16, 'subscription_end', 'subscription end (latest)', true, 'warn'),
    (17, 'press_approval', 'press approval', true, 'warn'),
    (18, 'license_key', 'licence key', true, 'warn'),
    (19, 'total_opportunities', 'total opportunities (#)', true, 'warn'),
    (20, 'deals_won', 'deals won (#)', true, 'warn'),
    (21, 'first_deal_close', 'first deal''s close date', true, 'warn'),
    (22, 'cumulative_revenue', 'cumulative revenue', true, 'warn'),
    (23, 'payment_terms', 'payment terms', true, 'warn'),
    (24, 'shipping_street', 'shipping street', true, 'warn'),
    (25, 'shipping_city', 'shipping city', true, 'warn'),
    (26, 'shipping_state', 'shipping state', true, 'warn'),
    (27, 'shipping_postal_code', 'shipping postal code', true, 'warn'),
    (28, 'shipping_country', 'shipping country', true, 'warn'),
    (29, 'purchase_orders', 'purchase orders link', true, 'warn'),
    (30, 'signed_agreements', 'signed subscription agreements link', true, 'warn'),
    (31, 'invoices', 'invoices link', true, 'warn'),
    (32, 'meeting_notes', 'meeting notes link', true, 'warn'),
    (33, 'signed_nda', 'signed NDA link', true, 'warn')
  ) AS fields (place, name, label, of_customers, severity);

-- A field is asked for where it is mapped and the source has it, even if empty there.
CREATE VIEW required_field AS
SELECT d.object, d.name, d.label, d.place, d.of_customers, coalesce(s.value, d.severity) AS severity
  FROM required_field_default AS d
  JOIN source_field AS f ON f.object = d.object AND f.name = d.name AND f.is_present
  LEFT JOIN setting AS s ON s.section = 'required.' || d.object AND s.name = d.name
 WHERE coalesce(s.value, d.severity) <> 'off';

-- Runs one check's SELECT and keeps its rows of the scope in stage_finding. The
-- columns of the contract are asked for by name, the rest is the detail.
CREATE FUNCTION check_run(p_check text, p_sql text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  amount bigint;
BEGIN
  EXECUTE format(
    'INSERT INTO stage_finding (check_id, record_type, record_id, part, rep_id, account_id, label, severity, why, weight, detail)
     SELECT %L, q.record_type, q.record_id, coalesce(d.j ->> ''part'', ''''), coalesce(q.rep_id, ''''), q.account_id, q.label,
            q.severity, q.why, coalesce((d.j ->> ''weight'')::numeric, 0),
            d.j - ''{record_type,record_id,part,rep_id,account_id,label,severity,why,weight}''::text[]
       FROM (%s) AS q
      CROSS JOIN LATERAL (SELECT to_jsonb(q) AS j) AS d
      WHERE coalesce(q.rep_id, '''') COLLATE "C" BETWEEN scope_low() AND scope_high()',
    p_check, regexp_replace(p_sql, ';\s*$', '') || E'\n');
  GET DIAGNOSTICS amount = ROW_COUNT;
  RETURN amount;
END $$;

-- Why the window holds no touch, as far as the activities tell: too old, nobody's who is
-- a rep, none done, or none of a kind that counts.
CREATE FUNCTION no_touch_words() RETURNS text LANGUAGE sql STABLE AS $$
  WITH recent AS (
    SELECT * FROM activity_live WHERE at >= days_before(30)
  ), status AS (
    SELECT string_agg(status || ' ' || n, ', ' ORDER BY n DESC, status) AS words
      FROM (SELECT coalesce(t.status, 'none') AS status, count(*) AS n
              FROM recent AS r JOIN task AS t ON t.task_id = r.activity_id AND r.source = 'task'
             GROUP BY 1 ORDER BY n DESC LIMIT 5) AS seen
  )
  SELECT 'no touch in the 30 days: '
         || CASE
              WHEN NOT EXISTS (SELECT FROM recent)
                THEN coalesce('the newest activity is of ' || (SELECT max(at AT TIME ZONE org_zone())::date FROM activity_live)
                                || '; see --as-of', 'no activity has a date')
              WHEN EXISTS (SELECT FROM touch WHERE at >= days_before(30))
                THEN 'touches by people who are no reps alone; see [reps]'
              WHEN NOT EXISTS (SELECT FROM recent WHERE is_done AND source = 'task')
                THEN format('no task counts as done; statuses seen: %s; name those that count in [activity] touch_statuses, or * for all',
                            coalesce((SELECT words FROM status), 'none'))
              ELSE 'what is done is of no kind that counts; name the kinds of your subjects in [activity.subject], or map [fields.task] type'
            END
$$;
