-- F6, an order form is a date, a link, a tick; blank, a question mark or an unticked box is none.
SELECT given_opportunity('006' || n, NULL, '005ann', created => '2026-01-01 09:00'), given_value('006' || n, 'order_form', form)
  FROM (VALUES ('a', '2026-05-01'), ('b', 'true'), ('c', 'https://files.example/of'), ('d', ''), ('e', '?'), ('f', 'false'), ('g', 'No'), ('h', '0'), ('i', NULL)) AS v (n, form);
