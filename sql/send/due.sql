-- What is to be sent of the run in scope. $1 whether by mail, $2 by webhook; $3 one recipient, or ''; $4 who gets the mails instead, or ''
SELECT delivery_id, channel, kind, whose, shown_name(name) AS name, file, recipient, sent_to, news, message_id, tries,
       coalesce((SELECT r.rhythm FROM ritual AS r WHERE kind = 'ritual' AND r.name = whose), '') AS rhythm
  FROM delivery
 WHERE run_id = run_id() AND state IN ('due', 'failed') AND CASE channel WHEN 'mail' THEN $1::boolean ELSE $2::boolean END
   AND ($3::text = '' OR recipient = lower($3))
   AND (channel <> 'mail' OR sent_to = CASE WHEN $4::text <> '' THEN $4 ELSE recipient END)
 ORDER BY delivery_id
