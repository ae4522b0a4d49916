-- E4, the status has the name that the configuration gives it, the days are the owner's; a run for one rep tells that rep's
-- alone. A lead that was made after our first look counts from its creation; where nobody knows, nothing is said.
SELECT given_scope('005ann'), given_user('005ann'), given_setting('leads', 'attempted_statuses', 'Tried, No answer'), given_parameter('lead-attempted', 'warn_days', '3', rep => '005ann'), given_watched('lead', '2026-06-20 03:00');
SELECT given_lead('00Q' || n, CASE n WHEN 'ben' THEN '005ben' ELSE '005ann' END) FROM unnest('{at,under,name,ben}'::text[]) AS n;
UPDATE lead_version SET status = CASE lead_id WHEN '00Qname' THEN 'Attempted to contact' WHEN '00Qat' THEN 'no answer' ELSE 'Tried' END, created_at = given_instant(CASE lead_id WHEN '00Qunder' THEN '2026-06-28'::timestamp ELSE '2026-06-27' END);
