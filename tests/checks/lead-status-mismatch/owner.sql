-- E3, no owner: of leads that aren't converted, where the source tells owners. One lead can be wrong twice.
SELECT given_object_fields('lead'), given_user('005ann');
SELECT given_lead('00Qnobody'), given_lead('00Qconv'), given_lead('00Qann', '005ann'), given_lead('00Qboth'), given_lead('00Qgone', deleted => true);
UPDATE lead_version SET is_converted = lead_id = '00Qconv', status = CASE lead_id WHEN '00Qconv' THEN 'Converted' WHEN '00Qboth' THEN 'Closed' ELSE 'New' END;
UPDATE lead_version SET is_converted = NULL WHERE lead_id = '00Qnobody';
SELECT given_task('005ann', '00Qboth', '2026-06-20 23:30', subject => '[In] Hello');
