-- B10, accounts with the same website host, without www.; free-mail and listed shared domains
-- don't count, other hosts of a domain are others, and what is no host is none.
SELECT given_setting('duplicates', 'shared_domains', 'Linkedin.com');
SELECT given_account('001' || n, '005ann', 'Name' || n) FROM generate_series(10, 21) AS n;
UPDATE account_version AS a SET website = v.website
  FROM (VALUES (10, 'https://www.acme.com/about?x=1'), (11, 'ACME.com'), (12, 'http://acme.com:8080'), (13, 'shop.acme.com'), (14, 'gmail.com'), (15, 'https://gmail.com/'),
               (16, 'www.linkedin.com/company/x'), (17, 'linkedin.com'), (18, 'none'), (19, 'none'), (20, 'acme.community'), (21, '')) AS v (n, website)
 WHERE a.account_id = '001' || v.n;
