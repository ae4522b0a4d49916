-- B3 by what was in force: Left lacks a title until a second after as of, Soon from then on, Now since as of.
-- New comes to be a second after as of.
UPDATE source_field SET is_present = name = 'title' WHERE object = 'contact';
SELECT given_contact('003' || n) FROM unnest('{left,now,soon,new}'::text[]) AS n;
UPDATE contact_version SET title = CASE WHEN contact_id IN ('003soon', '003now') THEN 'CISO' END, owner_id = '005ann',
       valid_to = given_instant(CASE contact_id WHEN '003now' THEN '2026-06-30 12:00' ELSE '2026-06-30 12:00:01' END::timestamp);
UPDATE contact_version SET valid_from = valid_to, valid_to = 'infinity' WHERE contact_id = '003new';
INSERT INTO contact_version (contact_id, valid_from, valid_to, owner_id, name, title)
SELECT contact_id, valid_to, 'infinity', owner_id, name, CASE WHEN title IS NULL THEN 'CISO' END FROM contact_version WHERE contact_id <> '003new';
