-- D5, a stage has the limit that the configuration gives it, for all; other stages that of the owner.
-- Of the CRM's list the first open stage is the first, not a closed, retired or unsorted one. A run for
-- one rep tells that rep's alone.
SELECT given_scope('005ann'), given_setting('opportunities.stage_days', 'Legal', '10');
SELECT given_parameter('stage-stuck', 'warn_over', '20', rep => '005ann'), given_parameter('stage-stuck', 'first_stage_over', '25', rep => '005ann');
SELECT given_user('005ann'), given_stage('Offer', false), given_stage('Talk', false), given_stage('Dead', true), given_stage('Old', false), given_stage('Next', NULL), given_stage('Gone', false);
UPDATE opportunity_stage SET sort_order = CASE label WHEN 'Dead' THEN 1 WHEN 'Old' THEN 2 WHEN 'Gone' THEN 3 WHEN 'Talk' THEN 4 WHEN 'Next' THEN 5 END,
       is_active = label <> 'Old', is_deleted = label = 'Gone';
SELECT given_opportunity('006' || n, owner => CASE n WHEN 'ben' THEN '005ben' ELSE '005ann' END, stage => stage), given_snapshot('006' || n, at, stage)
  FROM (VALUES ('ben', 'Offer', '2026-01-01'::timestamp), ('over', 'Offer', '2026-06-09'), ('at', 'Offer', '2026-06-10'),
               ('first', 'Talk', '2026-06-04'), ('young', 'Talk', '2026-06-05'), ('old', 'Old', '2026-06-09'), ('next', 'Next', '2026-06-09'), ('gone', 'Gone', '2026-06-09'),
               ('legal', 'legal', '2026-06-19'), ('fresh', 'Legal', '2026-06-20')) AS v (n, stage, at);
