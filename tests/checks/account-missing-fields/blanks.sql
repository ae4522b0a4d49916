-- B1, blank is what is empty, blanks, or a question mark alone. Zero is a value, a dash and
-- two question marks are too.
SELECT given_account_fields();
SELECT given_whole_account('001' || n) FROM unnest('{empty, spaces, tab, hard, mark, markspace, zero, dash, marks}'::text[]) AS n;
UPDATE account_version SET employees = CASE substr(account_id, 4)
    WHEN 'empty' THEN '' WHEN 'spaces' THEN '  ' WHEN 'tab' THEN E'\t' WHEN 'hard' THEN U&'\00A0' WHEN 'mark' THEN '?'
    WHEN 'markspace' THEN ' ? ' WHEN 'zero' THEN '0' WHEN 'dash' THEN '-' WHEN 'marks' THEN '??' END;
