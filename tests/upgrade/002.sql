INSERT INTO run (job, as_of, as_of_day, rep_id, state, message, started_at, finished_at) VALUES
  ('nightly', '2026-05-01 03:00Z', '2026-04-30', NULL, 'done', NULL, '2026-05-01 03:00Z', '2026-05-01 03:04Z'),
  ('rep', '2026-05-01 09:00Z', '2026-05-01', '005000000000901AAA', 'failed', 'cut off', '2026-05-01 09:00Z', NULL);
INSERT INTO publication VALUES (1, 1, '2026-05-01 03:04Z');
INSERT INTO setting VALUES
  ('org', 'name', 'acme'), ('org', 'timezone', 'America/Los_Angeles'), ('coaching', 'minutes', '45');
INSERT INTO source_field VALUES
  ('account', 'account_id', 'Id', 'id', 1, false, false, true),
  ('account', 'name', 'Name', 'text', 2, false, false, true);
INSERT INTO user_role (role_id, name) VALUES ('00E000000000901AAA', 'Account Executive'), ('00E000000000902AAA', 'Sales Manager');
INSERT INTO crm_user_version (user_id, valid_from, valid_to, name, email, is_active, role_id, manager_id) VALUES
  ('005000000000901AAA', '2025-01-01Z', 'infinity', 'Old Rep', 'old.rep@acme.example', false, '00E000000000901AAA', '005000000000902AAA'),
  ('005000000000902AAA', '2025-01-01Z', '2026-03-01Z', 'Old Manager', 'old.manager@acme.example', true, '00E000000000902AAA', NULL),
  ('005000000000902AAA', '2026-03-01Z', 'infinity', 'Old Manager', 'old.manager@acme.example', false, '00E000000000902AAA', NULL);
INSERT INTO account_version (account_id, valid_from, valid_to, name, owner_id, custom) VALUES
  ('001000000000901AAA', '2025-01-01Z', '2026-02-01Z', 'Olden', '005000000000901AAA', '{}'),
  ('001000000000901AAA', '2026-02-01Z', 'infinity', 'Olden Ltd', '005000000000902AAA', '{"ciso_employees": "200"}');
INSERT INTO derivation VALUES (1, 'of before');
