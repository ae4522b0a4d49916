-- A7, a deal of one's own shares the account while it is open: by the CRM's word, else by the CRM's list of stages, else by
-- the stage's name or the configuration. Ben's stage is Dead, which the configuration calls closed, Cleo's Parked, which
-- it doesn't; Dot's is Done, which the CRM's list closes; Eve's Old, which a deleted row of the list closes;
-- Fay's Done, but the CRM says open.
SELECT given_setting('opportunities', 'closed_stages', 'dead, Lost');
SELECT given_user('005own'), given_account('001acme', '005own'), given_contact('003al', '001acme');
SELECT given_stage('Done', true), given_stage('Old', true);
UPDATE opportunity_stage SET is_deleted = label = 'Old';
SELECT given_user('005' || n), given_opportunity('006' || n, '001acme', '005' || n, stage, closed => says), given_task('005' || n, '003al', '2026-06-10 09:00')
  FROM (VALUES ('ben', 'Dead', NULL::boolean), ('cleo', 'Parked', NULL), ('dot', 'Done', NULL), ('eve', 'Old', NULL), ('fay', 'Done', false)) AS v (n, stage, says);
-- Gus's is deleted.
SELECT given_user('005gus'), given_opportunity('006gus', '001acme', '005gus', deleted => true), given_task('005gus', '003al', '2026-06-10 09:00');
