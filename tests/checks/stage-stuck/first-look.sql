-- D5, the store has looked at opportunities since it first saw any field of theirs: 20 May, not since a field came in June or
-- since it looked at leads, in April.
SELECT given_watched('opportunity', '2026-05-20 03:00'), given_opportunity('006deal');
INSERT INTO described_field (object, name, type, label, is_calculated, first_seen, seen_at)
VALUES ('opportunity', 'New__c', '', '', false, given_instant('2026-06-10'), given_instant('2026-06-10'));
SELECT given_watched('lead', '2026-04-01 03:00');
