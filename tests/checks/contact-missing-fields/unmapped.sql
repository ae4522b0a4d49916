-- B3, where no field says who is champion nobody is asked for one.
UPDATE source_field SET is_present = name = 'email' WHERE object = 'contact';
SELECT given_account('001acme', '005ann'), given_opportunity('006acme', '001acme', '005ann'), given_contact('003al', '001acme'), given_contact('003bo', '001acme');
UPDATE contact_version SET email = CASE contact_id WHEN '003al' THEN 'al@acme.example' END;
