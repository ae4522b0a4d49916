-- title: Contracts
SELECT NULL AS at, c.ends_on AS day, format('contract %s, ends %s, term %s', coalesce(c.number, c.contract_id), coalesce(date_words(c.ends_on), 'on no day'),
                                            coalesce(months_words(c.term_months), 'none')) AS what,
       user_words(c.owner_id) AS who, c.contract_id AS id, NOT c.is_deleted AND lower(coalesce(c.status_code, c.status)) = 'activated' AS counts,
       CASE WHEN c.is_deleted THEN 'deleted' ELSE 'status ' || coalesce(c.status_code, c.status, 'none') END AS remark
  FROM finding AS f
  JOIN contract AS c ON c.account_id = f.account_id
                     OR c.contract_id = (SELECT o.contract_id FROM opportunity AS o WHERE o.opportunity_id = f.record_id)
 WHERE f.finding_id = $1
 ORDER BY c.ends_on, c.contract_id
