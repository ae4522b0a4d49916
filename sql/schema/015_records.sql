-- What the checks of record values lean on.

-- of_customers: of accounts that are customers, of opportunities that are won. A field of
-- severity soft is no finding, it counts in the completeness alone.
INSERT INTO required_field_default (object, name, label, place, of_customers, severity)
SELECT object, name, label, place, of_won, severity
  FROM (VALUES
    ('opportunity', 1, 'account_id', 'account', false, 'warn'),
    ('opportunity', 2, 'name', 'name', false, 'warn'),
    ('opportunity', 3, 'amount', 'amount', false, 'warn'),
    ('opportunity', 4, 'next_step', 'next step', false, 'warn'),
    ('opportunity', 5, 'next_step_due', 'next step''s due date', false, 'warn'),
    ('opportunity', 6, 'close_date', 'close date', false, 'warn'),
    ('opportunity', 7, 'stage', 'stage', false, 'warn'),
    ('opportunity', 8, 'owner_id', 'owner', false, 'warn'),
    ('opportunity', 9, 'hosts', 'up to # of hosts', true, 'warn'),
    ('opportunity', 10, 'type', 'type', true, 'warn'),
    ('opportunity', 11, 'payment_terms', 'payment terms', true, 'warn'),
    ('opportunity', 12, 'billing_process', 'billing process', true, 'warn'),
    ('opportunity', 13, 'term', 'term', true, 'warn'),
    ('opportunity', 14, 'reseller', 'reseller', true, 'warn'),
    ('opportunity', 15, 'effective_date', 'effective date', true, 'warn'),
    ('opportunity', 16, 'subscription_end', 'subscription end', true, 'warn'),
    ('opportunity', 17, 'invoice_sent', 'invoice sent', true, 'warn'),
    ('opportunity', 18, 'payment_received', 'payment received', true, 'warn'),
    ('contact', 1, 'name', 'name', false, 'warn'),
    ('contact', 2, 'title', 'title', false, 'warn'),
    ('contact', 3, 'department', 'department', false, 'warn'),
    ('contact', 4, 'account_id', 'account', false, 'warn'),
    ('contact', 5, 'email', 'e-mail', false, 'warn'),
    ('contact', 6, 'linkedin_url', 'LinkedIn URL', false, 'warn'),
    ('contact', 7, 'reports_to_id', 'reports to', false, 'warn'),
    ('contact', 8, 'is_champion', 'is champion', false, 'warn'),
    ('contact', 9, 'personal_email', 'personal e-mail', false, 'soft'),
    ('contact', 10, 'twitter', 'Twitter', false, 'soft'),
    ('contact', 11, 'github', 'GitHub', false, 'soft'),
    ('contact', 12, 'mobile', 'mobile', false, 'soft'),
    ('contact', 13, 'website', 'website', false, 'soft'),
    ('contact', 14, 'description', 'description', false, 'soft'),
    ('lead', 1, 'name', 'name', false, 'warn'),
    ('lead', 2, 'source', 'lead source', false, 'warn'),
    ('lead', 3, 'status', 'lead status', false, 'warn'),
    ('lead', 4, 'rating', 'rating', false, 'warn')
  ) AS fields (object, place, name, label, of_won, severity);

-- Accounts without the catch-all ones and those of integration users.
CREATE VIEW audited_account AS
SELECT a.*
  FROM account AS a
 WHERE NOT EXISTS (SELECT FROM catch_all_account AS c WHERE c.account_id = a.account_id)
   AND NOT EXISTS (SELECT FROM excluded_user AS x WHERE x.user_id = a.owner_id);

