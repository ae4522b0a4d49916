-- $1 the finding, $2 the text of a query of sql/evidence, $3 what its word takes
-- shared: at day told told_org counts
SELECT at, day, told, told_org, what, who, id, counts, remark FROM evidence_run($1, $2, $3)
