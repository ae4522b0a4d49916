-- B1 asks accounts for their own fields, by their own severities: what leads must have, what only leads have here, and what is off for leads is nothing to them.
SELECT given_account_fields(), given_object_fields('lead'), given_setting('required.lead', 'industry', 'off');
UPDATE source_field SET is_present = false WHERE object = 'account' AND name = 'rating';
SELECT given_whole_account('001acme', '005ann');
UPDATE account_version SET rating = NULL, industry = NULL;
