-- B4, a row per lead with the list of what it lacks; "?" as a first name counts as no name.
-- Converted leads are let go, leads that lack nothing are fine.
SELECT given_object_fields('lead');
SELECT given_lead('00Q' || n, CASE n WHEN 'bare' THEN NULL ELSE '005ann' END) FROM unnest('{whole,first,rating,bare,conv}'::text[]) AS n;
UPDATE lead_version SET first_name = 'Al', company = 'Acme', source = 'Web', status = 'Open', rating = 'Hot', is_converted = CASE lead_id WHEN '00Qrating' THEN false END;
UPDATE lead_version SET first_name = '?' WHERE lead_id = '00Qfirst';
UPDATE lead_version SET rating = ' ' WHERE lead_id = '00Qrating';
UPDATE lead_version SET name = NULL, first_name = NULL, source = NULL, status = '?', rating = NULL WHERE lead_id IN ('00Qbare', '00Qconv');
UPDATE lead_version SET is_converted = true WHERE lead_id = '00Qconv';
