-- B4 asks leads for their own fields, not for what accounts must have.
SELECT given_object_fields('lead'), given_account_fields(), given_lead('00Qlee', '005ann');
UPDATE lead_version SET source = 'Web', status = 'New';
