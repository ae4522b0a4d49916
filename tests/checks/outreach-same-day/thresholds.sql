-- A3, two touches of a kind on a day warn, three fail, one is fine.
SELECT given_user('005ann');
SELECT given_account('001acme');
SELECT given_contact('003one', '001acme'), given_contact('003two', '001acme'), given_contact('003three', '001acme');
SELECT given_task('005ann', '003one', '2026-06-05 09:00'), given_task('005ann', '003one', '2026-06-06 09:00');
SELECT given_task('005ann', '003two', at) FROM unnest('{2026-06-05 09:00, 2026-06-05 15:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003three', at) FROM unnest('{2026-06-05 09:00, 2026-06-05 12:00, 2026-06-05 15:00}'::timestamp[]) AS at;
