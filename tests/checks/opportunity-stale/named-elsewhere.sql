-- D1, a meeting about another account that names a contact, who is among its guests as well, speaks for that account alone; a guest whom it doesn't name
-- speaks for the guest's account.
SELECT given_account('001' || n), given_contact('003' || n, '001' || n), given_opportunity('006' || n, '001' || n, created => '2026-05-01 09:00')
  FROM unnest('{named,guest,elsewhere}'::text[]) AS n;
SELECT given_meeting('005ann', '003named', '2026-06-28 09:00', what => '001elsewhere');
INSERT INTO event_relation (relation_id, event_id, person_id) SELECT '0RE' || person, event_id, person FROM event CROSS JOIN unnest('{003named,003guest}'::text[]) AS person;
