-- F3, a purchase order is sent when the mapped field of the opportunity says so, with a date or a tick.
SELECT given_setting('quotes', 'approvers', '005cro');
SELECT given_opportunity('006' || n, NULL, '005ann') FROM unnest('{a,b,c,d,e}'::text[]) AS n;
SELECT given_value('006a', 'purchase_order_sent', '2026-06-01'), given_value('006b', 'purchase_order_sent', 'true'), given_value('006c', 'purchase_order_sent', 'false'),
       given_value('006d', 'purchase_order_sent', ''), given_value('006e', 'purchase_order_sent', '2026-06-01'), given_decision('006e', '005cro');
