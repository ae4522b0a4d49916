-- B3, a first name "?" is a missing name, though nothing else is asked for; what has a name lacks none, with no
-- first name or with one of more than a question mark.
UPDATE source_field SET is_present = name = 'name' WHERE object = 'contact';
SELECT given_contact('003' || n) FROM unnest('{mark,plain,odd}'::text[]) AS n;
UPDATE contact_version SET owner_id = '005ann', first_name = CASE contact_id WHEN '003mark' THEN '?' WHEN '003odd' THEN '?o' END;
