-- B1, the state is asked where the country uses one, by code or usual name; where the
-- country is empty or unknown it is not. An account named "?" has no name, which fails.
SELECT given_account_fields();
SELECT given_whole_account('001' || lpad(n::text, 2, '0'), name => country)
  FROM unnest('{AU,BR,CA,CN,IE,IN,IT,MX,US,usa,U.S.A.,United States,Canada,Italia,Germany,DE,GB,?,Atlantis}'::text[]) WITH ORDINALITY AS c (country, n);
UPDATE account_version SET billing_country = name, billing_state = NULL;
SELECT given_whole_account('001none');
UPDATE account_version SET billing_country = NULL, billing_state = NULL WHERE account_id = '001none';
