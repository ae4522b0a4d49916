-- F3, who approved: the chief revenue officer, on the quote or its opportunity, before as of. Somebody
-- else's approval, a rejection, a withdrawn approval or one on another quote is none; the last word counts.
SELECT given_setting('quotes', 'approvers', 'cro@acme.example');
SELECT given_user('005cro', email => 'cro@acme.example'), given_user('005vp', email => 'vp@acme.example');
SELECT given_opportunity('006' || n, '001acme', '005ann'), given_quote('0Q0' || n, '006' || n) FROM unnest('{a,b,c,d,e,f,g,h,i,j,k}'::text[]) AS n;
SELECT given_decision('0Q0a', '005cro'), given_decision('0Q0b', '005vp'), given_decision('0Q0c', '005cro', 'Rejected'), given_decision('006d', '005cro'), given_decision('006e', '005vp'),
       given_decision('0Q0f', '005cro', at => '2026-06-30 12:00'), given_decision('0Q0g', '005cro', at => '2026-06-30 11:59:59'), given_decision('0Q0h', '005cro', deleted => true),
       given_decision('0Q0i', '005cro', at => '2026-06-01 10:00'), given_decision('0Q0i', '005cro', 'Rejected', '2026-06-02 10:00'),
       given_decision('0Q0j', '005cro', 'Rejected', '2026-06-01 10:00'), given_decision('0Q0j', '005cro', 'Approved', '2026-06-02 10:00'), given_decision('0Q0j', '005vp', 'Rejected', '2026-06-03 10:00'),
       given_decision('0Q0k', '005cro', 'Pending');
