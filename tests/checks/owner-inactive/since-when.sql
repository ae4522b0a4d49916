-- B11 by the versions in force at the as-of instant. Gone was deactivated at that instant, Soon is to be a second later, Back
-- was for a while; who was deleted from the list of users is in no list. The accounts: one is nobody's since that instant,
-- one a second later, one was; one was deleted.
SELECT given_object_fields('account');
SELECT given_user('005' || n) FROM unnest('{ann,gone,soon,back,bin}'::text[]) AS n;
UPDATE crm_user_version SET valid_to = given_instant(CASE user_id WHEN '005soon' THEN '2026-06-30 12:00:01'::timestamp WHEN '005gone' THEN '2026-06-30 12:00' ELSE '2026-05-01' END) WHERE user_id <> '005ann';
INSERT INTO crm_user_version (user_id, valid_from, valid_to, name, is_active, is_deleted)
SELECT user_id, valid_to, 'infinity', name, false, user_id = '005bin' FROM crm_user_version WHERE user_id <> '005ann';
UPDATE crm_user_version SET valid_to = given_instant('2026-05-02') WHERE user_id = '005back' AND NOT is_active;
INSERT INTO crm_user_version (user_id, valid_from, valid_to, name, is_active) VALUES ('005back', given_instant('2026-05-02'), 'infinity', 'Back', true);
SELECT given_account('001' || n, '005' || n) FROM unnest('{gone,soon,back,bin}'::text[]) AS n;
SELECT given_account('001now', '005ann'), given_account('001late', '005ann'), given_account('001was', NULL), given_account('001del', NULL, deleted => true);
SELECT given_new_owner('001now', NULL, '2026-06-30 12:00'), given_new_owner('001late', NULL, '2026-06-30 12:00:01'), given_new_owner('001was', '005ann', '2026-05-01 09:00');
-- Come came back, and his account and another one found an owner, at that instant.
SELECT given_account('001found', NULL), given_new_owner('001found', '005ann', '2026-06-30 12:00'), given_user('005come', active => false), given_account('001come', '005come');
UPDATE crm_user_version SET valid_to = given_instant('2026-06-30 12:00') WHERE user_id = '005come';
INSERT INTO crm_user_version (user_id, valid_from, valid_to, name, is_active) VALUES ('005come', given_instant('2026-06-30 12:00'), 'infinity', 'Come', true);
