-- B3, a row per contact with the list of what it lacks. A first name "?" counts as missing,
-- a champion field that says false doesn't. The softer fields make a percentage alone.
SELECT given_object_fields('contact', 'linkedin_url', 'is_champion', 'twitter', 'github', 'website');
UPDATE source_field SET is_present = false WHERE object = 'contact' AND name = 'mobile';
SELECT given_account('001acme', '005ann');
SELECT given_contact('003' || n, '001acme') FROM unnest('{whole,first,title,bare,half,asked}'::text[]) AS n;
UPDATE contact_version SET owner_id = '005ann', title = 'CISO', department = 'IT', email = 'x@y.example', reports_to_id = '003whole', first_name = 'Al',
       custom = '{"linkedin_url": "linkedin.com/in/al", "is_champion": "false", "twitter": "@al", "github": "?", "website": ""}';
UPDATE contact_version SET first_name = ' ? ' WHERE contact_id = '003first';
UPDATE contact_version SET title = NULL WHERE contact_id IN ('003title', '003half');
UPDATE contact_version SET custom = custom || '{"github": "al", "website": "al.example"}' WHERE contact_id = '003title';
UPDATE contact_version SET custom = custom - 'is_champion' WHERE contact_id = '003asked';
UPDATE contact_version SET account_id = NULL, owner_id = NULL, name = '', title = '?', department = NULL, email = NULL, reports_to_id = NULL, first_name = NULL, custom = '{}' WHERE contact_id = '003bare';
