-- E4 with no day of patience: a lead that our versions saw come into the status at the as-of instant is there for 0 days, one a second later isn't yet.
SELECT given_watched('lead', '2026-06-10 03:00'), given_parameter('lead-attempted', 'warn_days', '0');
SELECT given_lead('00Qnow'), given_lead('00Qlate');
UPDATE lead_version SET status = 'New';
SELECT given_lead_change('00Qnow', '2026-06-30 12:00', 'Attempted to contact'), given_lead_change('00Qlate', '2026-06-30 12:00:01', 'Attempted to contact');
