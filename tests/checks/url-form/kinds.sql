-- B7, Sales Navigator pages of accounts and persons' pages of contacts; each field that is
-- wrong has a row of its own.
SELECT given_account('001acme', '005ann'), given_account('001best', NULL, ' '), given_contact('003al', '001acme'), given_contact('003bo'), given_contact('003cy');
UPDATE account_version SET custom = '{"sales_navigator_url": "https://www.linkedin.com/sales/company/7", "linkedin_company_url": "linkedin.com/in/x"}' WHERE account_id = '001acme';
UPDATE account_version SET custom = '{"sales_navigator_url": "linkedin.com/company/best", "linkedin_company_url": "x"}' WHERE account_id = '001best';
UPDATE contact_version SET owner_id = '005ben', custom = '{"linkedin_url": "linkedin.com/in/al"}' WHERE contact_id = '003al';
UPDATE contact_version SET owner_id = '005ben', custom = '{"linkedin_url": "linkedin.com/company/bo"}' WHERE contact_id = '003bo';
UPDATE contact_version SET custom = '{"linkedin_url": "linkedin.com/sales/lead/7"}', name = '?' WHERE contact_id = '003cy';