-- What stands behind linkedin.com/, without query and trailing slashes; NULL elsewhere.
CREATE FUNCTION linkedin_path(url text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN substring(lower(btrim(url)) FROM '^(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/([^?#\s]*[^?#\s/])/*(?:[?#]\S*)?$');

CREATE FUNCTION linkedin_is(kind text, url text) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN coalesce(linkedin_path(url) ~ CASE kind WHEN 'company' THEN '^(company|school|showcase)/[^/]+'
                                               WHEN 'person' THEN '^(in|pub)/[^/]+'
                                               ELSE '^sales/(company|people|lead|accounts?)/[^/]+' END, false);

-- "company/acme" of a company's URL, however it is written
CREATE FUNCTION linkedin_company(url text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN substring(linkedin_path(url) FROM '^((?:company|school|showcase)/[^/]+)');

-- A name's words: compatibility-normalised, without case and punctuation.
CREATE FUNCTION name_words(name text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN btrim(regexp_replace(regexp_replace(lower(normalize(name, NFKC)), '[.''’`]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'));

-- The first word is never dropped as a legal form, so that an index can serve it.
CREATE FUNCTION name_stem(name text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN nullif(split_part(name_words(name), ' ', 1), '');

CREATE FUNCTION legal_form_pattern() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce('( (' || string_agg(name_words(item), '|') || '))+$', '$')
    FROM setting_list('duplicates', 'legal_forms') AS item
   WHERE name_words(item) <> ''
$$;

CREATE FUNCTION name_key(name text, forms text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN regexp_replace(name_words(name), forms, '');

-- A website's host without "www."
CREATE FUNCTION website_domain(website text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN substring(lower(btrim(website)) FROM '^(?:[a-z]+://)?(?:www\.)?([^\s/?#:@]+\.[^\s/?#:@.]{2,})(?::\d+)?(?:[/?#]\S*)?$');

CREATE FUNCTION email_key(email text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN substring(lower(btrim(email)) FROM '^[^\s@]+@[^\s@]+$');

CREATE INDEX account_version_stem ON account_version (name_stem(name)) WHERE name_stem(name) IS NOT NULL;
CREATE INDEX account_version_domain ON account_version (website_domain(website)) WHERE website_domain(website) IS NOT NULL;
CREATE INDEX account_version_linkedin ON account_version (linkedin_company(custom ->> 'linkedin_company_url'))
  WHERE linkedin_company(custom ->> 'linkedin_company_url') IS NOT NULL;
CREATE INDEX contact_version_email_key ON contact_version (email_key(email)) WHERE email_key(email) IS NOT NULL;
CREATE INDEX lead_version_email_key ON lead_version (email_key(email)) WHERE email_key(email) IS NOT NULL;

-- A day in a title: 2026-05-01, 20260501, 5/1/26, 1 May 2026, May 1st, 2026.
CREATE FUNCTION has_date(title text) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN coalesce(title ~* ('(^|\D)(20\d\d([-./_ ]?)(0?[1-9]|1[0-2])\3(0?[1-9]|[12]\d|3[01])(\D|$)'
                          || '|([1-9]|0[1-9]|[12]\d|3[01])[-./_]([1-9]|0[1-9]|[12]\d|3[01])[-./_](20)?\d\d(\D|$)'
                          || '|([1-9]|0[1-9]|[12]\d|3[01])(st|nd|rd|th)?[.]? *(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[.,]* *20\d\d(\D|$))'
                          || '|\m(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[.]? *([1-9]|0[1-9]|[12]\d|3[01])(st|nd|rd|th)?,? +20\d\d(\D|$)'), false);

-- The usual names and codes of countries that lists of sanctions speak of; others are
-- compared as they are written.
CREATE TABLE country_name (
  name text NOT NULL,
  code text NOT NULL,
  CONSTRAINT country_name_pk PRIMARY KEY (name)
);
INSERT INTO country_name (name, code)
SELECT name, split_part(names, '|', 1)
  FROM (VALUES ('af|afg|afghanistan'), ('by|blr|belarus|belorussia'), ('cd|cod|dr congo|drc|democratic republic of the congo|congo, the democratic republic of the'),
               ('cf|caf|central african republic'), ('cn|chn|china|prc|people''s republic of china'), ('cu|cub|cuba'), ('et|eth|ethiopia'),
               ('hk|hkg|hong kong|hong kong sar'), ('iq|irq|iraq'), ('ir|irn|iran|islamic republic of iran'),
               ('kp|prk|north korea|dprk|democratic people''s republic of korea|korea, democratic people''s republic of|korea (north)|korea, north'),
               ('lb|lbn|lebanon'), ('ly|lby|libya'), ('ml|mli|mali'), ('mm|mmr|myanmar|burma'), ('ni|nic|nicaragua'),
               ('ru|rus|russia|russian federation'), ('sd|sdn|sudan'), ('so|som|somalia'), ('ss|ssd|south sudan'),
               ('sy|syr|syria|syrian arab republic'), ('ua|ukr|ukraine'), ('ve|ven|venezuela|bolivarian republic of venezuela'),
               ('ye|yem|yemen'), ('zw|zwe|zimbabwe')) AS v (names),
       string_to_table(names, '|') AS name;

CREATE FUNCTION place_words(place text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN btrim(regexp_replace(replace(lower(place), '.', ''), '\s+', ' ', 'g'));

-- Every way to write a place of the list.
CREATE VIEW sanctioned_place AS
SELECT 'country' AS kind, place_words(item) AS name FROM setting_list('sanctions', 'countries') AS item
UNION
SELECT 'country', other.name
  FROM setting_list('sanctions', 'countries') AS item
  JOIN country_name AS n ON n.name = place_words(item)
  JOIN country_name AS other ON other.code = n.code
UNION
SELECT 'region', place_words(item) FROM setting_list('sanctions', 'regions') AS item;

-- Since when a queue has owned a lead: the CRM's history, else our first sight of it, else
-- the lead's creation.
CREATE FUNCTION lead_queued_since(p_lead text, p_queue text, p_created timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT max(h.created_at) FROM lead_history AS h
                    WHERE h.record_id = p_lead AND lower(h.field) = 'owner' AND read_id(h.new_value) = p_queue
                      AND h.created_at < as_of() AND NOT h.is_deleted),
                  (SELECT nullif(min(v.valid_from), '-infinity') FROM lead_version AS v
                    WHERE v.lead_id = p_lead AND v.owner_id = p_queue AND v.valid_from <= as_of()
                      AND NOT EXISTS (SELECT FROM lead_version AS x
                                       WHERE x.lead_id = p_lead AND x.owner_id IS DISTINCT FROM p_queue
                                         AND x.valid_from > v.valid_from AND x.valid_from <= as_of())),
                  p_created)
$$;

CREATE OR REPLACE FUNCTION need_lacking(need text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE need
    WHEN 'opt-out' THEN
      CASE WHEN NOT EXISTS (SELECT FROM source_field
                             WHERE object IN ('contact', 'lead') AND name IN ('opted_out', 'do_not_call') AND is_present)
           THEN 'neither HasOptedOutOfEmail nor DoNotCall is at the source, or both are hidden from the login' END
    WHEN 'ticket-priorities' THEN
      CASE WHEN NOT EXISTS (SELECT FROM setting_list('tickets', 'p0') UNION ALL SELECT FROM setting_list('tickets', 'p1'))
           THEN 'which priorities of a Case are P0 and P1 is not said; name them in [tickets] p0 and p1' END
    WHEN 'account-figures' THEN
      CASE WHEN NOT EXISTS (SELECT FROM source_field
                             WHERE object = 'account' AND is_present
                               AND name IN ('total_opportunities', 'deals_won', 'first_deal_close', 'cumulative_revenue', 'subscription_end'))
           THEN 'no figure of accounts is mapped; name the fields in [fields.account] total_opportunities, deals_won, first_deal_close, cumulative_revenue and subscription_end' END
    WHEN 'linkedin-fields' THEN
      CASE WHEN NOT field_present('account', 'linkedin_company_url') AND NOT field_present('account', 'sales_navigator_url')
                AND NOT field_present('contact', 'linkedin_url')
           THEN 'no LinkedIn field is mapped; name them in [fields.account] linkedin_company_url, sales_navigator_url and [fields.contact] linkedin_url' END
    WHEN 'notes' THEN
      CASE WHEN NOT EXISTS (SELECT FROM source_state WHERE object IN ('note', 'document_link') AND is_present)
           THEN 'neither Note nor ContentDocumentLink could be read' END
    WHEN 'sanctions-list' THEN
      CASE WHEN NOT EXISTS (SELECT FROM sanctioned_place)
           THEN 'no country is on the list; name those you do no business with in [sanctions] countries and regions' END
  END
$$;
