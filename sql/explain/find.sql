-- The findings that are meant, as far as the ledger knows. $1 number or '', $2 check or '',
-- $3 the record's id or name or '', $4 rep or ''.
-- shared: finding_id check_id rep_id rep label
SELECT f.finding_id, f.check_id, f.record_type, f.record_id, f.rep_id, f.part,
       shown_record(f.record_type, f.record_id, f.account_id, f.label) AS label,
       coalesce(user_words(nullif(f.rep_id, '')), 'nobody') AS rep
  FROM finding AS f
 WHERE ($1::text = '' OR f.finding_id = nullif($1, '')::bigint)
   AND $2::text IN ('', f.check_id)
   AND ($3::text = '' OR f.record_id IN ($3, read_id($3)) OR lower(f.label) = lower(btrim($3)))
   AND $4::text IN ('', f.rep_id)
 ORDER BY f.state, f.weight DESC, f.finding_id
