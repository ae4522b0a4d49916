-- E4: the CRM's history tells, a lead that it knows no change of has had its status from its creation; else our versions,
-- else our first look at leads (10 June), or the lead's creation if later. The history reaches back to 5 June.
SELECT given_watched('lead', '2026-06-10 03:00');
SELECT given_lead('00Q' || n) FROM unnest('{last,kept,edge,version,first,later,stale,other,at,gone}'::text[]) AS n;
UPDATE lead_version SET status = 'Attempted to contact', created_at = given_instant(CASE lead_id WHEN '00Qkept' THEN '2026-06-06 09:00'::timestamp WHEN '00Qedge' THEN '2026-06-05 09:00' ELSE '2026-01-01' END);
SELECT given_field_change('00Qlast', at::timestamp, 'Status', old, new, deleted)
  FROM (VALUES ('2026-06-05 09:00', 'New', 'Attempted to contact', false), ('2026-06-06 09:00', 'Attempted to contact', 'New', false), ('2026-06-07 09:00', 'New', 'Attempted to contact', false),
               ('2026-06-08 09:00', 'Attempted to contact', 'New', true), ('2026-06-30 12:00', 'Attempted to contact', 'New', false)) AS v (at, old, new, deleted);
SELECT given_field_change('00Qlast', '2026-06-04 09:00', 'Rating', 'New', 'Attempted to contact'), given_field_change('00Qother', '2026-06-12 09:00', 'Rating', 'New', 'Attempted to contact');
SELECT given_field_change('00Qstale', '2026-06-12 09:00', 'Status', 'New', 'Working');
UPDATE lead_version SET status = 'New' WHERE lead_id IN ('00Qversion', '00Qat', '00Qgone');
SELECT given_lead_change('00Qversion', '2026-06-13 03:00', 'Attempted to contact'), given_lead_change('00Qversion', '2026-06-15 03:00', owner => '005ben'),
       given_lead_change('00Qat', '2026-06-30 12:00', 'Attempted to contact'), given_lead_change('00Qgone', '2026-06-13 03:00', 'Attempted to contact'), given_lead_change('00Qgone', '2026-06-30 12:00', 'Closed');
SELECT given_lead('00Qyoung'), given_lead('00Qlate');
UPDATE lead_version SET status = 'Attempted to contact', created_at = given_instant('2026-06-24') WHERE lead_id = '00Qyoung';
UPDATE lead_version SET status = 'Attempted to contact' WHERE lead_id = '00Qlate';
