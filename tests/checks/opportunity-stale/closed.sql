-- D1 looks at open ones: open is what the CRM says, else the stage table, else a stage whose
-- name does not begin with "Closed" and that the configuration does not list.
SELECT given_setting('opportunities', 'closed_stages', 'Dead, On hold');
SELECT given_stage('Signed', true), given_stage('Closed for review', false);
SELECT given_opportunity('006crm', closed => true), given_opportunity('006table', stage => 'Signed'),
       given_opportunity('006name', stage => 'closed lost'), given_opportunity('006listed', stage => 'on hold'),
       given_opportunity('006gone', deleted => true);
SELECT given_opportunity('106crm', stage => 'Closed Won', closed => false), given_opportunity('106table', stage => 'Closed for review'),
       given_opportunity('106name', stage => 'Nearly closed'), given_opportunity('106none', stage => NULL),
       given_opportunity('106over', stage => 'Signed', closed => false);
