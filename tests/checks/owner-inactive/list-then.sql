-- B11 by the list of users as it was: Left came back a second after as of and is told, Soon is to go then and is not.
SELECT given_object_fields('account'), given_account('001left', '005left'), given_account('001soon', '005soon');
SELECT given_user('005left', active => false), given_user('005soon');
UPDATE crm_user_version SET valid_to = given_instant('2026-06-30 12:00:01');
INSERT INTO crm_user_version (user_id, valid_from, valid_to, name, is_active)
SELECT user_id, valid_to, 'infinity', name, NOT is_active FROM crm_user_version;
