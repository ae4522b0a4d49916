-- A4: whose row of a meeting is deleted, who isn't invited, what the meeting is about, and whom only a copy of the meeting names, took no part in it
SELECT given_user('005ann'), given_account('001acme', '005ann');
SELECT given_contact('003' || who, '001acme') FROM unnest('{host,guest,gone,aside,about,copied}'::text[]) AS who;
SELECT given_task('005ann', '003' || who, at::timestamp, subject => 'Mail ' || at)
  FROM unnest('{guest,gone,aside,about,copied}'::text[]) AS who
 CROSS JOIN generate_series('2026-06-05 09:00'::timestamp, '2026-06-21 09:00', '2 days') AS at;
SELECT given_meeting('005ann', '003host', '2026-06-14 10:00'), given_meeting('005ann', '003host', '2026-06-14 10:05');
INSERT INTO event_relation (relation_id, event_id, person_id, is_deleted, is_invitee, is_what)
SELECT '0RE' || who, e.event_id, '003' || who, gone, invited, about
  FROM (SELECT min(event_id) AS held, max(event_id) AS copy FROM event) AS m
 CROSS JOIN (VALUES ('guest', false, true, false), ('gone', true, true, false), ('aside', false, false, false), ('about', false, true, true),
                    ('copied', false, true, false)) AS v (who, gone, invited, about)
  JOIN event AS e ON e.event_id = CASE WHEN who = 'copied' THEN m.copy ELSE m.held END;
