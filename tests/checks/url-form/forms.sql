-- B7, each field wants its own kind of LinkedIn page. Scheme, www. and a country may be there
-- or not; a query and a trailing slash are fine; blanks are for B1 and B3.
SELECT given_account('001' || n, '005ann') FROM generate_series(10, 24) AS n;
UPDATE account_version AS a SET custom = jsonb_build_object('linkedin_company_url', v.url)
  FROM (VALUES (10, 'https://www.linkedin.com/company/ten/'), (11, 'linkedin.com/company/eleven'), (12, 'http://de.linkedin.com/company/twelve?trk=x'), (13, ' LinkedIn.com/Company/Thirteen '),
               (14, 'linkedin.com/school/fourteen'), (15, 'linkedin.com/in/al'), (16, 'linkedin.com/company/'), (17, 'https://acme.example/linkedin.com/company/x'),
               (18, 'linkedin.com/sales/company/18'), (19, 'acme'), (20, ''), (21, '?'), (22, 'notlinkedin.com/company/x'), (23, 'linkedin.com/companyx/x'), (24, 'linkedin.com')) AS v (n, url)
 WHERE a.account_id = '001' || v.n;
