-- E3, where the source tells no owners nobody is said to lack one; converted and closed are told as ever.
SELECT given_lead('00Qnobody'), given_lead('00Qconv');
UPDATE lead_version SET is_converted = true, status = 'New' WHERE lead_id = '00Qconv';
