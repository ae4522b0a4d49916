-- A4: a meeting is one with its guests too: nine touches of each, and a meeting behind the fifth
SELECT given_user('005ann'), given_account('001acme', '005ann'), given_contact('003host', '001acme'), given_contact('003guest', '001acme'),
       given_contact('003lost', '001acme');
SELECT given_task('005ann', who, at::timestamp, subject => 'Mail ' || at)
  FROM (VALUES ('003host'), ('003guest'), ('003lost')) AS p (who)
 CROSS JOIN generate_series('2026-06-05 09:00'::timestamp, '2026-06-21 09:00', '2 days') AS at;
SELECT given_meeting('005ann', '003host', '2026-06-14 10:00');
INSERT INTO event_relation (relation_id, event_id, person_id, status)
SELECT '0RE' || person, event_id, person, status
  FROM event CROSS JOIN (VALUES ('003host', 'Accepted'), ('003guest', 'Accepted'), ('003lost', 'Declined')) AS v (person, status)
