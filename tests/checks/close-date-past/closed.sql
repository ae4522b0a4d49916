-- D2 looks at open ones: open is what the CRM says, else the stage table, else a stage whose
-- name does not begin with "Closed" and that the configuration does not list.
SELECT given_setting('opportunities', 'closed_stages', 'Dead, On hold');
SELECT given_stage('Signed', true), given_stage('Closed for review', false);
SELECT given_opportunity('006crm', closes => '2026-06-01', closed => true), given_opportunity('006table', closes => '2026-06-01', stage => 'Signed'),
       given_opportunity('006name', closes => '2026-06-01', stage => 'Closed Lost'),
       given_opportunity('006listed', closes => '2026-06-01', stage => 'dead'),
       given_opportunity('006gone', closes => '2026-06-01', deleted => true);
SELECT given_opportunity('106crm', closes => '2026-06-29', stage => 'Closed Won', closed => false),
       given_opportunity('106table', closes => '2026-06-29', stage => 'Closed for review'),
       given_opportunity('106name', closes => '2026-06-29', stage => 'Nearly closed');
