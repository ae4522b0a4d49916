-- B4, the table has the last word; what the source lacks isn't asked for; a run for one rep
-- tells that rep's alone.
SELECT given_scope('005ann'), given_setting('required.lead', 'rating', 'fail'), given_setting('required.lead', 'source', 'off');
SELECT given_object_fields('lead');
UPDATE source_field SET is_present = false WHERE object = 'lead' AND name = 'status';
SELECT given_lead('00Qann', '005ann'), given_lead('00Qben', '005ben'), given_lead('00Qsrc', '005ann');
UPDATE lead_version SET rating = 'Hot' WHERE lead_id = '00Qsrc';
