-- F1, the executed contract is a file on the deal whose title says so, or a mapped field; not one
-- on the account, of other words, deleted, a note, or of after as of. An unticked box is no contract.
-- An item of the list that is no word names no title.
SELECT given_setting('deals', 'contract_titles', 'contract, order form, -');
SELECT given_account('001acme');
SELECT given_deal('006' || deal, '001acme') FROM unnest('{a,b,c,d,e,f,g,h,i,j}'::text[]) AS deal;
SELECT given_document('069a', '006a', 'Order-Form countersigned.pdf'), given_document('069b', '006b', 'Contractors list'), given_document('069c', '001acme', 'Contract'),
       given_document('069d', '006d', 'Contract', deleted => true), given_document('069e', '006e', 'Contract', 'SNOTE'), given_document('069f', '006f', 'Contract', at => '2026-06-30 12:00'),
       given_document('069g', '006g', 'contract', at => '2026-06-30 11:59:59'), given_document('069h', '006h', 'CONTRACT', NULL, NULL);
SELECT given_value('006i', 'executed_contract', 'true'), given_value('006j', 'executed_contract', 'false');
SELECT given_deal('006k', '001acme'), given_document('069k', '006k', '?');
-- Other accounts change nothing.
SELECT given_account('001other1'), given_account('001other2');
