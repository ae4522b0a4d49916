-- E4: without any history, and where it isn't known how long the store has looked, a creation says nothing of the status.
SELECT given_lead('00Qold'), given_lead('00Qseen');
UPDATE lead_version SET status = CASE lead_id WHEN '00Qold' THEN 'Attempted to contact' ELSE 'New' END, created_at = '2020-01-01';
SELECT given_lead_change('00Qseen', '2026-06-13 03:00', 'Attempted to contact');
