-- What was sent to whom more than $1 days ago, but for the last of each workbook to each recipient:
-- what is new to them is counted from it. At most $2
DELETE FROM delivery AS t
 USING (SELECT d.delivery_id
          FROM delivery AS d
         WHERE d.as_of_day < (as_of_day() - $1::integer) AND d.run_id <> (SELECT p.run_id FROM publication AS p)
           AND (d.state <> 'sent'
                OR EXISTS (SELECT FROM delivery AS n
                            WHERE n.state = 'sent' AND n.channel = d.channel AND n.recipient = d.recipient AND n.sent_to = d.sent_to
                              AND n.kind = d.kind AND n.whose = d.whose AND n.run_id > d.run_id))
         ORDER BY d.delivery_id
         LIMIT $2::bigint) AS o
 WHERE t.delivery_id = o.delivery_id
RETURNING t.delivery_id
