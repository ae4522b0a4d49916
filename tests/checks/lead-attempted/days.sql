-- E4, 7 days or more, by dates of the org's zone: as of 30 June since 23 June 23:30 (the 24th in UTC) 7, since 24 June 6.
-- Converted leads are let go.
SELECT given_lead('00Q' || n, '005ann') FROM unnest('{at,under,conv,noname}'::text[]) AS n;
UPDATE lead_version SET status = 'attempted to Contact ', company = 'Acme', is_converted = CASE lead_id WHEN '00Qconv' THEN true WHEN '00Qat' THEN false END, name = CASE lead_id WHEN '00Qnoname' THEN '' ELSE name END;
SELECT given_field_change('00Q' || n, at::timestamp, 'Status', 'New', 'Attempted to contact')
  FROM (VALUES ('at', '2026-06-23 23:30'), ('under', '2026-06-24 00:00'), ('conv', '2026-06-01'), ('noname', '2026-05-31 23:59')) AS v (n, at);
