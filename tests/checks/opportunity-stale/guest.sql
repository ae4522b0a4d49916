-- D1: a guest of a meeting speaks for the guest's account, unless the meeting is about a deal,
-- or the guest declined
SELECT given_user('005ann'), given_account('001here', '005ann'), given_account('001guest', '005ann'), given_account('001gone', '005ann'),
       given_contact('003here', '001here'), given_contact('003guest', '001guest'), given_contact('003gone', '001gone'),
       given_opportunity('006here', '001here', '005ann', created => '2026-01-01'),
       given_opportunity('006guest', '001guest', '005ann', created => '2026-01-01'),
       given_opportunity('006gone', '001gone', '005ann', created => '2026-01-01'),
       given_meeting('005ann', '003here', '2026-06-20 10:00');
INSERT INTO event_relation (relation_id, event_id, person_id, status)
SELECT '0RE' || person, event_id, person, status
  FROM event CROSS JOIN (VALUES ('003here', 'Accepted'), ('003guest', 'New'), ('003gone', 'Declined'), ('005ann', 'Accepted')) AS v (person, status)
