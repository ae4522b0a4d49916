-- $1 object, $2 seen at, $3 counted at the source, $4 changing meanwhile, $5 'whole', 'keys' or '', $6 vanished, $7 missing,
-- $8 suspicion, $9 whether anything was read
SELECT reconcile($1, $2::timestamptz, $3::bigint, $4::bigint, $5, $6::bigint, $7::bigint, $8, $9::boolean) AS words
