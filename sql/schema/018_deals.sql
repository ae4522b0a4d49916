-- What the checks of deals, meetings and trials lean on.

-- Something was entered: neither blank nor an unticked box.
CREATE FUNCTION is_said(t text) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN NOT is_blank(t) AND read_bool(t) IS DISTINCT FROM false;

-- Whether a title holds one of the words of a list in the configuration, as whole words.
CREATE FUNCTION title_means(title text, p_section text, p_name text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM setting_list(p_section, p_name) AS item
                  WHERE name_words(item) <> '' AND strpos(' ' || name_words(title) || ' ', ' ' || name_words(item) || ' ') > 0)
$$;

-- Files that are in the store at the run's instant, new notes left out.
CREATE VIEW document AS
SELECT d.document_id, d.entity_id, d.title, d.document_created_at AS created_at
  FROM document_link AS d
 WHERE NOT d.is_deleted AND coalesce(d.file_type, '') <> 'SNOTE'
   AND (d.document_created_at IS NULL OR d.document_created_at < as_of());

-- The opportunities of an account. The view's account may be the master of a merged one,
-- which no index knows: the candidates come by the accounts that it can have had.
CREATE FUNCTION account_deals(p_account text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT o.opportunity_id
    FROM opportunity AS o
   WHERE o.account_id = p_account
     AND o.opportunity_id = ANY (array(SELECT v.opportunity_id FROM opportunity_version AS v
                                        WHERE v.account_id = ANY (p_account || array(SELECT m.loser_id FROM record_master AS m
                                                                                      WHERE m.master_id = p_account))))
$$;

-- Whether a title names this day, in the forms that has_date() knows; where the order of
-- day and month is open, either will do.
CREATE FUNCTION names_day(title text, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(title ~* format(
           '(^|\D)(%1$s([-./_ ]?)0?%2$s\3(?:0?%3$s)(\D|$)'
           || '|(0?%2$s[-./_]0?%3$s|0?%3$s[-./_]0?%2$s)[-./_](20)?%4$s(\D|$)'
           || '|0?%3$s(st|nd|rd|th)?[.]?( of)? *%5$s[a-z]*[.,]* *%1$s(\D|$))'
           || '|\m%5$s[a-z]*[.]? *0?%3$s(st|nd|rd|th)?,? +%1$s(\D|$)',
           extract(year FROM day), extract(month FROM day), extract(day FROM day), to_char(day, 'YY'), to_char(day, 'mon')), false)
$$;

-- "12", "12 months", "1 year" in months; NULL for other words.
CREATE FUNCTION term_months(term text) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN parts[2] ~ '^y' THEN 12 ELSE 1 END * parts[1]::numeric
    FROM regexp_match(lower(btrim(term)), '^(\d{1,4}(?:\.\d{1,4})?)[ -]*(|m|mo|mos|mth|mths|months?|y|yrs?|years?)\.?$') AS parts
$$;

CREATE FUNCTION months_words(months numeric) RETURNS text LANGUAGE sql IMMUTABLE
RETURN trim_scale(months) || CASE months WHEN 1 THEN ' month' ELSE ' months' END;

-- The users that a list in the configuration means, by id, e-mail or user name.
CREATE FUNCTION listed_users(p_section text, p_name text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT read_id(item) FROM setting_list(p_section, p_name) AS item WHERE item !~ '@'
   UNION
  SELECT u.user_id
    FROM setting_list(p_section, p_name) AS item
    JOIN crm_user AS u ON lower(item) IN (lower(u.email), lower(u.username))
$$;

-- Who decided what of a record, and when. A process whose steps are not there speaks for
-- the one who acted last.
CREATE VIEW decision AS
SELECT a.target_id, s.actor_id, s.status, s.created_at AS decided_at, s.step_id AS decision_id
  FROM approval AS a
  JOIN approval_step AS s ON s.approval_id = a.approval_id AND NOT s.is_deleted
 WHERE NOT a.is_deleted AND s.status IN ('Approved', 'Rejected') AND (s.created_at IS NULL OR s.created_at < as_of())
UNION ALL
SELECT a.target_id, a.last_actor_id, a.status, a.completed_at, a.approval_id
  FROM approval AS a
 WHERE NOT a.is_deleted AND a.status IN ('Approved', 'Rejected') AND (a.completed_at IS NULL OR a.completed_at < as_of())
   AND NOT EXISTS (SELECT FROM approval_step AS s WHERE s.approval_id = a.approval_id AND NOT s.is_deleted);

-- Whether the last word on a record by those who may approve was yes. No list of them
-- means anybody.
CREATE FUNCTION is_approved(p_record text, p_approvers text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT d.status = 'Approved'
                     FROM decision AS d
                    WHERE d.target_id = p_record AND (p_approvers IS NULL OR d.actor_id = ANY (p_approvers))
                    ORDER BY d.decided_at DESC NULLS LAST, d.decision_id DESC
                    LIMIT 1), false)
$$;

CREATE FUNCTION has_status(status text, p_section text, p_name text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM setting_list(p_section, p_name) AS item WHERE lower(item) = lower(btrim(status)))
$$;

-- Quotes that exist at the run's instant; is_out: the customer has seen it.
CREATE VIEW live_quote AS
SELECT q.quote_id, q.opportunity_id, q.name, q.number, q.status, q.discount, q.is_syncing, q.created_at,
       has_status(q.status, 'quotes', 'sent_statuses') OR has_status(q.status, 'quotes', 'approved_statuses') AS is_out,
       has_status(q.status, 'quotes', 'approved_statuses') AS status_approves
  FROM quote AS q
 WHERE NOT q.is_deleted AND (q.created_at IS NULL OR q.created_at < as_of());

CREATE FUNCTION deal_need_lacking(need text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE need
    WHEN 'deal-types' THEN
      CASE WHEN NOT EXISTS (SELECT FROM opportunity AS o WHERE has_status(o.type, 'deals', 'new_types'))
           THEN 'no opportunity has a type that means new business; name yours in [deals] new_types' END
    WHEN 'quote-approvers' THEN
      CASE WHEN NOT EXISTS (SELECT FROM setting_list('quotes', 'approvers'))
           THEN 'who approves quotes is not said; name the chief revenue officer in [quotes] approvers'
           WHEN NOT EXISTS (SELECT FROM listed_users('quotes', 'approvers') AS l JOIN crm_user AS u ON u.user_id = l)
           THEN '[quotes] approvers matches no user' END
    WHEN 'standard-terms' THEN
      CASE WHEN NOT EXISTS (SELECT FROM setting_list('terms', 'payment') UNION ALL SELECT FROM setting_list('terms', 'months')
                            UNION ALL SELECT FROM setting_list('terms', 'most_discount'))
           THEN 'what terms are standard is not said; name them in [terms] payment, months and most_discount' END
    WHEN 'terms-approvers' THEN
      CASE WHEN EXISTS (SELECT FROM setting_list('terms', 'approvers'))
                AND NOT EXISTS (SELECT FROM listed_users('terms', 'approvers') AS l JOIN crm_user AS u ON u.user_id = l)
           THEN '[terms] approvers matches no user' END
    WHEN 'effective-date' THEN
      CASE WHEN NOT field_present('opportunity', 'effective_date')
           THEN 'no effective date is mapped; name the field in [fields.opportunity] effective_date' END
    WHEN 'order-form' THEN
      CASE WHEN NOT field_present('opportunity', 'order_form')
           THEN 'no order form is mapped; name the field in [fields.opportunity] order_form' END
    WHEN 'meeting-notes' THEN
      CASE WHEN NOT EXISTS (SELECT FROM document AS d WHERE title_means(d.title, 'meetings', 'notes_titles'))
           THEN 'no file on an account or opportunity is titled as meeting notes; notes that are kept elsewhere cannot be seen' END
    WHEN 'trial-end' THEN
      CASE WHEN NOT field_present('opportunity', 'trial_end') AND NOT field_present('opportunity', 'trial_start')
                AND NOT field_present('account', 'trial_end') AND NOT field_present('account', 'trial_start')
           THEN 'no trial is mapped; name its dates in [fields.opportunity] or [fields.account] trial_start or trial_end' END
    WHEN 'trial-extension' THEN
      CASE WHEN NOT field_present('opportunity', 'trial_extension') AND NOT field_present('account', 'trial_extension')
           THEN 'whether an extension was asked for is not mapped; name the field in [fields.opportunity] or [fields.account] trial_extension' END
  END
$$;

CREATE OR REPLACE FUNCTION need_lacking(need text) RETURNS text LANGUAGE sql STABLE
RETURN coalesce(record_need_lacking(need), pipeline_need_lacking(need), deal_need_lacking(need));
