-- $1 delivery, $2 bytes, $3 sha256, NULL where nothing is attached, $4 now. Before it is sent: who dies now leaves it in doubt.
UPDATE delivery
   SET state = 'sending', tries = tries + 1, why = '', bytes = $2::bigint, sha256 = $3, first_tried_at = coalesce(first_tried_at, $4::timestamptz),
       last_tried_at = $4
 WHERE delivery_id = $1::bigint
