-- B1, won is what the CRM says, else the stage table, else a stage named "Closed Won".
SELECT given_account_fields(), given_fields('license_key');
SELECT given_whole_account('001' || n) FROM unnest('{crm, table, name, crmno, tableno}'::text[]) AS n;
SELECT given_stage('Signed', true, true), given_stage('Closed Won maybe', true, false);
SELECT given_opportunity('006crm', '001crm', stage => 'Whatever', closes => '2026-06-01', won => true),
       given_opportunity('006table', '001table', stage => 'Signed', closes => '2026-06-01'),
       given_opportunity('006name', '001name', stage => 'closed won', closes => '2026-06-01'),
       given_opportunity('006crmno', '001crmno', stage => 'Closed Won', closes => '2026-06-01', won => false),
       given_opportunity('006tableno', '001tableno', stage => 'Closed Won maybe', closes => '2026-06-01');
