-- F1, a purchase order is asked of deals that require one; a field or a file on the deal is one.
SELECT given_deal('006' || deal), given_document('069' || deal, '006' || deal, 'contract') FROM unnest('{a,b,c,d,e,f}'::text[]) AS deal;
SELECT given_value('006' || deal, 'purchase_order_required', required)
  FROM (VALUES ('a', 'true'), ('b', 'Yes'), ('c', '1'), ('d', 'false'), ('e', ''), ('f', 'true')) AS v (deal, required);
SELECT given_value('006b', 'purchase_order', 'PO-77'), given_document('069po', '006c', 'Acme PO 17'), given_document('069port', '006f', 'Portal');
