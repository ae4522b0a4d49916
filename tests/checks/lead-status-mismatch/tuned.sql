-- E3, which statuses mean closed is said in the configuration, then the name means nothing; the days are the owner's; a run for one rep tells that rep's alone.
SELECT given_scope('005ann'), given_user('005ann'), given_setting('leads', 'closed_statuses', 'Dead, Lost'), given_parameter('lead-status-mismatch', 'reply_days', '5', rep => '005ann');
SELECT given_lead('00Q' || n, CASE n WHEN 'ben' THEN '005ben' ELSE '005ann' END) FROM unnest('{at,under,name,conv,ben}'::text[]) AS n;
UPDATE lead_version SET status = CASE lead_id WHEN '00Qname' THEN 'Closed' ELSE 'dead ' END, is_converted = lead_id = '00Qconv';
SELECT given_task('005ann', '00Q' || n, at::timestamp, subject => '[In] Hello') FROM (VALUES ('at', '2026-06-25 12:00'), ('under', '2026-06-25 11:59:59'), ('name', '2026-06-29 12:00'), ('ben', '2026-06-29 12:00')) AS v (n, at);
