-- B1, standard fields that the export lacks are asked of nobody.
SELECT given_account_fields();
UPDATE source_field SET is_present = false WHERE object = 'account' AND name IN ('rating', 'industry');
SELECT given_whole_account('001acme');
UPDATE account_version SET rating = NULL, industry = NULL;
