-- $1 the finding
-- shared: name value unit origin applies_to otherwise
SELECT t.name, t.value, t.unit, t.origin, t.applies_to, t.otherwise, t.remark
  FROM finding AS f
 CROSS JOIN LATERAL threshold_told(f.check_id, f.rep_id) AS t
 WHERE f.finding_id = $1
 ORDER BY t.name
