-- title: Files on the record, its account and the account's deals
-- $2: section and name of the list of words that a title must have.
WITH f AS (
  SELECT f.*, read_instant(f.detail ->> 'held') AS held FROM finding AS f WHERE f.finding_id = $1
)
SELECT d.created_at AS at, NULL AS day, d.title AS what, NULL AS who, d.document_id AS id,
       t.is_meant AND (f.held IS NULL OR (names.day AND names.account)) AS counts,
       concat_ws(', ', CASE WHEN d.document_id = f.record_id THEN 'the one itself' END,
                 CASE WHEN t.is_meant THEN 'titled by ' ELSE 'no word of ' END || format('[%s] %s', split_part($2, ' ', 1), split_part($2, ' ', 2)),
                 CASE WHEN f.held IS NOT NULL AND NOT names.day THEN 'names another day or none' END,
                 CASE WHEN f.held IS NOT NULL AND NOT names.account THEN 'lacks the account''s name' END) AS remark
  FROM f
 CROSS JOIN LATERAL (SELECT array[f.record_id, f.account_id] || array(SELECT account_deals(f.account_id)) AS ids) AS place
  JOIN document AS d ON d.entity_id = ANY (place.ids)
  LEFT JOIN account AS a ON a.account_id = f.account_id
 CROSS JOIN LATERAL (SELECT title_means(d.title, split_part($2, ' ', 1), split_part($2, ' ', 2)) AS is_meant) AS t
 CROSS JOIN LATERAL (SELECT names_day(d.title, (f.held AT TIME ZONE org_zone())::date) AS day,
                            coalesce(strpos(' ' || name_words(d.title) || ' ', ' ' || name_key(a.name, legal_form_pattern()) || ' ') > 0, true) AS account) AS names
 ORDER BY d.created_at, d.document_id, d.entity_id
