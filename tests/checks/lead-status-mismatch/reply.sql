-- E3, closed, and the person wrote in the last 30 days: [31 May 12:00, 30 June 12:00). What was written before the lead was
-- closed, where that is known (10 June 09:00), is what it was closed for; at that instant too. A touch is no reply.
SELECT given_watched('lead', '2026-06-05 03:00'), given_user('005ann');
SELECT given_lead('00Q' || n, '005ann') FROM unnest('{first,before,asof,unq,open,conv,touched,after,same,last}'::text[]) AS n;
UPDATE lead_version SET created_at = '2020-01-01', is_converted = CASE lead_id WHEN '00Qconv' THEN true WHEN '00Qfirst' THEN false END,
       status = CASE lead_id WHEN '00Qunq' THEN 'Disqualified' WHEN '00Qopen' THEN 'Not closed' ELSE 'Closed - Not Converted' END;
SELECT given_field_change('00Q' || n, '2026-06-10 09:00', 'Status', 'New', 'Closed - Not Converted') FROM unnest('{after,same,last}'::text[]) AS n;
SELECT given_task('005ann', '00Q' || n, at::timestamp, subject => CASE n WHEN 'touched' THEN 'Hello' ELSE '[In] Hello' END)
  FROM (VALUES ('first', '2026-05-31 12:00'), ('before', '2026-05-31 11:59:59'), ('asof', '2026-06-30 12:00'), ('unq', '2026-06-01 09:00'), ('open', '2026-06-01 09:00'), ('conv', '2026-06-01 09:00'),
               ('touched', '2026-06-01 09:00'), ('after', '2026-06-10 09:00:01'), ('same', '2026-06-10 09:00'), ('last', '2026-06-09 09:00'), ('last', '2026-06-20 23:30')) AS v (n, at);
