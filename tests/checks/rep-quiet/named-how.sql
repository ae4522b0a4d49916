-- A12, who is named in the configuration is a rep: by the role's developer name, by e-mail or user name; who isn't said to be
-- inactive counts as active. A role that was deleted, or isn't named, makes none.
SELECT given_setting('reps', 'roles', 'Account_Executive, Cook'), given_setting('reps', 'emails', 'cleo@login.example, fay@acme.example');
SELECT given_user('005ann', role => 'AE'), given_user('005ben', role => 'Cook'), given_user('005cleo', email => 'cleo@acme.example'), given_user('005dan', role => 'AE', active => NULL),
       given_user('005eve', role => 'Baker'), given_user('005fay', email => 'Fay@acme.example'), given_user('005gus', role => 'AE', active => false);
UPDATE user_role SET developer_name = 'account_executive' WHERE name = 'AE';
UPDATE user_role SET is_deleted = true WHERE name = 'Cook';
UPDATE crm_user_version SET username = 'Cleo@login.example' WHERE user_id = '005cleo';
UPDATE crm_user_version SET manager_id = '005eve' WHERE user_id IN ('005ann', '005dan');
