-- D2, a stage that was deleted from the CRM's list says nothing: Signed is open by its name, Held by the list's
-- other row; Done is closed.
SELECT given_stage('Signed', true), given_stage('Held', true), given_stage('Done', true);
UPDATE opportunity_stage SET is_deleted = true WHERE label IN ('Signed', 'Held');
INSERT INTO opportunity_stage (stage_id, label, is_closed) VALUES ('01JX', 'Held', false);
SELECT given_opportunity('006' || lower(stage), stage => stage, closes => '2026-06-29') FROM unnest('{Signed,Held,Done}'::text[]) AS stage;
