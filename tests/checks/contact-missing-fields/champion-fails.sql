-- B3, where the champion field is set to fail, it fails
-- for accounts and contacts alike; a run for one rep tells that rep's alone.
SELECT given_scope('005ann'), given_setting('required.contact', 'is_champion', 'fail');
UPDATE source_field SET is_present = false WHERE object = 'contact';
SELECT given_account('001acme', '005ann'), given_account('001ben', '005ben'), given_opportunity('006acme', '001acme', '005ann'), given_opportunity('006ben', '001ben', '005ben');
SELECT given_contact('003al', '001acme'), given_contact('003bo', '001acme');
UPDATE contact_version SET owner_id = CASE contact_id WHEN '003al' THEN '005ann' ELSE '005ben' END;
INSERT INTO source_field SELECT 'contact', 'is_champion', 'Champion__c', 'text', 1000, true, true, true;
