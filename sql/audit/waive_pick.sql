-- The findings that are meant. $1 a number or '', else $2 check and $3 record, of which
-- those that are open or waived.
SELECT finding_id, check_id, record_id, part, rep, label, severity, why, state, resolved_on, waiver_id, waived_until, waived_by
  FROM finding_life
 WHERE CASE WHEN $1::text <> '' THEN finding_id = nullif($1, '')::bigint
            ELSE check_id = $2::text AND record_id IN ($3::text, read_id($3)) AND (state = 'open' OR waiver_id IS NOT NULL) END
 ORDER BY check_id, record_id, part, rep_id
