-- A6, what the person had said when the touch was made: an opt-out seen on 15 June 09:00
-- does not count a second before, one that was taken back that day counts until then. The
-- first version counts as always, for leads likewise.
SELECT given_user('005ann');
INSERT INTO contact_version (contact_id, valid_from, valid_to, name, opted_out) VALUES
  ('003late', '-infinity', given_instant('2026-06-15 09:00'), 'Late', false), ('003late', given_instant('2026-06-15 09:00'), 'infinity', 'Late', true),
  ('003back', '-infinity', given_instant('2026-06-15 09:00'), 'Back', true), ('003back', given_instant('2026-06-15 09:00'), 'infinity', 'Back', false);
INSERT INTO lead_version (lead_id, valid_from, valid_to, name, do_not_call) VALUES
  ('00Qlate', '-infinity', given_instant('2026-06-15 09:00'), 'Late', false), ('00Qlate', given_instant('2026-06-15 09:00'), 'infinity', 'Late', true),
  ('00Qback', '-infinity', given_instant('2026-06-15 09:00'), 'Back', true), ('00Qback', given_instant('2026-06-15 09:00'), 'infinity', 'Back', false);
SELECT given_task('005ann', who, at, CASE WHEN who LIKE '00Q%' THEN 'Call' ELSE 'Email' END, 'Hello at ' || at)
  FROM unnest('{003late,003back,00Qlate,00Qback}'::text[]) AS who, unnest('{2026-06-15 08:59:59, 2026-06-15 09:00}'::timestamp[]) AS at;
