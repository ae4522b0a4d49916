-- D4: the CRM's stage history tells of a deal, else its field history, else our versions. What comes at as of
-- or was deleted counts for nothing in the CRM's, a version seen at as of counts.
SELECT given_watched('opportunity', '2026-05-01 03:00');
SELECT given_opportunity('006' || n, closes => '2026-06-01') FROM unnest('{stage,field,version,at,now,gone,other}'::text[]) AS n;
SELECT given_snapshot('006stage', '2026-05-02 09:00', 'Proposal', '2026-01-01'), given_snapshot('006stage', '2026-05-03 09:00', 'Proposal', NULL), given_snapshot('006stage', '2026-05-04 09:00', 'Proposal', '2026-06-01');
SELECT given_snapshot('006at', '2026-05-02 09:00', 'Proposal', '2026-01-01'), given_snapshot('006at', '2026-06-30 12:00', 'Proposal', '2027-01-01'),
       given_snapshot('006at', '2026-05-03 09:00', 'Proposal', '2027-01-01', deleted => true);
SELECT given_field_change('006' || n, at::timestamp, field, old, new, deleted)
  FROM (VALUES ('field', '2026-05-02 09:00', 'CloseDate', '2026-01-01', '2026-06-01', false), ('field', '2026-05-03 09:00', 'CloseDate', '2026-06-01', '2026-01-01', false),
               ('field', '2026-05-04 09:00', 'CloseDate', '2026-01-01', '2026-08-01', true), ('field', '2026-06-30 12:00', 'CloseDate', '2026-01-01', '2026-08-01', false),
               ('stage', '2026-05-02 09:00', 'CloseDate', '2020-01-01', '2026-06-01', false), ('at', '2026-05-02 09:00', 'CloseDate', '2020-01-01', '2026-06-01', false),
               ('other', '2026-05-02 09:00', 'Signed__c', '2020-01-01', '2026-06-01', false)) AS v (n, at, field, old, new, deleted);
SELECT given_deal_change('006version', '2026-05-03 03:00', closes => '2026-09-01'), given_deal_change('006now', '2026-06-30 12:00', closes => '2026-09-01'), given_deal_change('006gone', '2026-06-30 12:01', closes => '2026-09-01'),
       given_deal_change('006field', '2026-05-03 03:00', closes => '2030-09-01'), given_deal_change('006at', '2026-05-03 03:00', closes => '2030-09-01');
