-- B11, in the queue since the last time it came there: twice by the CRM's history, once more at the as-of instant, which
-- doesn't count yet; by our versions since the first of those in a row. One that comes to the queue at the as-of instant is 0 days there.
SELECT given_object_fields('lead');
SELECT given_lead('00Q' || n, '00Gin') FROM unnest('{twice,row,now}'::text[]) AS n;
UPDATE lead_version SET created_at = given_instant('2026-01-01 09:00'), owner_id = CASE WHEN lead_id = '00Qtwice' THEN '00Gin' ELSE '005ann' END;
SELECT given_field_change('00Qtwice', at::timestamp, 'Owner', '005ann', '00Gin') FROM unnest('{2026-06-01 09:00, 2026-06-10 09:00, 2026-06-30 12:00}'::text[]) AS at;
SELECT given_lead_change('00Qrow', '2026-06-15 03:00', owner => '00Gin'), given_lead_change('00Qrow', '2026-06-28 03:00', 'Working'), given_lead_change('00Qnow', '2026-06-30 12:00', owner => '00Gin');
SELECT given_user('005ann');
-- Neither another lead's owners, nor a deleted row of the history, nor who gets it after the as-of instant, nor somebody else to whom the history says it went, change that.
SELECT given_lead('00Qelse', '00Gin'), given_lead('00Qgone', '00Gin');
UPDATE lead_version SET created_at = given_instant('2026-01-01 09:00') WHERE lead_id IN ('00Qelse', '00Qgone');
SELECT given_lead_change('00Qelse', '2026-06-20 03:00', owner => '005ann'), given_lead_change('00Qrow', '2026-06-30 12:01', owner => '005ann');
SELECT given_field_change('00Qgone', '2026-06-05 09:00', 'Owner', '005ann', '00Gin'), given_field_change('00Qgone', '2026-06-12 09:00', 'Owner', '005ann', '00Gin', deleted => true),
       given_field_change('00Qgone', '2026-06-14 09:00', 'Owner', '00Gin', '005ann');
