-- B7, a run for one rep tells that rep's, and sees whom the URL is shared with. Five accounts
-- are named at most.
SELECT given_scope('005ann');
SELECT given_account('001' || n, CASE n WHEN 3 THEN '005ann' ELSE '005ben' END, 'A' || n) FROM generate_series(1, 6) AS n;
SELECT given_contact('003al'), given_contact('003bo');
UPDATE account_version SET custom = '{"linkedin_company_url": "linkedin.com/company/acme"}';
UPDATE contact_version SET custom = '{"linkedin_url": "x"}', owner_id = CASE contact_id WHEN '003al' THEN '005ann' ELSE '005ben' END;
