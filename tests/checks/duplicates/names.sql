-- B10, accounts with the same name when case, punctuation and legal forms are dropped and the
-- rest is normalised. Legal forms alone are kept as a name; other words make another name.
SELECT given_account('001' || n, '005ann', name)
  FROM (VALUES (10, 'Acme'), (11, 'ACME, Inc.'), (12, 'Acme  LLC'), (13, 'Acme Labs'), (14, 'Best & Co. KG'), (15, 'best'), (16, 'Inc.'), (17, 'LLC'), (18, 'ＣＡＬＭ Corp'), (19, 'Calm'),
               (20, 'O’Neil'), (21, 'ONeil'), (22, '?'), (23, '...'), (24, NULL), (25, ''), (26, 'Inc Acme'), (27, 'The Dot'), (28, 'The Eve')) AS v (n, name);
