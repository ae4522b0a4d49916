-- Who owned what when. The first version counts as always having been there.

-- Every version's owner of a contact or lead.
CREATE VIEW person_owner AS
SELECT contact_id AS person_id, owner_id, valid_from, valid_to FROM contact_version WHERE NOT is_deleted
UNION ALL
SELECT lead_id, owner_id, valid_from, valid_to FROM lead_version WHERE NOT is_deleted;

-- The same of an account; until they were merged, the owners of those that are one today shared it.
CREATE VIEW account_owner AS
SELECT account_id, owner_id, valid_from, valid_to FROM account_version
UNION ALL
SELECT m.master_id, v.owner_id, v.valid_from, least(v.valid_to, m.merged_at)
  FROM record_master AS m
  JOIN account_version AS v ON v.account_id = m.loser_id
 WHERE m.merged_at <= as_of();

-- Every version of a deal; what was an account's that has been merged since is its master's.
ALTER VIEW opportunity_then RENAME TO opportunity_then_raw;
CREATE VIEW opportunity_then AS
SELECT * FROM opportunity_then_raw
UNION ALL
SELECT o.opportunity_id, o.valid_from, o.valid_to, m.master_id, o.owner_id, o.is_closed
  FROM record_master AS m
  JOIN opportunity_then_raw AS o ON o.account_id = m.loser_id
 WHERE m.merged_at <= as_of();
