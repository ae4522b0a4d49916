-- B11, accounts, open opportunities and unconverted leads of nobody or of a deactivated user.
-- Closed deals, converted leads and owners who are in no list say nothing.
SELECT given_object_fields('account'), given_object_fields('opportunity'), given_object_fields('lead');
SELECT given_user('005ann'), given_user('005gone', active => false), given_user('005unsaid', active => NULL);
SELECT given_account('001ann', '005ann'), given_account('001gone', '005gone'), given_account('001none', NULL, '?'), given_account('001lost', '005lost'), given_account('001un', '005unsaid');
SELECT given_opportunity('006ann', '001ann', '005ann'), given_opportunity('006gone', '001ann', '005gone'), given_opportunity('006done', '001ann', '005gone', 'Closed Won'), given_opportunity('006none', '001ann');
SELECT given_lead('00Qann', '005ann'), given_lead('00Qgone', '005gone'), given_lead('00Qnone'), given_lead('00Qconv', '005gone');
UPDATE lead_version SET is_converted = true WHERE lead_id = '00Qconv';
-- an old record says no more than a young one
UPDATE account_version SET created_at = given_instant('2025-01-01 09:00');
UPDATE opportunity_version SET created_at = given_instant('2025-01-01 09:00');
