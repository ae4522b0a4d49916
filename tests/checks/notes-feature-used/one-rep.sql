-- B8, a run for one rep tells that rep's alone.
SELECT given_scope('005ann');
SELECT given_account('001ann', '005ann'), given_account('001ben', '005ben'), given_opportunity('006ann', '001ben', '005ann'), given_opportunity('006ben', '001ann', '005ben');
SELECT given_note('002' || record, record) FROM unnest('{001ann,001ben,006ann,006ben}'::text[]) AS record;
