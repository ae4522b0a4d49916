-- B11, a queue past its limit of 7 days, days of the org: in it since 23 June is, since 24 June
-- 00:00 isn't, 23:59:59 of the 23rd is the 24th in UTC. Since when: the CRM's history, else our
-- first sight of it, else its creation; of what is unknown nothing is said.
SELECT given_object_fields('lead'), given_object_fields('account');
INSERT INTO queue (group_id, name, type) VALUES ('00Ginbox', 'Inbox', 'Queue');
SELECT given_lead('00Q' || n, CASE n WHEN 'other' THEN '00Gother' ELSE '00Ginbox' END) FROM unnest('{at,under,history,seen,back,unknown,other}'::text[]) AS n;
SELECT given_account('001queue', '00Ginbox');
UPDATE account_version SET created_at = given_instant('2026-06-01 09:00');
UPDATE lead_version SET created_at = given_instant(CASE lead_id WHEN '00Qat' THEN '2026-06-23 23:59:59'::timestamp WHEN '00Qunder' THEN '2026-06-24 00:00' WHEN '00Qunknown' THEN NULL ELSE '2026-01-01 09:00' END);
INSERT INTO lead_history (history_id, record_id, field, old_value, new_value, created_at) VALUES
  ('1', '00Qhistory', 'Owner', '005ann', '00Ginbox', given_instant('2026-06-10 09:00')), ('2', '00Qhistory', 'Status', 'x', '00Ginbox', given_instant('2026-06-20 09:00')),
  ('3', '00Qhistory', 'Owner', '005ann', '00Ginbox', given_instant('2026-07-20 09:00'));
UPDATE lead_version SET owner_id = '005ann', valid_to = given_instant('2026-06-15 09:00') WHERE lead_id = '00Qseen';
UPDATE lead_version SET valid_to = given_instant('2026-06-15 09:00') WHERE lead_id = '00Qback';
INSERT INTO lead_version (lead_id, valid_from, valid_to, owner_id, name) VALUES
  ('00Qseen', given_instant('2026-06-15 09:00'), 'infinity', '00Ginbox', 'Seen'),
  ('00Qback', given_instant('2026-06-15 09:00'), given_instant('2026-06-18 09:00'), '005ann', 'Back'), ('00Qback', given_instant('2026-06-18 09:00'), 'infinity', '00Ginbox', 'Back');
SELECT given_user('005ann');
