-- B2, a row per open opportunity with the list of what it lacks, in the handbook's order. An
-- amount of 0 is present, "?" is blank; lost ones are let go.
SELECT given_object_fields('opportunity', 'next_step_due', 'hosts');
SELECT given_account('001acme', '005ann');
SELECT given_opportunity('006' || n, '001acme', '005ann', CASE n WHEN 'lost' THEN 'Closed Lost' ELSE 'Proposal' END) FROM unnest('{whole,zero,amount,bare,lost,due}'::text[]) AS n;
UPDATE opportunity_version SET amount = 5, next_step = 'Call', custom = '{"next_step_due": "2026-07-01"}';
UPDATE opportunity_version SET amount = 0 WHERE opportunity_id = '006zero';
UPDATE opportunity_version SET amount = NULL WHERE opportunity_id IN ('006amount', '006lost');
UPDATE opportunity_version SET next_step = ' ? ', custom = '{"next_step_due": ""}' WHERE opportunity_id = '006due';
UPDATE opportunity_version SET account_id = NULL, owner_id = NULL, name = '?', stage = NULL, close_date = NULL, amount = NULL, next_step = NULL, custom = '{}'
 WHERE opportunity_id = '006bare';
