-- B1, a field counts where it is mapped and the source has it, even if empty everywhere:
-- the two LinkedIn URLs are there, CISO employees is mapped and not at the source.
SELECT given_account_fields(), given_fields('linkedin_company_url', 'sales_navigator_url', 'ciso_employees');
UPDATE source_field SET is_present = false WHERE name = 'ciso_employees';
SELECT given_whole_account('001acme'), given_whole_account('001best');
UPDATE account_version SET custom = '{"linkedin_company_url": "linkedin.com/company/acme"}' WHERE account_id = '001acme';
UPDATE account_version SET custom = '{"linkedin_company_url": "?", "sales_navigator_url": "x"}' WHERE account_id = '001best';
