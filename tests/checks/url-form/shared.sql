-- B7, the same company URL on two accounts, however it is written; a page below it is the
-- same company. Another company, and a deleted account, share nothing.
SELECT given_account('001a', '005ann', 'Acme'), given_account('001b', '005ben', 'Acme Inc'), given_account('001c', NULL, ' '), given_account('001d', '005ann', 'Dot'),
       given_account('001e', '005ann', 'Eve'), given_account('001f', '005ann', 'Fay', deleted => true);
UPDATE account_version SET custom = jsonb_build_object('linkedin_company_url', CASE account_id WHEN '001a' THEN 'https://www.linkedin.com/company/acme/' WHEN '001b' THEN 'linkedin.com/company/ACME/about'
  WHEN '001c' THEN 'linkedin.com/company/acme?x=1' WHEN '001d' THEN 'linkedin.com/company/acmes' ELSE 'linkedin.com/company/eve' END);
