-- B3, the table has the last word: no title fails, no department is off, a Twitter name may
-- be asked for like the rest. Without softer fields there is no percentage.
SELECT given_setting('required.contact', 'title', 'fail'), given_setting('required.contact', 'department', 'off'), given_setting('required.contact', 'twitter', 'warn');
SELECT given_object_fields('contact', 'twitter');
UPDATE source_field SET is_present = false WHERE object = 'contact' AND name IN ('mobile', 'reports_to_id');
SELECT given_contact('003title', '001none'), given_contact('003dep', '001none'), given_contact('003tw', '001none');
UPDATE contact_version SET email = 'x@y.example', title = CASE contact_id WHEN '003title' THEN NULL ELSE 'CISO' END,
       custom = CASE contact_id WHEN '003tw' THEN '{}' ELSE '{"twitter": "@al"}' END::jsonb;
