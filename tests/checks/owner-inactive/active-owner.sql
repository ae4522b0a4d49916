-- B11, a record of an active owner is none, however old it is; nor is one of an owner whom no
-- list of users has.
SELECT given_object_fields('account', 'x'), given_object_fields('opportunity', 'x'), given_object_fields('lead', 'x');
SELECT given_user('005ann'), given_user('005gone', active => false);
SELECT given_account('001ann', '005ann'), given_account('001gone', '005gone'), given_account('001else', '005else');
UPDATE account_version SET created_at = given_instant('2025-01-02 09:00');
SELECT given_opportunity('006ann', '001ann', '005ann', created => '2025-01-02 09:00'),
       given_opportunity('006gone', '001ann', '005gone', created => '2025-01-02 09:00');
