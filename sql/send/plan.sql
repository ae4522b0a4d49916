-- $1 mail, $2 webhook: whether set; $3, $4: news or not; $5 again; $6 one recipient, or '';
-- $7 who gets the mails instead, or ''; $8 domain of message numbers
SELECT delivery_plan($1::boolean, $2::boolean, $3::boolean, $4::boolean, $5::boolean, $6::text, $7::text, $8::text)
