-- E4, a week with the change of clocks of 8 March 2026 has 7 days, whatever the hours.
SELECT given_as_of('2026-03-11 00:30'), given_lead('00Qat'), given_lead('00Qunder');
UPDATE lead_version SET status = 'Attempted to contact';
SELECT given_field_change('00Qat', '2026-03-04 23:30', 'Status', 'New', 'Attempted to contact'), given_field_change('00Qunder', '2026-03-05 00:00', 'Status', 'New', 'Attempted to contact');
