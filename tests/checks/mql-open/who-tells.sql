-- E2, since a mapped field says, else the CRM's history, else our versions, else the creation. It is the last time
-- that the lead became marketing-qualified; from one such status to another it stays so.
SELECT given_lead('00Q' || n) FROM unnest('{mapped,history,version,again,always,future}'::text[]) AS n;
UPDATE lead_version SET status = 'MQL', created_at = given_instant('2026-01-01 09:00'), custom = CASE lead_id WHEN '00Qmapped' THEN '{"marketing_qualified_at": "2026-06-01T16:00:00Z"}' WHEN '00Qfuture' THEN '{"marketing_qualified_at": "2027-06-01T16:00:00Z"}' ELSE '{}' END::jsonb;
SELECT given_field_change('00Qmapped', '2026-05-20 09:00', 'Status', 'New', 'MQL');
SELECT given_field_change('00Qhistory', at::timestamp, field, old, new, deleted)
  FROM (VALUES ('2026-05-01 09:00', 'Status', 'New', 'MQL', false), ('2026-05-02 09:00', 'Status', 'MQL', 'New', false), ('2026-06-02 09:00', 'Status', 'New', 'MQL', false), ('2026-06-03 09:00', 'Status', 'MQL', 'Hot MQL', false),
               ('2026-06-04 09:00', 'Status', 'New', 'MQL', true), ('2026-06-05 09:00', 'Rating', 'New', 'MQL', false), ('2026-06-30 12:00', 'Status', 'New', 'MQL', false)) AS v (at, field, old, new, deleted);
SELECT given_lead_change('00Qhistory', '2026-06-10 03:00', 'New'), given_lead_change('00Qhistory', '2026-06-11 03:00', 'MQL');
UPDATE lead_version SET status = 'New' WHERE lead_id = '00Qversion';
SELECT given_lead_change('00Qversion', '2026-06-03 03:00', 'MQL'), given_lead_change('00Qversion', '2026-06-08 03:00', 'Hot MQL');
SELECT given_lead_change('00Qagain', '2026-06-03 03:00', 'New'), given_lead_change('00Qagain', '2026-06-04 03:00', 'MQL');
SELECT given_lead_change('00Qalways', '2026-06-03 03:00', 'MQL Hot');
