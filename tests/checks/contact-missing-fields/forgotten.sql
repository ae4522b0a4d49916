-- B3, whom we have forgotten lacks nothing, as nobody is to fill it in again; the others do.
SELECT given_object_fields('contact');
SELECT given_contact('003gone'), given_contact('003here');
UPDATE contact_version SET owner_id = '005ann', title = 'CISO', department = 'IT', account_id = '001acme', reports_to_id = '003here', mobile = '1';
INSERT INTO forgotten VALUES ('003gone', 'contact', '2026-06-01', 'root');
